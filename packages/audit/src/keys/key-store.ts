import { SentinelError } from '@sentinel-agentos/core';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { originOf } from '../format/genesis.js';
import { ensureFolder, writeDurably } from '../write/durable-file.js';
import { createSigner, type Signer } from './signer.js';

/** The folder that holds the signing keys: one file a journal, readable by its owner only. */
export interface KeyStore {
  /** Makes a key for a new journal; durable when it returns. */
  create(journal: string): Signer;
  /** @throws SentinelError `STATE_UNAVAILABLE` when the key is not there or cannot be read. */
  load(journal: string): Signer;
  /** The same, but null when there is no such key. */
  find(journal: string): Signer | null;
}

const SEED_BYTES = 32;

export function createKeyStore(keyDir: string): KeyStore {
  const pathOf = (journal: string): string => join(keyDir, `${journal}.key`);
  const find = (journal: string): Signer | null => {
    const path = pathOf(journal);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw unavailable(`The signing key ${path} cannot be read.`, error);
    }
    const seed = readSeed(text);
    if (seed === null) throw unavailable(`${path} does not hold a signing key.`);
    return createSigner(originOf(journal), seed);
  };
  return {
    find,
    create(journal) {
      const seed = randomBytes(SEED_BYTES);
      const signer = createSigner(originOf(journal), seed);
      const file = { format: 1, key: signer.key.text, seed: seed.toString('base64') };
      try {
        ensureFolder(keyDir);
        writeDurably(pathOf(journal), Buffer.from(`${JSON.stringify(file)}\n`));
      } catch (error) {
        throw unavailable(`A signing key cannot be kept in ${keyDir}.`, error);
      }
      return signer;
    },
    load(journal) {
      const signer = find(journal);
      if (signer === null) {
        throw unavailable(
          `The signing key of journal ${journal} is not in ${keyDir}: nothing can be appended.`,
        );
      }
      return signer;
    },
  };
}

function readSeed(text: string): Buffer | null {
  try {
    const value = JSON.parse(text) as { readonly seed?: unknown } | null;
    const seed = typeof value?.seed === 'string' ? Buffer.from(value.seed, 'base64') : null;
    return seed?.length === SEED_BYTES ? seed : null;
  } catch {
    return null;
  }
}

function unavailable(message: string, cause?: unknown): SentinelError {
  return new SentinelError('STATE_UNAVAILABLE', message, cause === undefined ? undefined : { cause });
}
