import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { FileFacts, PathKind } from './file-facts.js';

/** Longest path that is looked at. Beyond it no system call can succeed. */
const MAX_PATH = 4096;
/** Folders above a path that are asked for. */
const MAX_ANCESTORS = 256;

/**
 * The real disk as `FileFacts`. Reads only, never throws: what cannot be looked at counts as absent.
 * Nothing is cached, because the disk changes between two calls of an agent.
 */
export function createFileFacts(): FileFacts {
  return Object.freeze({
    home: safely(homedir, '/'),
    temp: safely(() => realpathSync.native(tmpdir()), '/tmp'),
    kind: kindOf,
    realpath: realpathOf,
    list: namesIn,
  });
}

function safely<T>(read: () => T, fallback: T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}

function askable(path: string): boolean {
  return path.length > 0 && path.length <= MAX_PATH && !path.includes('\0');
}

function kindOf(path: string): PathKind | null {
  if (!askable(path)) return null;
  return safely(() => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    if (stat.isFile()) return 'file';
    if (stat.isDirectory()) return 'directory';
    return stat.isSymbolicLink() ? 'symlink' : 'other';
  }, null);
}

function realpathOf(path: string): string {
  const absolute = resolve(path);
  if (!askable(absolute)) return absolute;
  let ancestor = absolute;
  let rest = '';
  for (let step = 0; step < MAX_ANCESTORS; step += 1) {
    // `stat` first: it reports a missing path without the cost of an exception.
    const there = safely(() => statSync(ancestor, { throwIfNoEntry: false }) !== undefined, false);
    if (there) {
      const real = safely(() => realpathSync.native(ancestor), ancestor);
      return rest === '' ? real : join(real, rest);
    }
    const parent = dirname(ancestor);
    if (parent === ancestor) break;
    rest = rest === '' ? basename(ancestor) : `${basename(ancestor)}/${rest}`;
    ancestor = parent;
  }
  return absolute;
}

function namesIn(path: string): readonly string[] {
  if (!askable(path)) return [];
  return safely(() => readdirSync(path).toSorted(), []);
}
