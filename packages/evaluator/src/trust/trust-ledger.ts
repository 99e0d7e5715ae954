import { closeSync, fstatSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, makeFolder, replaceFile } from './kill-switch.js';
import { openStateFile, withState } from '../observations/state-file.js';
import type { TrustEvent } from './trust-event.js';

/** Where the events of sessions are kept and come back from. */
export interface TrustHistory {
  /** Keeps an event. What it throws is a fault that the caller hears of; the event counts all the same. */
  append(event: TrustEvent): void;
  /** The events of a session, oldest first, as many as still matter. */
  read(sessionId: string): Iterable<TrustEvent>;
  /** Whether a session is known to have made calls, where its events don't say. */
  knows?(sessionId: string): boolean;
}

const ENDING = '.events';
/** What is read back. At a few hundred bytes a turn that is far more turns than the slowest half-life reaches. */
const READ_BYTES = 64 << 10;
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
        if (size > MAX_BYTES) replaceFile(dir, path, lastLines(path));
      });
    },

    read(sessionId) {
      const path = pathOf(sessionId);
      return withState(path, 'read what happened to the trust in', () =>
        lastLines(path)
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as TrustEvent),
      );
    },
  };
}

/** The whole lines at the end of a file; nothing of one that is not there. */
function lastLines(path: string): string {
  let fd: number;
  try {
    ({ fd } = openStateFile(path, false));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
  try {
    const { size } = fstatSync(fd);
    const bytes = Buffer.alloc(Math.min(size, READ_BYTES));
    const read = readSync(fd, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.toString('utf8', 0, read);
    return size > READ_BYTES ? text.slice(text.indexOf('\n')) : text;
  } finally {
    closeSync(fd);
  }
}
