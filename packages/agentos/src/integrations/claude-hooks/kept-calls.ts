import { createHash } from 'node:crypto';
import {
  constants,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import type { KeptCall } from '@sentinel-agentos/core';

/** Calls that were begun in one process and end in another, one file each. */
export interface KeptCalls {
  /**
   * Keeps a call under what its host calls it.
   * @throws SentinelError `INVALID_ARGUMENT` when one is kept under it, `STATE_UNAVAILABLE`.
   */
  keep(sessionId: string, useId: string, call: KeptCall): void;
  /** Takes a kept call, once; undefined when there is none. Throws `STATE_CORRUPT`, `STATE_UNAVAILABLE`. */
  take(sessionId: string, useId: string): KeptCall | undefined;
  /** Takes the calls of a session that nobody came for. What is no kept call is removed. */
  sweep(sessionId: string): readonly KeptCall[];
}

/** Calls in a folder that only its owner can read. Opening touches nothing. */
export function openKeptCalls(folder: string): KeptCalls {
  function takeFile(name: string): KeptCall | undefined {
    const path = join(folder, name);
    const text = readPlain(path);
    if (text === undefined) return undefined;
    try {
      // Of several that come for it, one takes its name away: it is the one that gets it.
      unlinkSync(path);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw unavailable(path, error);
    }
    return parse(text, path);
  }

  return {
    keep(sessionId, useId, call) {
      const path = join(folder, nameOf(sessionId, useId));
      // Creates, never opens: what stands there may be a link.
      const write = (): void => writeFileSync(path, JSON.stringify(call), { mode: 0o600, flag: 'wx' });
      try {
        try {
          write();
        } catch (error) {
          if (!isMissing(error)) throw error;
          mkdirSync(folder, { recursive: true, mode: 0o700 });
          write();
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unavailable(path, error);
        throw new SentinelError(
          'INVALID_ARGUMENT',
          `a call was begun before under the id ${JSON.stringify(useId)}`,
        );
      }
    },
    take: (sessionId, useId) => takeFile(nameOf(sessionId, useId)),
    sweep(sessionId) {
      const own = `${hash(sessionId)}-`;
      return namesIn(folder).flatMap((name) => {
        if (!name.startsWith(own) || !name.endsWith('.json')) return [];
        try {
          return takeFile(name) ?? [];
        } catch {
          // It is gone: nobody could have completed it.
          return [];
        }
      });
    },
  };
}

/** Ids come from a host and may be anything: their hashes are names of files. */
function nameOf(sessionId: string, useId: string): string {
  return `${hash(sessionId)}-${hash(useId)}.json`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw unavailable(folder, error);
  }
}

/** No link is followed. Undefined when there is no such file. */
function readPlain(path: string): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      return readFileSync(file, 'utf8');
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    // What cannot be read stands in nobody's way any more.
    rmSync(path, { force: true, recursive: true });
    throw unavailable(path, error);
  }
}

function parse(text: string, path: string): KeptCall {
  try {
    // What it holds is looked at when the call is resumed.
    return JSON.parse(text) as KeptCall;
  } catch (cause) {
    throw new SentinelError('STATE_CORRUPT', `this is no kept call: ${path}`, { cause });
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function unavailable(path: string, cause: unknown): SentinelError {
  return new SentinelError('STATE_UNAVAILABLE', `a kept call cannot be read or written: ${path}`, { cause });
}
