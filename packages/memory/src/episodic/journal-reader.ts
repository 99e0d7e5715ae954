import { openToRead, type OpenedFile } from '../storage/opened-file.js';
import type { LinePlace } from './event-table.js';
import { journalFile, listJournal, type JournalFiles } from './journal-files.js';
import { createJournalView, type JournalView } from './journal-view.js';

/** A state of the journal as it was at one moment, and how far it has been read. */
export interface JournalSnapshot {
  readonly view: JournalView;
  readonly files: JournalFiles;
  baseBytes: number;
  /** How far the file that is appended to was read; behind it may be an unfinished line. */
  offset: number;
  /** Bytes of that file when it was read. More than `offset` when an unfinished line stood at its end. */
  appendedBytes: number;
  /** Closes the files it reads lines from. */
  close(): void;
}

/** A damaged stretch and the file it was found in. */
export interface Damage {
  readonly file: string;
  readonly bytes: Buffer;
}

type OnDamage = (damage: Damage) => void;

const ATTEMPTS = 50;
/** Bytes read at once, so that a journal of any size takes little memory to read. */
const CHUNK = 1 << 20;

/**
 * Reads the whole journal without a lock. Names are never used twice, so files that are the same before and
 * after were the same all along; otherwise it reads again.
 */
export function readJournal(folder: string, onDamage: OnDamage): JournalSnapshot {
  for (let attempt = 1; ; attempt += 1) {
    const files = listJournal(folder);
    const damages: Damage[] = [];
    const snapshot = readFiles(folder, files, (damage) => damages.push(damage));
    const after = listJournal(folder);
    const same =
      after.generation === files.generation &&
      after.isSealed === files.isSealed &&
      after.hasLive === files.hasLive;
    if (snapshot !== null && (same || attempt === ATTEMPTS)) {
      damages.forEach(onDamage);
      return snapshot;
    }
    snapshot?.close();
    if (attempt === ATTEMPTS) throw new Error('the event journal keeps changing');
  }
}

/** Reads what was appended since. False when the journal has moved on to another generation. */
export function readTail(folder: string, snapshot: JournalSnapshot, onDamage: OnDamage): boolean {
  if (!snapshot.files.hasLive) return false;
  return readOn(journalFile(folder, 'live', snapshot.files.generation), snapshot, onDamage);
}

/** Reads the rest of the sealed file to its end, after which the snapshot holds all that its generation ever will. */
export function readSealed(folder: string, snapshot: JournalSnapshot, end: number, onDamage: OnDamage): void {
  const path = journalFile(folder, 'sealed', snapshot.files.generation);
  if (!readOn(path, snapshot, onDamage, end)) return;
  const torn = snapshot.appendedBytes - snapshot.offset;
  const file = torn > 0 ? openToRead(path) : null;
  if (file === null) return;
  onDamage({ file: path, bytes: file.read(snapshot.offset, torn) });
  file.close();
}

function readFiles(folder: string, files: JournalFiles, onDamage: OnDamage): JournalSnapshot | null {
  const paths = {
    base: [journalFile(folder, 'base', files.generation)],
    appended: (['live', 'sealed'] as const).map((role) => journalFile(folder, role, files.generation)),
  };
  const opened = new Map<LinePlace['file'], OpenedFile>();
  const readLine = ({ file, offset, length }: LinePlace): Buffer | null => {
    let source = opened.get(file) ?? null;
    for (const path of paths[file]) source ??= openToRead(path);
    if (source === null) return null;
    opened.set(file, source);
    return source.read(offset, length);
  };
  const snapshot: JournalSnapshot = {
    view: createJournalView(readLine),
    files,
    baseBytes: 0,
    offset: 0,
    appendedBytes: 0,
    close() {
      for (const file of opened.values()) file.close();
      opened.clear();
    },
  };
  if (files.hasBase) {
    const file = openToRead(paths.base[0] ?? '');
    if (file === null) return null;
    const consumed = readInto(snapshot.view, file, 'base', 0, onDamage);
    if (consumed < file.size) {
      onDamage({ file: file.path, bytes: file.read(consumed, file.size - consumed) });
    }
    file.close();
    snapshot.baseBytes = file.size;
  }
  if (!files.isSealed && !files.hasLive) return snapshot;
  const path = journalFile(folder, files.isSealed ? 'sealed' : 'live', files.generation);
  return readOn(path, snapshot, onDamage) ? snapshot : null;
}

/** Reads the file that is appended to from where it was read to. False when it is not there, or shorter. */
function readOn(
  path: string,
  snapshot: JournalSnapshot,
  onDamage: OnDamage,
  end: number = Number.MAX_SAFE_INTEGER,
): boolean {
  const opened = openToRead(path);
  if (opened === null) return false;
  const file = { ...opened, size: Math.min(opened.size, end) };
  try {
    if (file.size < snapshot.offset) return false;
    snapshot.offset = readInto(snapshot.view, file, 'appended', snapshot.offset, onDamage);
    snapshot.appendedBytes = file.size;
    return true;
  } finally {
    file.close();
  }
}

/** Reads a file from an offset on, in chunks. Returns how far its whole lines reach. */
function readInto(
  view: JournalView,
  file: OpenedFile,
  role: LinePlace['file'],
  from: number,
  onDamage: OnDamage,
): number {
  let offset = from;
  for (let room = CHUNK; offset < file.size;) {
    const bytes = file.read(offset, Math.min(room, file.size - offset));
    const isEnd = offset + bytes.length >= file.size;
    const { consumed, damaged } = view.read(bytes, role, offset, isEnd);
    for (const one of damaged) onDamage({ file: file.path, bytes: Buffer.from(one) });
    offset += consumed;
    // A line longer than the chunk, or what is left of one at the end.
    if (consumed === 0 && isEnd) break;
    room = consumed === 0 ? room * 2 : CHUNK;
  }
  return offset;
}
