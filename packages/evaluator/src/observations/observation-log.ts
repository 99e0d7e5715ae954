import { closeSync, fstatSync, fsyncSync, mkdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { compact } from './compaction.js';
import { identify, isSameFile, openStateFile, withState } from './state-file.js';
import { isNodeError, withCompactionLock } from './compaction-lock.js';
import { readLines } from './read-lines.js';
import { readObservation, writeObservation } from './observation-line.js';
import { readSummary } from './summary-line.js';
import { Standing } from '../standing/standing.js';
import type { ByteRange } from './compaction.js';
import type { Observation } from './observation.js';
import type { OpenFile } from './state-file.js';
import type { Problems } from './problems.js';
import type { RawLine } from './read-lines.js';
import type { Summary } from './summary-line.js';

export interface ObservationLogOptions {
  readonly dir: string;
  /** From this size on the file is replaced by a summary of it. */
  readonly maxFileBytes: number;
  /** Unique among all processes that use the folder. */
  readonly instance: string;
  readonly problems: Problems;
}

const LONGEST_LINE = 32 << 20;
const MAX_ATTEMPTS = 20;

/**
 * The file of observations, and the standing that follows from it. Several processes may append at once; each
 * reads what the others wrote, in the order of the file. Opens the file for writing, and makes its folder,
 * only when there is something to write.
 */
export class ObservationLog {
  readonly #options: ObservationLogOptions;
  readonly #path: string;
  #file: OpenFile | null = null;
  #standing = new Standing();
  #offset = 0;
  #summaryBytes = 0;
  #torn = false;
  #damaged: ByteRange[] = [];
  #compactions = 0;
  #nextCompaction: number;

  constructor(options: ObservationLogOptions) {
    this.#options = options;
    this.#path = join(options.dir, 'observations.jsonl');
    this.#nextCompaction = options.maxFileBytes;
    this.refresh();
    if (this.#torn) this.#reportTornTail();
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Takes in what other processes wrote since the last look. */
  refresh(): void {
    withState(this.#path, 'read', () => {
      const current = identify(this.#path);
      if (current === undefined) {
        if (this.#file !== null) {
          this.#options.problems.add('STATE_CORRUPT', `${this.#path} was removed while it was in use.`);
          this.#adopt(null);
        }
        return;
      }
      if (this.#file === null || !isSameFile(this.#file, current))
        this.#adopt(openStateFile(this.#path, false));
      else this.#catchUp(current.size);
    });
  }

  /**
   * Writes an observation down. On return a kill of this process cannot lose it; only `sync` guards against
   * the machine losing power.
   *
   * @throws SentinelError `STATE_UNAVAILABLE` when it could not be written; then it does not count.
   * @throws SentinelError `INVALID_ARGUMENT` for an observation that could not be read again.
   */
  append(given: Observation): void {
    const line = writeObservation(given);
    const observation = readObservation(JSON.parse(line));
    if (observation === null) {
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `An observation holds a value out of range: ${line.trim()}`,
      );
    }
    withState(this.#path, 'write to', () => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        if (this.#writeOnce(line, observation)) {
          this.#compactIfLarge();
          return;
        }
      }
      throw new Error(`the file changed under every one of ${MAX_ATTEMPTS} attempts`);
    });
  }

  /** Makes everything written so far survive a loss of power. */
  sync(): void {
    const file = this.#file;
    if (file?.writable === true) withState(this.#path, 'sync', () => fsyncSync(file.fd));
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file.fd);
    this.#file = null;
  }

  #writeOnce(line: string, observation: Observation): boolean {
    const file = this.#openForWriting();
    // A line break first ends the torn line of a writer that died, so that it cannot swallow this one.
    const bytes = Buffer.from(this.#torn ? `\n${line}` : line);
    const written = writeSync(file.fd, bytes);
    if (written !== bytes.length) {
      this.#catchUp(fstatSync(file.fd).size);
      throw new Error(`only ${written} of ${bytes.length} bytes could be written`);
    }
    const current = identify(this.#path);
    if (current === undefined || !isSameFile(file, current)) {
      this.refresh();
      return false;
    }
    if (current.size === this.#offset + bytes.length && !this.#torn) {
      this.#offset = current.size;
      this.#standing.apply(observation);
      return true;
    }
    this.#catchUp(current.size);
    return this.#standing.ids.has(observation.id);
  }

  #openForWriting(): OpenFile {
    if (this.#file?.writable === true) return this.#file;
    mkdirSync(this.#options.dir, { recursive: true, mode: 0o700 });
    const opened = openStateFile(this.#path, true);
    if (this.#file !== null && isSameFile(this.#file, opened)) {
      closeSync(this.#file.fd);
      this.#file = opened;
      this.#catchUp(fstatSync(opened.fd).size);
    } else {
      this.#adopt(opened);
    }
    return opened;
  }

  /** Starts over with another file, or with none. */
  #adopt(file: OpenFile | null): void {
    this.close();
    this.#file = file;
    this.#standing = new Standing();
    this.#offset = 0;
    this.#summaryBytes = 0;
    this.#torn = false;
    this.#damaged = [];
    if (file !== null) this.#catchUp(fstatSync(file.fd).size);
  }

  #catchUp(size: number): void {
    const file = this.#file;
    if (file === null) return;
    if (size < this.#offset) {
      this.#options.problems.add('STATE_CORRUPT', `${this.#path} was cut short while it was in use.`);
      this.#adopt(openStateFile(this.#path, file.writable));
      return;
    }
    this.#offset = readLines(file.fd, this.#offset, LONGEST_LINE, (line) => this.#takeIn(line));
    this.#torn = this.#offset < fstatSync(file.fd).size;
  }

  #takeIn(line: RawLine): void {
    if (line.text === '') return;
    const value = parseLine(line.text);
    const summary = line.start === 0 ? readSummary(value) : null;
    if (summary !== null) {
      this.#standing = summary.standing;
      this.#summaryBytes = line.end;
      this.#readOn(summary);
      return;
    }
    const observation = readObservation(value);
    if (observation !== null) this.#standing.apply(observation);
    else this.#setAside(line);
  }

  /** Reads what reached the sealed file after its summary, if the compaction died before moving it. */
  #readOn({ sealed, bytes }: Summary): void {
    const path = join(this.#options.dir, sealed);
    if (identify(path) === undefined) return;
    let file: OpenFile;
    try {
      file = openStateFile(path, false);
    } catch (error) {
      // The compaction ended between the look and the opening: its lines are in this file now.
      if (isNodeError(error, 'ENOENT')) return;
      throw error;
    }
    try {
      readLines(file.fd, bytes, LONGEST_LINE, ({ text }) => {
        const observation = readObservation(parseLine(text));
        if (observation !== null) this.#standing.apply(observation);
      });
    } finally {
      closeSync(file.fd);
    }
  }

  #setAside({ start, end }: RawLine): void {
    const last = this.#damaged.at(-1);
    if (last?.end === start) this.#damaged[this.#damaged.length - 1] = { start: last.start, end };
    else this.#damaged.push({ start, end });
    const what = start === 0 ? 'The first line, which may sum up earlier observations, is' : 'A line is';
    this.#options.problems.add(
      'STATE_CORRUPT',
      `${what} unreadable in ${this.#path} at byte ${start}. It stays there until the file is compacted, ` +
        'and is then kept in observations.corrupt.jsonl.',
    );
  }

  #reportTornTail(): void {
    this.#options.problems.add(
      'STATE_CORRUPT',
      `${this.#path} ends in an unfinished line at byte ${this.#offset}. It is kept; new lines go after it.`,
    );
  }

  #compactIfLarge(): void {
    if (this.#offset < Math.max(this.#nextCompaction, 2 * this.#summaryBytes)) return;
    try {
      withCompactionLock(join(this.#options.dir, 'observations.lock'), this.#options.instance, () =>
        this.#compact(),
      );
    } catch (error) {
      // The observation itself is written: a file that stays large is a nuisance, not a loss.
      this.#nextCompaction = 2 * this.#offset;
      this.#options.problems.add('STATE_UNAVAILABLE', `Cannot compact ${this.#path}: ${String(error)}`);
    }
  }

  #compact(): void {
    this.refresh();
    const file = this.#file;
    // Somebody else may have compacted between the last write and the lock.
    if (file?.writable !== true || this.#offset < this.#nextCompaction) return;
    this.#compactions += 1;
    compact({
      dir: this.#options.dir,
      path: this.#path,
      file,
      bytes: this.#offset,
      standing: this.#standing,
      damaged: this.#damaged,
      longestLine: LONGEST_LINE,
      name: `${this.#options.instance}-${this.#compactions}`,
    });
    this.#adopt(openStateFile(this.#path, true));
  }
}

function parseLine(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
