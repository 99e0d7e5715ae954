import { parseVerifierKey, type VerifierKey } from './signed-note.js';

/** The newest format this code reads and the one it writes. */
export const FORMAT = 1;

/** The first record of a journal: who it is and which key signs its checkpoints. */
export interface GenesisRecord {
  readonly kind: 'genesis';
  readonly at: number;
  readonly format: number;
  /** 32 hex digits, made at random. */
  readonly journal: string;
  /** Name of the journal in its checkpoints. */
  readonly origin: string;
  /** Verifier key, as C2SP writes it. */
  readonly key: string;
}

export type GenesisReading =
  | { readonly status: 'read'; readonly journal: string; readonly key: VerifierKey }
  | { readonly status: 'newer'; readonly format: number }
  | { readonly status: 'invalid' };

export function originOf(journal: string): string {
  return `sentinel-agentos/journal/${journal}`;
}

/** Reads the first record. It is untrusted: it says which key to expect, not which one to trust. */
export function readGenesis(record: Record<string, unknown> | null): GenesisReading {
  if (record?.['kind'] !== 'genesis') return { status: 'invalid' };
  const { format, journal, origin, key: keyText } = record;
  if (typeof format === 'number' && format > FORMAT) return { status: 'newer', format };
  if (format !== FORMAT || typeof journal !== 'string' || typeof keyText !== 'string') {
    return { status: 'invalid' };
  }
  const key = /^[0-9a-f]{32}$/.test(journal) ? parseVerifierKey(keyText) : null;
  if (key === null || origin !== originOf(journal) || key.name !== origin) return { status: 'invalid' };
  return { status: 'read', journal, key };
}
