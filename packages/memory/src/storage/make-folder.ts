import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode, orUnavailable } from './state-unavailable.js';

/**
 * Makes a folder and those above it, for this user alone. Not with Node's `recursive`: it never returns
 * where a file system answers ENOENT although the folder above is there, as /proc does.
 */
export function makeFolder(path: string): void {
  orUnavailable('make the folder', path, () => make(path));
}

function make(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path || statSync(parent, { throwIfNoEntry: false }) !== undefined)
      throw cause;
    make(parent);
    make(path);
  }
}
