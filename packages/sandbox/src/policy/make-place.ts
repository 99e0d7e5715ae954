import { closeSync, constants, existsSync, mkdirSync, openSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SentinelError } from '@sentinel-agentos/core';
import { invalidOption } from './invalid-option.js';

const OPEN_FOLDERS = '/proc/self/fd';

/** A place that must be there before it can be mounted. */
export interface MissingPlace {
  readonly path: string;
  /** What a file holds at first; null for a folder. */
  readonly text: string | null;
}

function make(place: string, text: string | null): void {
  try {
    // `wx` and a plain mkdir: whatever came to be there in the meantime is not followed and not changed.
    if (text === null) mkdirSync(place);
    else writeFileSync(place, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function displaced(folder: string): SentinelError {
  return invalidOption('protect', 'must name paths whose folders stay where they are', folder);
}

function openFolder(folder: string): number {
  try {
    return openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch {
    throw displaced(folder);
  }
}

/**
 * Makes a missing file or folder. A program that runs meanwhile may put a link in the place of a folder on the way:
 * where the system shows open folders, the place is made in the very folder that was looked at.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when the folder is not where it was.
 */
export function makePlace({ path: place, text }: MissingPlace): void {
  if (!existsSync(OPEN_FOLDERS)) return make(place, text);
  const folder = path.dirname(place);
  const descriptor = openFolder(folder);
  try {
    const opened = `${OPEN_FOLDERS}/${descriptor}`;
    if (readlinkSync(opened) !== folder) throw displaced(folder);
    make(path.join(opened, path.basename(place)), text);
  } finally {
    closeSync(descriptor);
  }
}
