import {
  appendFileSync,
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { identify, isSameFile, openStateFile } from './state-file.js';
import { readLines } from './read-lines.js';
import { SEALED_NAME, writeSummary } from './summary-line.js';
import type { FileIdentity, OpenFile } from './state-file.js';
import type { Standing } from '../standing/standing.js';

/** Bytes of a file that could not be read as lines of ours. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface CompactionInput {
  readonly dir: string;
  readonly path: string;
  readonly file: OpenFile;
  /** How much of the file is in `standing`. */
  readonly bytes: number;
  readonly standing: Standing;
  readonly damaged: readonly ByteRange[];
  readonly longestLine: number;
  /** Unique name for the files of this compaction. */
  readonly name: string;
}

const COPY_CHUNK = 1 << 20;

/**
 * Replaces the file by a summary of it, while other processes go on appending. Nothing is lost:
 *
 * 1. The file gets a second name, `sealed`, and the new file's first line says so.
 * 2. The new file takes the path. A writer checks after each write that the path still names its file, and
 *    otherwise writes again: ids make it count once.
 * 3. What reached the old file before that, but after the summary, is appended to the new one.
 *
 * Dying in between loses nothing either: whoever opens a file whose summary names a sealed file that is still
 * there reads on in that one. To be called under the lock.
 */
export function compact(input: CompactionInput): void {
  const { dir, path, file, bytes, name } = input;
  removeAbandoned(dir, path);
  const earlier = sealedFiles(dir);
  const sealed = `observations.sealed-${name}.jsonl`;
  const sealedPath = join(dir, sealed);
  const fresh = join(dir, `observations.new-${name}`);
  linkSync(path, sealedPath);
  try {
    expectStillNamed(sealedPath, file);
    keepAside(dir, file, input.damaged);
    writeDurably(fresh, writeSummary({ standing: input.standing, sealed, bytes }));
    // A process that slept for longer than its lock is respected must not undo what was done meanwhile.
    expectStillNamed(path, file);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    rmSync(sealedPath, { force: true });
    throw error;
  }
  moveLateLines(input);
  for (const done of [...earlier, sealed]) rmSync(join(dir, done), { force: true });
  syncFolder(dir);
}

function expectStillNamed(path: string, file: FileIdentity): void {
  if (!isSameFile(file, identify(path))) throw new Error('the file was replaced meanwhile');
}

function sealedFiles(dir: string): readonly string[] {
  return readdirSync(dir).filter((name) => SEALED_NAME.test(name));
}

/** A compaction that died before its new file took the path left a second name of the current file. */
function removeAbandoned(dir: string, path: string): void {
  const current = identify(path);
  for (const name of sealedFiles(dir)) {
    const sealed = identify(join(dir, name));
    if (sealed !== undefined && isSameFile(sealed, current)) rmSync(join(dir, name), { force: true });
  }
}

function keepAside(dir: string, file: OpenFile, ranges: readonly ByteRange[]): void {
  const chunk = Buffer.allocUnsafe(COPY_CHUNK);
  for (const { start, end } of ranges) {
    for (let at = start; at < end;) {
      const count = readSync(file.fd, chunk, 0, Math.min(COPY_CHUNK, end - at), at);
      if (count === 0) break;
      appendFileSync(join(dir, 'observations.corrupt.jsonl'), chunk.subarray(0, count), { mode: 0o600 });
      at += count;
    }
  }
}

function writeDurably(path: string, text: string): void {
  const fd = openSync(path, 'wx', 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function moveLateLines({ dir, path, file, bytes, longestLine }: CompactionInput): void {
  const late: string[] = [];
  // Measured first: whoever appends from now on finds the file replaced and writes again.
  const { size } = fstatSync(file.fd);
  const end = readLines(file.fd, bytes, longestLine, ({ text }) => {
    if (text !== null && text !== '') late.push(`${text}\n`);
  });
  keepAside(dir, file, [{ start: end, end: size }]);
  if (late.length === 0) return;
  const target = openStateFile(path, true);
  try {
    for (const line of late) writeSync(target.fd, line);
    fsyncSync(target.fd);
  } finally {
    closeSync(target.fd);
  }
}

function syncFolder(dir: string): void {
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
