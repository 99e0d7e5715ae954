import { dirname, join, parse, sep } from 'node:path';
import { readdirSync } from 'node:fs';
import { loadMinimatch } from '../matching/load-library.js';
import { lookAt } from './path-state.js';

/** The sign of the effect reader for a part of a path that the call does not tell. */
const UNTOLD = '…';
const WILDCARD = /[*?[]/;
/** A pattern that means more paths than this means its folder. */
const MOST_MEANINGS = 256;

/**
 * The paths that a target with wildcards or untold parts may mean, as they are on the disk now: each path that a
 * shell would name, or, where that can't be told, the folder in which all of them lie. A path that is there under
 * exactly this name is meant too: by `app/[slug]/page.tsx` it is all that is, but whoever makes a file named `*`
 * first does not change what `rm *` deletes.
 */
export function meaningsOf(path: string): readonly string[] {
  if (!(WILDCARD.test(path) || path.includes(UNTOLD))) return [path];
  if (path.includes(UNTOLD) || path.includes('**')) return [folderOf(path)];
  const { root } = parse(path);
  let found: readonly string[] = [root];
  for (const name of path.slice(root.length).split(sep)) {
    found = found.flatMap((folder) => (WILDCARD.test(name) ? namesLike(folder, name) : [join(folder, name)]));
    if (found.length > MOST_MEANINGS) return [folderOf(path)];
  }
  // Nothing is there that a shell would name; then it takes the pattern for a name.
  return found.length === 0 ? [path] : found;
}

/**
 * Whether a target means one path of exactly this name: then it must be there after a write. A name may hold
 * brackets; `*`, `?` and what is not told never stand in one by themselves.
 */
export function isName(path: string): boolean {
  if (isThere(path)) return true;
  return !/[*?…]/.test(path) && meaningsOf(path)[0] === path;
}

/** The nearest folder above that is told for certain. */
function folderOf(path: string): string {
  const { root } = parse(path);
  let folder = root;
  for (const name of path.slice(root.length).split(sep)) {
    if (name.includes(UNTOLD) || (WILDCARD.test(name) && !isOnly(folder, name))) return folder;
    folder = join(folder, name);
  }
  return dirname(folder);
}

/** A name in brackets that is there, and that means nothing else that is. */
function isOnly(folder: string, name: string): boolean {
  return !/[*?]/.test(name) && isThere(join(folder, name)) && namesLike(folder, name).length === 1;
}

/** What is in a folder under a name that a shell would take for the pattern, or under the pattern as its name. */
function namesLike(folder: string, pattern: string): readonly string[] {
  const { minimatch } = loadMinimatch();
  const options = { noext: true, nonegate: true, nocomment: true, nobrace: true } as const;
  try {
    return readdirSync(folder)
      .filter((name) => name === pattern || minimatch(name, pattern, options))
      .map((name) => join(folder, name));
  } catch {
    return isThere(join(folder, pattern)) ? [join(folder, pattern)] : [];
  }
}

function isThere(path: string): boolean {
  try {
    return lookAt(path) !== null;
  } catch {
    return false;
  }
}
