import { SentinelError } from '@sentinel-agentos/core';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { originOf } from '../format/genesis.js';
import { ensureFolder, syncFolder, writeDurably } from '../write/durable-file.js';
import { destroyFile } from './destroy-file.js';
import { createSigner, type Signer } from './signer.js';

/**
 * The folder that holds the signing keys: one file for each epoch of a journal, readable by its owner only. Only
 * the newest is kept for long: that of an epoch is destroyed once the next one has begun.
 */
export interface KeyStore {
  /** Makes the key of an epoch; durable when it returns. One that was made but never introduced is replaced. */
  create(journal: string, epoch: number): Signer;
  /** @throws SentinelError `STATE_UNAVAILABLE` when the key is not there or cannot be read. */
  load(journal: string, epoch: number): Signer;
  /** The key of the oldest epoch that is there; null when there is none. */
  oldest(journal: string): Signer | null;
  /** All keys of a journal that are there, oldest first. */
  all(journal: string): readonly Signer[];
  /**
   * Overwrites and removes the keys of all epochs before one. On disks that keep old blocks the bytes may
   * survive; that is beyond what a program can do.
   *
   * @throws SentinelError `STATE_UNAVAILABLE` when one cannot be removed.
   */
  destroyBefore(journal: string, epoch: number): void;
}

const SEED_BYTES = 32;

export function createKeyStore(keyDir: string): KeyStore {
  const read = (journal: string, name: string): Signer | null => {
    const path = join(keyDir, name);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw unavailable(`The signing key ${path} cannot be read.`, error);
    }
    const seed = readSeed(text);
    if (seed === null) throw unavailable(`${path} does not hold a signing key.`);
    return signerOf(journal, seed);
  };
  const all = (journal: string): Signer[] =>
    epochsOf(keyDir, journal).flatMap((epoch) => read(journal, fileName(journal, epoch)) ?? []);
  return {
    all,
    oldest: (journal) => all(journal)[0] ?? null,
    create(journal, epoch) {
      const seed = randomBytes(SEED_BYTES);
      const text = seed.toString('base64');
      const signer = signerOf(journal, seed);
      const file = { format: 1, key: signer.key.text, seed: text };
      try {
        ensureFolder(keyDir);
        writeDurably(join(keyDir, fileName(journal, epoch)), Buffer.from(`${JSON.stringify(file)}\n`));
      } catch (error) {
        throw unavailable(`A signing key cannot be kept in ${keyDir}.`, error);
      }
      return signer;
    },
    load(journal, epoch) {
      const signer = read(journal, fileName(journal, epoch));
      if (signer === null) {
        throw unavailable(
          `The signing key of journal ${journal}, epoch ${epoch}, is not in ${keyDir}: nothing can be appended.`,
        );
      }
      return signer;
    },
    destroyBefore(journal, epoch) {
      const old = epochsOf(keyDir, journal).filter((number) => number < epoch);
      try {
        for (const number of old) destroyFile(join(keyDir, fileName(journal, number)));
        if (old.length > 0) syncFolder(keyDir);
      } catch (error) {
        throw unavailable(`An old signing key in ${keyDir} cannot be destroyed.`, error);
      }
    },
  };
}

/** `<journal>.key` for the key of the genesis, `<journal>.<epoch>.key` for those after it. */
function fileName(journal: string, epoch: number): string {
  return epoch === 0 ? `${journal}.key` : `${journal}.${epoch}.key`;
}

/** Epochs whose keys are there, oldest first. */
function epochsOf(keyDir: string, journal: string): number[] {
  let names: readonly string[];
  try {
    names = readdirSync(keyDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unavailable(`The folder of signing keys ${keyDir} cannot be read.`, error);
  }
  const prefix = `${journal}.`;
  return names
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const [, epoch] = /^(?:([1-9][0-9]{0,8})\.)?key$/.exec(name.slice(prefix.length)) ?? [null, null];
      return epoch === null ? [] : [Number(epoch ?? 0)];
    })
    .sort((a, b) => a - b);
}

function signerOf(journal: string, seed: Buffer): Signer {
  const signer = createSigner(originOf(journal), seed);
  seed.fill(0);
  return signer;
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
