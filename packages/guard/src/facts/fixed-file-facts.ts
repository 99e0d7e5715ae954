import { posix } from 'node:path';
import type { FileFacts, PathKind } from './file-facts.js';

/** A disk as plain data: absolute POSIX path to what stands there. Parent folders are implied. */
export interface FixedFiles {
  readonly [path: string]: 'file' | 'directory' | 'other' | { readonly symlink: string };
}

export interface FixedFactsOptions {
  readonly home?: string;
  readonly temp?: string;
  readonly files?: FixedFiles;
}

/** Symbolic links followed in one path before it is taken as written. */
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
  const realpath = (path: string): string => followLinks(posix.resolve('/', path), links);
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

function followLinks(path: string, links: ReadonlyMap<string, string>): string {
  let pending = path.split('/').filter((part) => part !== '');
  let done = '/';
  let followed = 0;
  while (pending.length > 0) {
    const [head = '', ...rest] = pending;
    const at = posix.join(done, head);
    const target = links.get(at);
    if (target === undefined) {
      done = at;
      pending = rest;
      continue;
    }
    followed += 1;
    if (followed > MAX_LINKS) return path;
    const aim = posix.resolve(done, target);
    pending = [...aim.split('/').filter((part) => part !== ''), ...rest];
    done = '/';
  }
  return done;
}
