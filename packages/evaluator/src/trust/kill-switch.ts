import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { boundedBy, boundedReason } from './bounded-event.js';
import { boundedName } from '../session-key.js';
import { openStateFile, withState } from '../observations/state-file.js';
import type { Halt } from './trust-state.js';

/** What the switch of a session says. */
export interface SwitchState {
  readonly position: 'untouched' | 'halted' | 'resumed';
  /** Of the last halt or resume; null on a switch that nobody touched. */
  readonly last: Halt | null;
  /** Whether the journal holds it; only then nobody has to record it any more. */
  readonly recorded: boolean;
}

/** What was seen on the disk, and what it said. Given back, it saves reading the file again. */
export interface Sighting {
  readonly state: SwitchState;
  /** What the file looked like from outside. */
  readonly stamp: string;
}

/** Switches in a folder, one file a session, which every process that works there sees. */
export interface KillSwitch {
  /** Looks at a session's switch: one look at the file, and no more where it is as it was `before`. Never throws. */
  look(session: string, before?: Sighting): Sighting;
  /**
   * Sets a session's switch in one step: whoever looks sees the old state or the new one, also after a loss of power.
   *
   * @throws SentinelError `STATE_UNAVAILABLE` when it could not be written.
   */
  set(session: string, position: 'halted' | 'resumed', last: Halt, recorded: boolean): void;
  /** Sessions that are halted, by name; of one whose file says no name, the name of the file. At most `limit`. */
  halted(limit: number): readonly string[];
  /** Whether `halted` names something by this name of a file, because it stands there and is no switch. Never throws. */
  isDamaged(file: string): boolean;
  /**
   * Takes away what `isDamaged` says is none.
   *
   * @throws SentinelError `STATE_UNAVAILABLE` when that could not be done.
   */
  remove(file: string): void;
}

const UNTOUCHED: SwitchState = { position: 'untouched', last: null, recorded: true };
const ENDING = '.switch';
/** Other files of the folder are no switches, whatever they hold. */
const FILE = /^[\da-f]{32}\.switch$/u;
const MAX_BYTES = 8192;

/**
 * The switches in a folder, which is made with the first of them. A file's name is a digest: a session can have any
 * name. What stands there and cannot be read as a switch (a link, a folder, a pipe, other bytes) halts: who could put
 * it there must not decide that a session runs on.
 */
export function createKillSwitch(dir: string): KillSwitch {
  const paths = new Map<string, string>();
  const pathOf = (session: string): string => {
    const known = paths.get(session);
    if (known !== undefined) return known;
    if (paths.size >= 1000) paths.clear();
    const path = join(dir, `${digestOf(session)}${ENDING}`);
    paths.set(session, path);
    return path;
  };

  return {
    look(session, before) {
      const path = pathOf(session);
      let stamp = '';
      try {
        const stat = lstatSync(path, { throwIfNoEntry: false });
        stamp = stat === undefined ? '' : `${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`;
        if (before?.stamp === stamp) return before;
        return { stamp, state: stat === undefined ? UNTOUCHED : readSwitch(path).state };
      } catch (error) {
        return { stamp, state: isGone(dir, error) ? UNTOUCHED : unreadable(error) };
      }
    },

    set(session, position, last, recorded) {
      const path = pathOf(session);
      const content = {
        session: boundedName(session),
        position,
        by: boundedBy(last.by),
        reason: boundedReason(last.reason),
        at: last.at,
        automatic: last.automatic,
        recorded,
      };
      withState(path, 'set the kill switch', () => {
        makeFolder(dir);
        // Nothing takes the place of a folder in one step.
        if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) rmSync(path, { recursive: true });
        replaceFile(dir, path, `${JSON.stringify(content)}\n`);
      });
    },

    halted(limit) {
      const found: string[] = [];
      for (const name of namesIn(dir)) {
        if (found.length >= limit) break;
        if (!FILE.test(name)) continue;
        try {
          const { session, state } = readSwitch(join(dir, name));
          if (state.position === 'halted') found.push(session);
        } catch {
          found.push(name);
        }
      }
      return found;
    },

    isDamaged(file) {
      if (!FILE.test(file)) return false;
      try {
        readSwitch(join(dir, file));
        return false;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code !== 'ENOENT';
      }
    },

    remove(file) {
      const path = join(dir, file);
      withState(path, 'remove the damaged kill switch', () => rmSync(path, { recursive: true, force: true }));
    },
  };
}

/** Whether a file of a switch is that of a session. */
export function isSwitchOf(file: string, session: string): boolean {
  return file === `${digestOf(session)}${ENDING}`;
}

/** Of UTF-16 units: two names that differ in broken surrogates only stay two. */
export function digestOf(session: string): string {
  return createHash('sha256')
    .update(Buffer.from(boundedName(session), 'utf16le'))
    .digest('hex')
    .slice(0, 32);
}

/** What stands in a folder, in a fixed order, whatever the file system's; nothing where it cannot be read. */
export function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir).sort();
  } catch {
    return [];
  }
}

function readSwitch(path: string): { readonly session: string; readonly state: SwitchState } {
  const { fd } = openStateFile(path, false);
  try {
    const { size } = fstatSync(fd);
    if (size > MAX_BYTES) throw new Error('it is too large');
    const bytes = Buffer.alloc(size);
    const read = readSync(fd, bytes, 0, size, 0);
    return parseSwitch(JSON.parse(bytes.toString('utf8', 0, read)));
  } finally {
    closeSync(fd);
  }
}

function parseSwitch(value: unknown): { readonly session: string; readonly state: SwitchState } {
  const { session, position, by, reason, at, automatic, recorded } = value as Readonly<
    Record<string, unknown>
  >;
  if (
    (position !== 'halted' && position !== 'resumed') ||
    typeof session !== 'string' ||
    typeof by !== 'string' ||
    typeof reason !== 'string' ||
    typeof at !== 'number' ||
    typeof automatic !== 'boolean' ||
    typeof recorded !== 'boolean'
  ) {
    throw new Error('it does not hold a switch');
  }
  return { session, state: { position, last: { by, reason, at, automatic }, recorded } };
}

/** Whether what the folder should stand in is no folder, so that nothing was ever kept there. */
function isGone(dir: string, error: unknown): boolean {
  if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') return false;
  try {
    return lstatSync(dir, { throwIfNoEntry: false }) === undefined;
  } catch (deeper) {
    return (deeper as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}

function unreadable(error: unknown): SwitchState {
  const why = error instanceof Error ? error.message : String(error);
  const reason = boundedReason(`the kill switch cannot be read: ${why}`);
  return {
    position: 'halted',
    last: { by: 'sentinel', reason, at: 0, automatic: true },
    // Nobody halted it: there is nothing to record.
    recorded: true,
  };
}

/** @throws SentinelError `STATE_UNAVAILABLE` when the folder is a link: who made it says where files go. */
export function makeFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (!lstatSync(dir).isDirectory()) {
    throw new SentinelError('STATE_UNAVAILABLE', `the folder of the kill switch must not be a link: ${dir}`);
  }
}

/** A file made beside it takes its place in one step. A link that stands there is replaced, not followed. */
export function replaceFile(dir: string, path: string, content: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const fd = openSync(draft, 'wx', 0o600);
    try {
      writeSync(fd, content);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dir);
}

/** Windows has no such thing; there the rename is as durable as it gets. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
