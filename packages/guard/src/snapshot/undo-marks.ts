import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';

/**
 * Says beside the snapshots which undo is under way and in which process, so that one that was cut off is found
 * without reading any snapshot.
 */
export interface UndoMarks {
  /** Throws `STATE_UNAVAILABLE` while another process is at it: two at once would take each other's steps for edits. */
  begin(id: string): void;
  end(id: string): void;
  /** Ids of the undos that were begun and not ended, running ones included. */
  all(): readonly string[];
  /** Those whose process is gone. What another machine began is left to it. */
  cutOff(): readonly string[];
}

const PREFIX = '.undoing-';

export function createUndoMarks(dir: string): UndoMarks {
  const running = new Set<string>();
  const place = (id: string): string => join(dir, PREFIX + id);
  const all = (): readonly string[] => {
    try {
      return readdirSync(dir)
        .filter((name) => name.startsWith(PREFIX))
        .map((name) => name.slice(PREFIX.length));
    } catch {
      return [];
    }
  };
  return {
    begin: (id) => {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      const owner = JSON.stringify({ pid: process.pid, host: hostname() });
      const take = (): void => writeFileSync(place(id), owner, { mode: 0o600, flag: 'wx' });
      try {
        take();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (running.has(id) || isAtWork(place(id))) {
          throw new SentinelError('STATE_UNAVAILABLE', `${id} is being undone by another process`);
        }
        rmSync(place(id), { force: true, recursive: true });
        take();
      }
      running.add(id);
    },
    end: (id) => {
      running.delete(id);
      rmSync(place(id), { force: true, recursive: true });
    },
    all,
    cutOff: () => all().filter((id) => !running.has(id) && isGone(place(id))),
  };
}

/** Whether the process that wrote a mark is gone. One that was cut off while it was written names nobody. */
function isGone(file: string): boolean {
  const owner = ownerOf(file);
  return owner === 'nobody' || (owner !== 'removed' && owner.host === hostname() && !isAlive(owner.pid));
}

/** Whether it certainly works on. Of another machine nobody knows: who asks for an undo by hand gets it. */
function isAtWork(file: string): boolean {
  const owner = ownerOf(file);
  return typeof owner === 'object' && owner.host === hostname() && isAlive(owner.pid);
}

interface Owner {
  readonly pid: number;
  readonly host: string;
}

function ownerOf(file: string): Owner | 'nobody' | 'removed' {
  let owner: unknown;
  try {
    owner = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'removed' : 'nobody';
  }
  const { pid, host } = (owner ?? {}) as { readonly pid?: unknown; readonly host?: unknown };
  // A negative number would ask for a group of processes.
  return Number.isSafeInteger(pid) && Number(pid) > 0 && typeof host === 'string'
    ? { pid: Number(pid), host }
    : 'nobody';
}

/** A process id is used again one day, but hardly ever for this process: its own marks are from one before. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
