import { basename, dirname, join, relative, sep } from 'node:path';
import { readdirSync } from 'node:fs';
import { isIn } from './target-limits.js';
import { loadMinimatch } from '../matching/load-library.js';
import { lookAt } from './path-state.js';
import { realFolder } from './real-folders.js';
import type { CallTarget } from './call-targets.js';

const UNTOLD = '…';
/** Names of the state folder that a pattern is compared with; one that gets through more may match any. */
const MOST_NAMES = 20_000;
/** Stands for a name that does not begin with a dot, whichever it is. */
const NO_DOT = /^\[[!^]\.\]/;

/**
 * Whether deleting a target would take along the product's own state, or some of it. A target that is a pattern,
 * such as `*.jpg` anywhere below, does so only where something in the state folder has such a name.
 */
export function losesState({ path, deletes, patterns }: CallTarget, state: string): boolean {
  if (!deletes || !isThere(state)) return false;
  const real = join(realFolder(dirname(path)), basename(path));
  const realState = realFolder(state);
  if (isIn(path, state) || isIn(real, realState)) return true;
  const below = isIn(state, path) ? relative(path, state) : relative(real, realState);
  if (below === '..' || below.startsWith(`..${sep}`)) return false;
  return patterns === undefined || patterns.some((pattern) => mayMatch(pattern, below, state));
}

function mayMatch(pattern: string, below: string, state: string): boolean {
  const names = pattern.split(sep);
  const [first = ''] = names;
  if (NO_DOT.test(first) && below.startsWith('.')) return false;
  const last = names.at(-1) ?? '';
  if (last.includes(UNTOLD)) return true;
  const { minimatch } = loadMinimatch();
  // The pattern may be one of `find`, whose stars take dots too, and of `-iname`.
  const options = { dot: true, nocase: true, noext: true, nonegate: true, nocomment: true, nobrace: true };
  const isLike = (name: string): boolean => minimatch(name, last, options);
  return below.split(sep).some(isLike) || hasName(state, isLike);
}

/** Whether anything below a folder has such a name; true where there is too much to look through. */
function hasName(root: string, isLike: (name: string) => boolean): boolean {
  let left = MOST_NAMES;
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        left -= 1;
        if (left < 0 || isLike(entry.name)) return true;
        if (entry.isDirectory()) waiting.push(join(folder, entry.name));
      }
    } catch {
      return true;
    }
  }
  return false;
}

function isThere(path: string): boolean {
  try {
    return lookAt(path) !== null;
  } catch {
    return true;
  }
}
