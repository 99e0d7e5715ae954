import { closeSync, fstatSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, makeFolder, namesIn, replaceFile } from './kill-switch.js';
import { isTrustEvent } from './read-trust-event.js';
import { openStateFile, withState } from '../observations/state-file.js';
import type { TrustEvent } from './trust-event.js';

/** Where the events of sessions are kept and come back from. */
export interface TrustHistory {
  /** Keeps an event. What it throws is a fault that the caller hears of; the event counts all the same. */
  append(event: TrustEvent): void;
  /**
   * What was kept of a session, oldest first, as much as still matters. Each should be a `TrustEvent`; what is none, such
   * as a damaged line, is passed over and counted by whoever reads it.
   */
  read(sessionId: string): Iterable<unknown>;
  /** Whether a session is known to have made calls, where its events don't say. */
  knows?(sessionId: string): boolean;
  /**
   * The last halt or resumption of a session that is proven, as by a signed journal; null where none is. With it a switch
   * that says resumed is believed only where this says so too, and a session whose last one is a halt is halted whatever
   * its switch and its events say. Without it the switch is believed. Asked when a session is taken up and when its
   * switch changed. Where it throws, no resumption is proven.
   */
  lastSwitch?(sessionId: string): TrustEvent | null;
  /** Sessions whose last proven one is a halt. */
  halted?(): readonly string[];
  /** Names of all sessions of which anything is kept, also several times. Asked for where a damaged switch names none. */
  sessions?(): Iterable<string>;
}

const ENDING = '.events';
/** What is read back. At a few hundred bytes a turn that is far more turns than the slowest half-life reaches. */
const READ_BYTES = 64 << 10;
/** Where that holds fewer events than this, because one is huge, more is read back, up to the most. */
const ENOUGH_EVENTS = 64;
const MOST_READ_BYTES = 1 << 20;
/** From this size on a file is cut to what is read back of it. */
const MAX_BYTES = 256 << 10;

/**
 * The events of each session in a small file of its own, so that a session is taken up again in well under a
 * millisecond, however long the journal has become. The journal holds the same events and is what proves them; these
 * files only spare reading it. Survives a kill of the process.
 */
export function createTrustLedger(dir: string): TrustHistory {
  const pathOf = (sessionId: string): string => join(dir, `${digestOf(sessionId)}${ENDING}`);

  return {
    append(event) {
      const path = pathOf(event.sessionId);
      withState(path, 'keep what happened to the trust in', () => {
        makeFolder(dir);
        const { fd } = openStateFile(path, true);
        let size = 0;
        try {
          // The line feed comes first: a line that was cut off by a kill ends where the next one begins.
          writeSync(fd, `\n${JSON.stringify(event)}`);
          ({ size } = fstatSync(fd));
        } finally {
          closeSync(fd);
        }
        if (size > MAX_BYTES) replaceFile(dir, path, lastLines(path).join('\n'));
      });
    },

    read(sessionId) {
      const path = pathOf(sessionId);
      return withState(path, 'read what happened to the trust in', () => lastLines(path).map(parsed));
    },

    *sessions() {
      for (const name of namesIn(dir)) {
        const session = name.endsWith(ENDING) ? sessionIn(join(dir, name)) : null;
        if (session !== null) yield session;
      }
    },
  };
}

/** Whose events a file holds; null where that cannot be read. */
function sessionIn(path: string): string | null {
  try {
    for (const line of lastLines(path)) {
      const event = parsed(line);
      if (isTrustEvent(event)) return event.sessionId;
    }
  } catch {
    // A link or a folder is nobody's.
  }
  return null;
}

/** What a line holds; null, which is no event, where that cannot be read. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The whole lines at the end of a file, without empty ones; none of one that is not there. */
function lastLines(path: string): readonly string[] {
  let fd: number;
  try {
    ({ fd } = openStateFile(path, false));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    const { size } = fstatSync(fd);
    for (let most = READ_BYTES; ; most *= 4) {
      const lines = linesWithin(fd, size, most);
      if (lines.length >= ENOUGH_EVENTS || most >= size || most >= MOST_READ_BYTES) return lines;
    }
  } finally {
    closeSync(fd);
  }
}

/** The lines that stand whole in the last bytes of a file. */
function linesWithin(fd: number, size: number, most: number): readonly string[] {
  const bytes = Buffer.alloc(Math.min(size, most));
  const read = readSync(fd, bytes, 0, bytes.length, size - bytes.length);
  const lines = bytes.toString('utf8', 0, read).split('\n');
  return (size > most ? lines.slice(1) : lines).filter((line) => line !== '');
}
