import { SentinelError } from '@sentinel-agentos/core';
import { LowSync } from 'lowdb';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeChecked } from '../storage/checked-json.js';
import { withFileLock } from '../storage/file-lock.js';
import { makeFolder } from '../storage/make-folder.js';
import type { ReportProblem } from '../storage/state-problem.js';
import { orUnavailable } from '../storage/state-unavailable.js';
import { createCheckedFileAdapter } from './checked-file-adapter.js';
import { fitState } from './fit-state.js';
import { EMPTY_STATE, parseState, type SemanticState } from './semantic-state.js';

export interface SemanticStoreOptions {
  /** Absolute path of the file. Its folder is made with the first write. */
  readonly path: string;
  readonly maxBytes: number;
  readonly now: () => number;
  readonly report: ReportProblem;
}

/** Keeps the semantic state in one file that several processes share. Synchronous. */
export interface SemanticStore {
  /** The state as it is now, with what other processes have written. */
  read(): SemanticState;
  /**
   * Replaces the state with `change` of the state as it is now, under the file's lock, so that no other
   * process's change is lost. On the disk when it returns. A `change` that returns what it was given writes
   * nothing. Throws `STATE_LOCKED`, `STATE_UNAVAILABLE` or, when it would not fit, `MEMORY_FAILED`; then
   * nothing has changed.
   */
  update(change: (state: SemanticState) => SemanticState): SemanticState;
  /**
   * Runs `work` under the file's lock; all its updates are on the disk, in one write, when this returns, and none
   * of them when it throws.
   */
  inOneWrite(work: () => void): void;
  stats(): { readonly bytes: number; readonly maxBytes: number };
}

const FORMAT = 'sentinel-agentos/semantic@1';

/** Opens the store. A file that is not there holds nothing. */
export function createSemanticStore(options: SemanticStoreOptions): SemanticStore {
  const { path, maxBytes, now, report } = options;
  const adapter = createCheckedFileAdapter<SemanticState>({
    path,
    format: FORMAT,
    parse: parseState,
    now,
    report,
  });
  const database = new LowSync<SemanticState>(adapter, EMPTY_STATE);
  let seen = '';

  const locked = <T>(work: () => T): T => {
    makeFolder(dirname(path));
    return withFileLock(`${path}.lock`, work);
  };
  const load = (): SemanticState => {
    // lowdb keeps the data it has when there is no file.
    database.data = EMPTY_STATE;
    database.read();
    seen = fingerprint(path);
    return database.data;
  };
  const repair = (): SemanticState => {
    try {
      return locked(load);
    } catch (cause) {
      if (!SentinelError.is(cause)) throw cause;
      // A folder that cannot be written: read what can be read and say so.
      database.data = adapter.peekBackup() ?? EMPTY_STATE;
      seen = fingerprint(path);
      report({
        file: path,
        keptAs: null,
        message: {
          en: `${path} is damaged and could not be put aside (${cause.message}); its backup is used as far as there is one.`,
          zh: `${path} 已损坏且无法移开(${cause.message});如有备份则使用备份。`,
        },
      });
      return database.data;
    }
  };
  const read = (): SemanticState => {
    const before = fingerprint(path);
    if (before === seen) return database.data;
    const reading = adapter.peek();
    if (reading.status === 'whole') {
      database.data = reading.data;
      seen = before;
      return reading.data;
    }
    if (reading.status === 'absent' && adapter.peekBackup() === null) {
      database.data = EMPTY_STATE;
      seen = before;
      return EMPTY_STATE;
    }
    return repair();
  };

  const changedBy = (
    state: SemanticState,
    change: (state: SemanticState) => SemanticState,
  ): SemanticState => {
    const next = change(state);
    return next === state ? state : fitState(next, maxBytes, sizeOf);
  };
  const write = (state: SemanticState, next: SemanticState): SemanticState => {
    if (next === state) return state;
    database.data = next;
    try {
      database.write();
    } catch (cause) {
      database.data = state;
      throw cause;
    }
    seen = fingerprint(path);
    return next;
  };
  /** What the updates of one write have made of the state so far. */
  let pending: SemanticState | null = null;
  const current = (): SemanticState => pending ?? read();

  read();
  return {
    read: current,
    update(change) {
      if (pending !== null) return (pending = changedBy(pending, change));
      return locked(() => {
        const state = load();
        return write(state, changedBy(state, change));
      });
    },
    inOneWrite(work) {
      locked(() => {
        const state = load();
        pending = state;
        try {
          work();
          write(state, pending);
        } finally {
          pending = null;
        }
      });
    },
    stats: () => ({ bytes: current() === EMPTY_STATE ? 0 : sizeOf(current()), maxBytes }),
  };
}

function sizeOf(state: SemanticState): number {
  return encodeChecked(FORMAT, state).length;
}

/** Changes whenever the file is replaced; `absent` when there is none. */
function fingerprint(path: string): string {
  return orUnavailable('read', path, () => {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? 'absent' : `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
  });
}
