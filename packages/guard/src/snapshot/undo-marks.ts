import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * Says beside the snapshots which undo is under way and in which process, so that one that was cut off is found
 * without reading any snapshot.
 */
export interface UndoMarks {
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
      running.add(id);
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      writeFileSync(place(id), JSON.stringify({ pid: process.pid, host: hostname() }), { mode: 0o600 });
    },
    end: (id) => {
      running.delete(id);
      rmSync(place(id), { force: true });
    },
    all,
    cutOff: () => all().filter((id) => !running.has(id) && isGone(place(id))),
  };
}

/** A mark that was cut off while it was written names nobody. */
function isGone(file: string): boolean {
  let owner: unknown;
  try {
    owner = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
  const { pid, host } = (owner ?? {}) as { readonly pid?: unknown; readonly host?: unknown };
  if (typeof pid !== 'number' || typeof host !== 'string') return true;
  if (host !== hostname()) return false;
  return pid === process.pid || !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
