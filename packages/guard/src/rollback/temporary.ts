import { dirname, join } from 'node:path';
import { linkSync, unlinkSync, copyFileSync, chmodSync, constants, renameSync, rmdirSync } from 'node:fs';
import { assertUntouched } from './undo-items.js';
import { lookAt } from '../snapshot/path-state.js';
import type { Observed } from './undo-items.js';

/**
 * Makes something new under a temporary name beside the path and moves it there in one step: at no moment the path
 * holds a part of it. Only a folder in its place must be removed first.
 */
export function replaceBy(
  path: string,
  now: Observed,
  name: string,
  make: (temporary: string) => void,
): void {
  withTemporary(path, name, (temporary) => {
    make(temporary);
    assertUntouched(path, now);
    if (now.state.kind === 'directory') rmdirSync(path);
    renameSync(temporary, path);
  });
}

/** What a file system answers that has no second names for files. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Makes something new where nothing is, whole or not at all. Throws `EEXIST` when something is there: nothing is ever
 * replaced.
 */
export function createAs(path: string, mode: number, name: string, make: (temporary: string) => void): void {
  withTemporary(path, name, (temporary) => {
    make(temporary);
    try {
      linkSync(temporary, path);
    } catch (error) {
      if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      copyFileSync(temporary, path, constants.COPYFILE_EXCL);
      chmodSync(path, mode);
    }
    unlinkSync(temporary);
  });
}

/** Removes what a try that was cut off left in a folder under its temporary name. Throws when it can't. */
export function sweepTemporary(path: string): void {
  const stat = lookAt(path);
  if (stat !== null && !stat.isDirectory()) unlinkSync(path);
}

function withTemporary(path: string, name: string, run: (temporary: string) => void): void {
  const temporary = join(dirname(path), name);
  try {
    run(temporary);
  } catch (error) {
    try {
      sweepTemporary(temporary);
    } catch {
      // The next try sweeps it away; what went wrong first is what is of interest.
    }
    throw error;
  }
}
