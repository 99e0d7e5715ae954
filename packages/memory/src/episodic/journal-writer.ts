import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeFileDurably, writeNewFile } from '../storage/durable-file.js';
import { errorCode, orUnavailable, stateUnavailable } from '../storage/state-unavailable.js';
import { journalFile, type JournalFiles } from './journal-files.js';

const ATTEMPTS = 3;

/**
 * Appends one line with one write. False when a compaction has begun meanwhile: the line may or may not be
 * in what it reads. Throws `STATE_UNAVAILABLE` when the line could not be written whole.
 */
export function appendLine(folder: string, generation: number, line: Buffer): boolean {
  const path = journalFile(folder, 'live', generation);
  for (let attempt = 1; ; attempt += 1) {
    const written = writeOnce(path, line);
    if (written === null || !existsSync(path)) return false;
    if (written === line.length) return true;
    // A write that stopped halfway is not continued: another process may have written behind it.
    if (attempt === ATTEMPTS) throw stateUnavailable('append to', path, new Error('the disk is full'));
  }
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

/** Bytes written; null when there is no such file. */
function writeOnce(path: string, line: Buffer): number | null {
  return orUnavailable('append to', path, () => {
    const fd = openIfThere(path, constants.O_WRONLY | constants.O_APPEND);
    if (fd === null) return null;
    try {
      return writeSync(fd, line);
    } finally {
      closeSync(fd);
    }
  });
}

function openIfThere(path: string, flags: number): number | null {
  try {
    return openSync(path, flags);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw cause;
  }
}
