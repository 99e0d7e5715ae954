import { randomBytes } from 'node:crypto';
import { canonicalJson } from '../format/canonical-json.js';
import { FORMAT, type Damaged, type GenesisRecord } from '../format/genesis.js';
import type { KeyStore } from '../keys/key-store.js';
import type { Signer } from '../keys/signer.js';

/** A journal that has no record yet. */
export interface NewChain {
  readonly journal: string;
  readonly signer: Signer;
  /** Canonical JSON of its first record. */
  readonly genesis: string;
}

/** Makes the name, the key and the first record of a new chain. The key is durable when it returns. */
export function beginChain(keys: KeyStore, at: number, damaged: Damaged | null): NewChain {
  const journal = randomBytes(16).toString('hex');
  const signer = keys.create(journal, 0);
  const record: GenesisRecord = {
    kind: 'genesis',
    at,
    format: FORMAT,
    journal,
    origin: signer.key.name,
    key: signer.key.text,
    ...(damaged === null ? {} : { damaged }),
  };
  return { journal, signer, genesis: canonicalJson(record) };
}
