import { closeSync, fstatSync, lstatSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, replaceFile } from './kill-switch.js';
import { openStateFile } from '../observations/state-file.js';
import type { TrustEvent } from './trust-event.js';

/** Told of everything that changes the trust in a session, for example to pass it on to a server. */
export interface TrustSink {
  /** Takes an event. Whoever throws is given it again by `replaySignals`. */
  notify(event: TrustEvent): void;
}

/** What a sink could not take, kept until it can. */
export interface SignalSpool {
  /** Keeps an event, unless the spool is full: then it is dropped and counted. Never throws. */
  keep(event: TrustEvent): void;
  /** Gives what is kept to a sink, oldest first, until one fails. How many were taken; they are gone then. */
  replay(sink: TrustSink): number;
  /** Events that were lost because the spool was full or could not be written, since it was opened. */
  readonly dropped: number;
}

const MAX_BYTES = 1 << 20;

/** A spool in one file of at most 1 MiB, made with the first event that is kept. */
export function createSignalSpool(dir: string): SignalSpool {
  const path = join(dir, 'unsent.jsonl');
  let dropped = 0;

  return {
    get dropped() {
      return dropped;
    },

    keep(event) {
      const line = `${JSON.stringify(event)}\n`;
      try {
        makeFolder(dir);
        const { fd } = openStateFile(path, true);
        try {
          if (fstatSync(fd).size + Buffer.byteLength(line) > MAX_BYTES) throw new Error('the spool is full');
          writeSync(fd, line);
        } finally {
          closeSync(fd);
        }
      } catch {
        dropped += 1;
      }
    },

    replay(sink) {
      const lines = readLines(path);
      let taken = 0;
      for (const line of lines) {
        try {
          const event = parsed(line);
          if (event !== null) sink.notify(event);
        } catch {
          break;
        }
        taken += 1;
      }
      if (taken === 0) return 0;
      const rest = lines.slice(taken);
      if (rest.length === 0) rmSync(path, { force: true });
      else replaceFile(dir, path, `${rest.join('\n')}\n`);
      return taken;
    },
  };
}

/** Null for a line that a kill cut off: nobody can send it any more. */
function parsed(line: string): TrustEvent | null {
  try {
    return JSON.parse(line) as TrustEvent;
  } catch {
    return null;
  }
}

function readLines(path: string): readonly string[] {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return [];
  const { fd } = openStateFile(path, false);
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(fd).size, MAX_BYTES));
    const read = readSync(fd, bytes, 0, bytes.length, 0);
    return bytes
      .toString('utf8', 0, read)
      .split('\n')
      .filter((line) => line !== '');
  } finally {
    closeSync(fd);
  }
}
