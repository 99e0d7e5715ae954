import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lookAt } from './path-state.js';
import type { BigIntStats } from 'node:fs';

export interface WalkedPath {
  readonly path: string;
  readonly stat: BigIntStats;
}

export interface Walk {
  /** Everything below the root, folders before their contents, in order of names. No link is followed. */
  readonly paths: readonly WalkedPath[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** There was more than the limit allows; `paths` is not whole. */
  readonly overflow: boolean;
}

export interface WalkOptions {
  readonly limit: number;
  /** A reason not to look at a path, or null. */
  readonly skip: (path: string) => string | null;
}

/** Lists a tree without reading any file. */
export function walkTree(root: string, options: WalkOptions): Walk {
  const paths: WalkedPath[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const below: string[] = [];
    for (const name of listFolder(folder, skipped)) {
      const path = join(folder, name);
      const reason = options.skip(path);
      const stat = reason === null ? tryLookAt(path) : null;
      if (stat === null) {
        skipped.push({ path, reason: reason ?? 'it cannot be looked at' });
        continue;
      }
      if (paths.length >= options.limit) return { paths, skipped, overflow: true };
      paths.push({ path, stat });
      if (stat.isDirectory()) below.push(path);
    }
    waiting.push(...below.reverse());
  }
  return { paths, skipped, overflow: false };
}

function listFolder(folder: string, skipped: { path: string; reason: string }[]): readonly string[] {
  try {
    const names = readdirSync(folder).sort();
    if (!names.some((name) => name.includes('\uFFFD'))) return names;
    // A name that is not text reads like others: only one that is written as it reads can be named again.
    const told = readdirSync(folder, 'buffer').flatMap((bytes) => {
      const name = bytes.toString('utf8');
      if (Buffer.from(name).equals(bytes)) return [name];
      skipped.push({ path: join(folder, name), reason: 'its name is not valid UTF-8' });
      return [];
    });
    return told.sort();
  } catch (error) {
    skipped.push({ path: folder, reason: `it cannot be listed: ${(error as Error).message}` });
    return [];
  }
}

function tryLookAt(path: string): BigIntStats | null {
  try {
    return lookAt(path);
  } catch {
    return null;
  }
}
