import { linkSync, lstatSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { BigIntStats } from 'node:fs';
import type { KeptFile } from './kept-files.js';
import type { Preimage } from './preimages.js';

/** More packs than this in one snapshot: then its files are read again, into one. */
const MOST_PACKS = 64;

/**
 * Pre-images that a snapshot has in common with earlier ones. Their packs and copies get a second name in the new
 * snapshot's folder, so every folder is whole by itself: removing an older one takes nothing away from it.
 */
export interface SharedPreimages {
  /** Where the bytes lie in the new folder; null when they can't be had there, and must be read again. */
  take(kept: KeptFile): Preimage | null;
}

export interface SharedPreimagesOptions {
  readonly folder: string;
  /** Folder of another snapshot. */
  readonly folderOf: (id: string) => string;
  /** Whether a pack or copy looks as it did when it was written; another one is of no use. */
  readonly isIntact: (file: BigIntStats) => boolean;
  /** Name of the next copy in the folder. */
  readonly nextCopy: () => string;
}

export function createSharedPreimages(options: SharedPreimagesOptions): SharedPreimages {
  const { folder, folderOf, isIntact, nextCopy } = options;
  /** Names of packs in the folder, by snapshot and name there; null for one that could not be had. */
  const packs = new Map<string, string | null>();

  const share = (id: string, name: string, as: string): boolean => {
    try {
      const to = join(folder, as);
      linkSync(join(folderOf(id), name), to);
      if (isIntact(lstatSync(to, { bigint: true }))) return true;
      unlinkSync(to);
      return false;
    } catch {
      // It was removed meanwhile, or the file system knows no second names.
      return false;
    }
  };
  const packOf = (id: string, name: string): string | null => {
    const key = `${id}/${name}`;
    const known = packs.get(key);
    if (known !== undefined) return known;
    if (packs.size >= MOST_PACKS) return null;
    const as = `pack-${packs.size + 1}`;
    const shared = share(id, name, as) ? as : null;
    packs.set(key, shared);
    return shared;
  };

  return {
    take: ({ snapshot, preimage }) => {
      switch (preimage.kind) {
        case 'packed': {
          const pack = packOf(snapshot, preimage.pack);
          return pack === null ? null : { ...preimage, pack };
        }
        case 'copied': {
          const name = nextCopy();
          return share(snapshot, preimage.name, name) ? { ...preimage, name } : null;
        }
      }
    },
  };
}
