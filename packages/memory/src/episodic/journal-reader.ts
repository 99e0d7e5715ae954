import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createJournalView, type JournalView, type Reading } from './journal-view.js';
import { journalFile, listJournal, type JournalFiles } from './journal-files.js';
import { errorCode, orUnavailable } from '../storage/state-unavailable.js';

/** A state of the journal as it was at one moment, and how far it has been read. */
export interface JournalSnapshot {
  readonly view: JournalView;
  readonly files: JournalFiles;
  baseBytes: number;
  /** How far the file that is appended to was read; behind it may be an unfinished line. */
  offset: number;
  /** Bytes of that file when it was read. More than `offset` when an unfinished line stood at its end. */
  appendedBytes: number;
}

/** A damaged stretch and the file it was found in. */
export interface Damage {
  readonly file: string;
  readonly bytes: Buffer;
}

const ATTEMPTS = 50;

/**
 * Reads the whole journal without a lock. Names are never used twice, so files that are the same before and
 * after were the same all along; otherwise it reads again.
 */
export function readJournal(folder: string, onDamage: (damage: Damage) => void): JournalSnapshot {
  for (let attempt = 1; ; attempt += 1) {
    const files = listJournal(folder);
    const damages: Damage[] = [];
    const snapshot = readFiles(folder, files, damages);
    const after = listJournal(folder);
    const same =
      after.generation === files.generation &&
      after.isSealed === files.isSealed &&
      after.hasLive === files.hasLive;
    if ((snapshot !== null && same) || (attempt === ATTEMPTS && snapshot !== null)) {
      damages.forEach(onDamage);
      return snapshot;
    }
    if (attempt === ATTEMPTS) throw new Error('the event journal keeps changing');
  }
}

/** Reads what was appended since. False when the journal has moved on to another generation. */
export function readTail(
  folder: string,
  snapshot: JournalSnapshot,
  onDamage: (damage: Damage) => void,
): boolean {
  if (!snapshot.files.hasLive) return false;
  const path = journalFile(folder, 'live', snapshot.files.generation);
  const bytes = readFrom(path, snapshot.offset);
  if (bytes === null) return false;
  advance(snapshot, snapshot.view.read(bytes), bytes, path, onDamage);
  return true;
}

/** Reads the rest of the sealed file, after which the snapshot holds all that its generation ever will. */
export function readSealed(
  folder: string,
  snapshot: JournalSnapshot,
  onDamage: (damage: Damage) => void,
): void {
  const path = journalFile(folder, 'sealed', snapshot.files.generation);
  const bytes = readFrom(path, snapshot.offset) ?? Buffer.alloc(0);
  const reading = snapshot.view.read(bytes);
  advance(snapshot, reading, bytes, path, onDamage);
  const rest = bytes.subarray(reading.consumed);
  if (rest.length > 0) onDamage({ file: path, bytes: rest });
}

function readFiles(folder: string, files: JournalFiles, damages: Damage[]): JournalSnapshot | null {
  const view = createJournalView();
  const snapshot: JournalSnapshot = {
    view,
    files,
    baseBytes: 0,
    offset: 0,
    appendedBytes: 0,
  };
  if (files.hasBase) {
    const path = journalFile(folder, 'base', files.generation);
    const bytes = readFrom(path, 0);
    if (bytes === null) return null;
    snapshot.baseBytes = bytes.length;
    const reading = view.read(bytes);
    const rest = bytes.subarray(reading.consumed);
    for (const damaged of rest.length > 0 ? [...reading.damaged, rest] : reading.damaged) {
      damages.push({ file: path, bytes: damaged });
    }
  }
  if (!files.isSealed && !files.hasLive) return snapshot;
  const path = journalFile(folder, files.isSealed ? 'sealed' : 'live', files.generation);
  const bytes = readFrom(path, 0);
  if (bytes === null) return null;
  advance(snapshot, view.read(bytes), bytes, path, (damage) => damages.push(damage));
  return snapshot;
}

function advance(
  snapshot: JournalSnapshot,
  reading: Reading,
  bytes: Buffer,
  file: string,
  onDamage: (damage: Damage) => void,
): void {
  snapshot.appendedBytes = snapshot.offset + bytes.length;
  snapshot.offset += reading.consumed;
  for (const damaged of reading.damaged) onDamage({ file, bytes: damaged });
}

/** The bytes of a file from an offset on; null when there is no such file or it is shorter. */
function readFrom(path: string, offset: number): Buffer | null {
  return orUnavailable('read', path, () => {
    let fd: number;
    try {
      fd = openSync(path, 'r');
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return null;
      throw cause;
    }
    try {
      const { size } = fstatSync(fd);
      if (size < offset) return null;
      const bytes = Buffer.alloc(size - offset);
      let filled = 0;
      while (filled < bytes.length) {
        const count = readSync(fd, bytes, filled, bytes.length - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    } finally {
      closeSync(fd);
    }
  });
}
