import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { nanoid } from 'nanoid';
import { join } from 'node:path';
import { readAt } from '../storage/opened-file.js';
import { syncFolder, writeFileDurably, writeNewFile } from '../storage/durable-file.js';
import { errorCode, orUnavailable, stateUnavailable } from '../storage/state-unavailable.js';
import { journalFile, type JournalFiles } from './journal-files.js';
import { encodeLine } from './journal-line.js';

const ATTEMPTS = 3;
const APPEND = constants.O_RDWR | constants.O_APPEND;
/** How an end line begins behind its checksum. Quotes inside a record's texts are escaped: none can pass for it. */
const END_LINE = Buffer.from(' {"k":"end",');

/** The file that a generation is appended to, opened: still the same one when it is renamed or removed. */
export interface LiveFile {
  /**
   * Appends a line, unlike every other, with one write. False when a compaction has begun meanwhile: then
   * {@link wasTaken} knows what became of it. Throws `STATE_UNAVAILABLE` when it could not be written whole.
   */
  append(line: Buffer): boolean;
  /** Whether the line is in the journal or was in what a compaction read. The caller holds the lock. */
  wasTaken(line: Buffer): boolean;
  close(): void;
}

/** Opens the file that a generation is appended to; null when a compaction has begun. */
export function openLive(folder: string, generation: number): LiveFile | null {
  const path = journalFile(folder, 'live', generation);
  const fd = orUnavailable('append to', path, () => openIfThere(path, APPEND));
  if (fd === null) return null;
  const from = fstatSync(fd).size;
  return {
    append(line) {
      for (let attempt = 1; ; attempt += 1) {
        const written = orUnavailable('append to', path, () => writeSync(fd, line));
        if (!existsSync(path)) return false;
        if (written === line.length) return true;
        // A write that stopped halfway is not continued: another process may have written behind it.
        if (attempt === ATTEMPTS) throw stateUnavailable('append to', path, new Error('the disk is full'));
      }
    },
    wasTaken: (line) =>
      orUnavailable('read', path, () => {
        const bytes = readAt(fd, from, fstatSync(fd).size - from);
        const place = bytes.indexOf(line);
        return place !== -1 && (existsSync(path) || bytes.lastIndexOf(END_LINE) > place);
      }),
    close: () => closeSync(fd),
  };
}

/** Brings what was appended to the disk. */
export function syncLive(folder: string, generation: number): void {
  const path = journalFile(folder, 'live', generation);
  orUnavailable('sync', path, () => {
    const fd = openIfThere(path, constants.O_WRONLY | constants.O_APPEND);
    if (fd === null) return;
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    syncFolder(folder);
  });
}

/** Makes the file that a generation is appended to. The caller holds the lock. */
export function createLive(folder: string, generation: number): void {
  const path = journalFile(folder, 'live', generation);
  orUnavailable('make', path, () => {
    writeNewFile(path, Buffer.alloc(0));
    syncFolder(folder);
  });
}

/** Closes a generation to appenders. The caller holds the lock. */
export function seal(folder: string, files: JournalFiles): void {
  if (files.isSealed || !files.hasLive) return;
  const live = journalFile(folder, 'live', files.generation);
  orUnavailable('rename', live, () => renameSync(live, journalFile(folder, 'sealed', files.generation)));
}

/**
 * Ends a sealed file for its compaction: what somebody who opened it earlier writes behind the last end line counts
 * as never written. Returns where the end is; null when there is no such file. The caller holds the lock.
 */
export function markEnd(folder: string, generation: number): number | null {
  const path = journalFile(folder, 'sealed', generation);
  return orUnavailable('append to', path, () => {
    const fd = openIfThere(path, APPEND);
    if (fd === null) return null;
    try {
      const from = fstatSync(fd).size;
      const line = encodeLine({ kind: 'end', nonce: nanoid() });
      if (writeSync(fd, line) !== line.length) throw new Error('the disk is full');
      return from + readAt(fd, from, fstatSync(fd).size - from).indexOf(line);
    } finally {
      closeSync(fd);
    }
  });
}

/**
 * Opens a sealed generation again when its compaction failed. Not when the next base is already there: then
 * nobody reads the sealed file any more, and what was appended to it would be lost. The caller holds the lock.
 */
export function unseal(folder: string, generation: number): void {
  const sealed = journalFile(folder, 'sealed', generation);
  const replaced = existsSync(journalFile(folder, 'base', generation + 1));
  if (existsSync(sealed) && !replaced) renameSync(sealed, journalFile(folder, 'live', generation));
}

/** Writes the base of the next generation and removes the files it replaces. The caller holds the lock. */
export function writeNextBase(folder: string, files: JournalFiles, bytes: Buffer): void {
  const next = files.generation + 1;
  writeFileDurably(journalFile(folder, 'base', next), bytes);
  createLive(folder, next);
  for (const role of ['base', 'sealed'] as const) {
    rmSync(journalFile(folder, role, files.generation), { force: true });
  }
}

/** Removes what processes that died have left. The caller holds the lock. */
export function removeLeftovers(folder: string, files: JournalFiles): void {
  for (const name of files.leftovers) rmSync(join(folder, name), { force: true });
}

function openIfThere(path: string, flags: number): number | null {
  try {
    return openSync(path, flags);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw cause;
  }
}
