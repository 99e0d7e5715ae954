import { dirname, isAbsolute, join, parse, resolve } from 'node:path';
import type { FileFacts } from '../facts/file-facts.js';

/** No system opens a longer path; judging one would only cost time. */
const MAX_PATH = 4096;

/** Where a path written in a parameter leads. */
export type LocatedPath =
  | {
      readonly kind: 'local';
      /** Every absolute path the text can stand for: as written, and with symbolic links resolved. */
      readonly candidates: readonly string[];
    }
  /** Nothing that can be located here: NUL bytes, other drives and machines, dangling links, more than 4,096 characters. */
  | {
      readonly kind: 'unreadable';
      readonly why: 'nul' | 'too-long' | 'foreign' | 'home-of-other' | 'dangling-link';
    };

/**
 * Finds where a path leads, as a tool may understand it: relative to `cwd`, `~` as the home folder,
 * `file:` URLs as paths. A drive letter or a network share is foreign on systems that have none.
 */
export function locatePath(text: string, cwd: string, facts: FileFacts): LocatedPath {
  if (text.length > MAX_PATH) return { kind: 'unreadable', why: 'too-long' };
  const path = fromFileUrl(text);
  if (path.includes('\0')) return { kind: 'unreadable', why: 'nul' };
  if (process.platform !== 'win32' && /^(?:[a-z]:|\\\\)/iu.test(path)) {
    return { kind: 'unreadable', why: 'foreign' };
  }
  const expanded = expandHome(path, facts.home);
  if (expanded === null) return { kind: 'unreadable', why: 'home-of-other' };
  const written = resolve(cwd, expanded);
  const candidates = new Set([written, facts.realpath(written)]);
  if (expanded.includes('..'))
    candidates.add(walk(isAbsolute(expanded) ? expanded : `${cwd}/${expanded}`, facts));
  if ([...candidates].some((candidate) => leadsNowhere(candidate, facts))) {
    return { kind: 'unreadable', why: 'dangling-link' };
  }
  return { kind: 'local', candidates: [...candidates] };
}

/**
 * Whether the nearest thing that stands on the way is a link that is still there after it was followed: it
 * leads to something that does not exist yet, so nobody can say where the path will be.
 */
function leadsNowhere(path: string, facts: FileFacts): boolean {
  let at = path;
  while (facts.kind(at) === null && dirname(at) !== at) at = dirname(at);
  return facts.kind(at) === 'symlink' && facts.realpath(at) === at;
}

/** The way the system goes: `link/..` is the parent of the link's target, not the link's own folder. */
function walk(path: string, facts: FileFacts): string {
  let at = parse(path).root;
  for (const part of path.slice(at.length).split(process.platform === 'win32' ? /[\\/]/u : '/')) {
    if (part === '' || part === '.') continue;
    at = part === '..' ? dirname(facts.realpath(at)) : join(at, part);
  }
  return facts.realpath(at);
}

function expandHome(path: string, home: string): string | null {
  if (path === '~') return home;
  if (path.startsWith('~/')) return join(home, path.slice(2));
  return /^~[\w-]+(?:\/|$)/u.test(path) ? null : path;
}

function fromFileUrl(text: string): string {
  if (!/^file:/iu.test(text)) return text;
  const rest = text.slice('file:'.length).replace(/^\/\/(?:localhost)?(?=\/)/iu, '');
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}

/** Whether `path` is `folder` or lies beneath it. Both absolute and normalised; `src-evil` is not in `src`. */
export function isWithin(path: string, folder: string): boolean {
  if (path === folder) return true;
  return path.startsWith(folder.endsWith('/') || folder.endsWith('\\') ? folder : `${folder}${separator}`);
}

const separator = process.platform === 'win32' ? '\\' : '/';
