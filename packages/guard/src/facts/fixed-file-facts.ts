import { posix } from 'node:path';
import type { FileFacts, PathKind } from './file-facts.js';

/** A disk as plain data: absolute POSIX path to what stands there. Parent folders are implied. */
export interface FixedFiles {
  readonly [path: string]: 'file' | 'directory' | 'other' | { readonly symlink: string };
}

/** A machine as plain data. */
export interface FixedFactsOptions {
  /** Home folder of the user. Default `/home/user`. */
  readonly home?: string;
  /** Folder for temporary files. Default `/tmp`. */
  readonly temp?: string;
  /** Everything that is there; nothing else is. Default: nothing. */
  readonly files?: FixedFiles;
}

/** Symbolic links followed one after another before the first is taken as written. */
const MAX_LINKS = 40;

/**
 * `FileFacts` from plain data, for tests and for backtests on recorded facts. Same data, same answers;
 * the machine it runs on is never looked at.
 */
export function createFixedFileFacts(options: FixedFactsOptions = {}): FileFacts {
  const kinds = new Map<string, PathKind>([['/', 'directory']]);
  const links = new Map<string, string>();
  for (const [path, entry] of Object.entries(options.files ?? {})) {
    const at = posix.resolve('/', path);
    if (typeof entry === 'object') links.set(at, entry.symlink);
    kinds.set(at, typeof entry === 'object' ? 'symlink' : entry);
    for (let parent = posix.dirname(at); !kinds.has(parent); parent = posix.dirname(parent)) {
      kinds.set(parent, 'directory');
    }
  }
  const realpath = (path: string): string => followLinks(posix.resolve('/', path), links, kinds);
  return Object.freeze({
    home: options.home ?? '/home/user',
    temp: options.temp ?? '/tmp',
    kind: (path: string) => {
      const at = posix.resolve('/', path);
      return kinds.get(posix.join(realpath(posix.dirname(at)), posix.basename(at))) ?? null;
    },
    realpath,
    list: (path: string) => {
      const folder = realpath(path);
      const names = [...kinds.keys()]
        .filter((key) => key !== '/' && posix.dirname(key) === folder)
        .map((key) => posix.basename(key));
      return names.toSorted();
    },
  });
}

/** Resolves links as the disk does: one that leads to nothing is kept as it stands. */
function followLinks(
  path: string,
  links: ReadonlyMap<string, string>,
  kinds: ReadonlyMap<string, PathKind>,
  depth = 0,
): string {
  let done = '/';
  for (const part of path.split('/')) {
    if (part === '') continue;
    const at = posix.join(done, part);
    const target = links.get(at);
    const aim =
      target === undefined || depth >= MAX_LINKS
        ? null
        : followLinks(posix.resolve(done, target), links, kinds, depth + 1);
    done = aim !== null && kinds.has(aim) && kinds.get(aim) !== 'symlink' ? aim : at;
  }
  return done;
}
