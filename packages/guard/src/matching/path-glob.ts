import { SentinelError } from '@sentinel-agentos/core';
import { isWithin } from './located-path.js';
import { loadMinimatch } from './load-library.js';

/** What globs are relative to. */
export interface GlobBase {
  /** Every absolute form of the workspace root: as configured and with symbolic links resolved. */
  readonly roots: readonly string[];
  readonly home: string;
}

/** One glob over absolute paths. */
export interface PathGlob {
  readonly pattern: string;
  readonly matches: (path: string) => boolean;
}

// No extended globs: nested `+(…)` can take exponential time. Braces, `*`, `**`, `?` and classes stay.
const OPTIONS = {
  dot: true,
  nocase: true,
  noext: true,
  nonegate: true,
  nocomment: true,
  braceExpandMax: 1000,
} as const;

// Names that hold variables without values, by convention.
const TEMPLATE = /[._-](?:example|sample|template|dist)$/iu;

/**
 * A glob that forbids. It errs on the strict side: case doesn't matter; a pattern without a slash meets every
 * segment, one with a slash meets at any depth; a forbidden folder covers what lies in it, and `x/**` covers
 * `x`; a plain dot-name such as `.env` covers its variants (`.env.local`, `.env-prod`), but not `.env.example`.
 *
 * @throws SentinelError `INVALID_CONFIG` for an empty pattern.
 */
export function compileDenyGlob(pattern: string, where: string, base: GlobBase): PathGlob {
  const glob = expand(pattern, where, base);
  const match = glob.includes('/') ? denyPath(glob) : denySegment(glob);
  const absolute = glob.startsWith('/');
  return Object.freeze({
    pattern,
    matches: (path: string): boolean => spellings(absolute ? path : relativeTo(path, base.roots)).some(match),
  });
}

/** Meets one segment at any depth, so that everything beneath a matched folder is met too. */
function denySegment(glob: string): (path: string) => boolean {
  const match = matcher(glob);
  const name = /^\.[\w-]+$/u.test(glob) ? glob.toLowerCase() : null;
  return (path) =>
    segmentsOf(path).some(
      (segment) =>
        match(segment) ||
        (name !== null && isVariant(segment.toLowerCase(), name) && !TEMPLATE.test(segment)),
    );
}

/** `.env.local`, `.env-prod`, the backup `.env~`; but not `.envrc`. */
function isVariant(segment: string, name: string): boolean {
  return segment.startsWith(name) && /^[._~-]/u.test(segment.slice(name.length));
}

/** Meets consecutive segments, from the root of the disk when the glob is absolute, and what lies beneath. */
function denyPath(glob: string): (path: string) => boolean {
  const folder = glob.replace(/(?:\/\*\*)+$/u, '');
  const inner =
    folder.startsWith('/') || folder === '' ? folder : `**/${folder.replace(/^(?:\*\*\/)+/u, '')}`;
  const itself = matcher(inner === '' ? '/' : inner);
  const beneath = matcher(`${inner}/**`);
  return (path) => {
    const joined = `${folder.startsWith('/') || folder === '' ? '/' : ''}${segmentsOf(path).join('/')}`;
    return itself(joined) || beneath(joined);
  };
}

/**
 * A glob that allows. It errs on the strict side: a pattern with a slash meets the whole path from the
 * workspace root, one without a slash meets only the last segment.
 *
 * @throws SentinelError `INVALID_CONFIG` for an empty pattern.
 */
export function compileAllowGlob(pattern: string, where: string, base: GlobBase): PathGlob {
  const glob = expand(pattern, where, base);
  const match = matcher(glob);
  return Object.freeze({
    pattern,
    matches(path: string): boolean {
      if (glob.startsWith('/')) return match(path);
      const root = base.roots.find((candidate) => isWithin(path, candidate));
      if (root === undefined) return false;
      const segments = segmentsOf(path.slice(root.length));
      return match(glob.includes('/') ? segments.join('/') : (segments.at(-1) ?? ''));
    },
  });
}

function expand(pattern: string, where: string, base: GlobBase): string {
  if (pattern === '' || pattern.includes('\0')) {
    throw new SentinelError('INVALID_CONFIG', `${where} must be a glob, got ${JSON.stringify(pattern)}`);
  }
  if (pattern === '~' || pattern.startsWith('~/')) return base.home + pattern.slice(1);
  return pattern.replace(/^(?:\.\/)+/u, '').replace(/(?<=.)\/+$/u, '');
}

function matcher(glob: string): (text: string) => boolean {
  if (!/[*?[\]{}\\]/u.test(glob)) {
    const literal = glob.toLowerCase();
    return (text) => text.toLowerCase() === literal;
  }
  const { Minimatch } = loadMinimatch();
  const compiled = new Minimatch(glob, OPTIONS);
  return (text) => compiled.match(text);
}

function relativeTo(path: string, roots: readonly string[]): string {
  const root = roots.find((candidate) => isWithin(path, candidate));
  return root === undefined ? path : path.slice(root.length);
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/**
 * The path, and the name some file system would take it for: with backslashes as separators, without stream
 * names, trailing dots and spaces (NTFS) and without the characters that HFS+ ignores, composed (NFC).
 */
function spellings(path: string): readonly string[] {
  // Plain ASCII without any of the special cases is the common case.
  if (/^[\u0021-\u0039\u003b-\u005b\u005d-\u007e]*$/u.test(path) && !/\.(?:\/|$)/u.test(path)) return [path];
  const plain = path
    .normalize('NFC')
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu, '')
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => segment.replace(/(?<=.):.*$/u, '').replace(/(?<=[^. ])[. ]+$/u, ''))
    .join('/');
  return plain === path ? [path] : [path, plain];
}
