import { posix } from 'node:path';
import type { FileFacts } from './file-facts.js';

/** Folders above a path that are asked for one by one. No honest path has more. */
const MAX_FOLDERS = 64;

/**
 * File facts for one reading: what was looked at is not looked at again. That saves system calls, and two looks
 * of one reading can't disagree while the disk changes.
 */
export function rememberFileFacts(facts: FileFacts): FileFacts {
  const kind = remembered((path) => facts.kind(path));
  const realpath: FileFacts['realpath'] = remembered((path) =>
    // Where nothing is, the folder above tells, and it is asked for once.
    isSimple(path) && kind(path) === null
      ? posix.join(realpath(posix.dirname(path)), posix.basename(path))
      : facts.realpath(path),
  );
  return { home: facts.home, temp: facts.temp, kind, realpath, list: remembered((path) => facts.list(path)) };
}

/** An absolute path of POSIX with nothing in it to resolve but links. */
function isSimple(path: string): boolean {
  return (
    path.startsWith('/') &&
    path !== '/' &&
    !path.includes('\0') &&
    posix.normalize(path) === path &&
    !path.endsWith('/') &&
    path.split('/', MAX_FOLDERS + 2).length <= MAX_FOLDERS
  );
}

function remembered<T>(look: (path: string) => T): (path: string) => T {
  const seen = new Map<string, T>();
  return (path) => {
    const known = seen.get(path);
    if (known !== undefined || seen.has(path)) return known as T;
    const found = look(path);
    seen.set(path, found);
    return found;
  };
}
