import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { lookAt } from '../snapshot/path-state.js';
import { OWNER } from './rollback-plan.js';
import type { Door } from './rollback-plan.js';

/**
 * Folders without write permission for their owner. A call can have deleted from one, or set the permission
 * itself; to undo that, the folder is opened for as long as the rollback runs.
 */
export interface FolderDoors {
  /** Runs `change` on a path; when its folder forbids it, opens the folder and runs it again. */
  through<T>(path: string, change: () => T): T;
  /** Permissions of an opened folder from before it was opened; null when it was not. */
  modeOf(folder: string): number | null;
  /** Gives the folders that are still open their permissions back; answers those for which that failed. */
  close(except: ReadonlySet<string>): readonly OpenDoor[];
}

/** A folder that could not be closed. */
export interface OpenDoor {
  readonly path: string;
  readonly reason: string;
}

/**
 * `planned`: folders that may be opened, as an earlier try may have left them. `announce` is told of another one
 * before it is opened; when that throws, it stays closed.
 */
export function createFolderDoors(planned: readonly Door[], announce: (door: Door) => void): FolderDoors {
  const known = new Map(planned.map(({ path, mode }) => [path, mode]));
  const opened = new Map([...known].filter(([path, mode]) => isOpened(path, mode)));
  /** The innermost folder above a path that can be looked at, when that is what is closed. */
  const closedAbove = (path: string): Door | null => {
    for (let at = dirname(path); at !== dirname(at); at = dirname(at)) {
      const mode = modeOfFolder(at);
      if (mode !== null) return (mode & OWNER) === OWNER || opened.has(at) ? null : { path: at, mode };
    }
    return null;
  };
  return {
    through: (path, change) => {
      for (;;) {
        try {
          return change();
        } catch (error) {
          const door = isForbidden(error) ? closedAbove(path) : null;
          if (door === null) throw error;
          if (known.get(door.path) !== door.mode) announce(door);
          opened.set(door.path, door.mode);
          chmodSync(door.path, door.mode | OWNER);
        }
      }
    },
    modeOf: (folder) => opened.get(folder) ?? null,
    close: (except) => {
      const open: OpenDoor[] = [];
      for (const [path, mode] of [...opened].sort(([a], [b]) => (a < b ? 1 : -1))) {
        if (except.has(path)) continue;
        try {
          if (lookAt(path)?.isDirectory() === true) chmodSync(path, mode);
        } catch (error) {
          open.push({ path, reason: `its permissions could not be set back: ${(error as Error).message}` });
        }
      }
      return open;
    },
  };
}

function isOpened(path: string, mode: number): boolean {
  return (mode & OWNER) !== OWNER && modeOfFolder(path) === (mode | OWNER);
}

/** Null for what is no folder, or can't be looked at. */
function modeOfFolder(path: string): number | null {
  try {
    const stat = lookAt(path);
    return stat?.isDirectory() === true ? Number(stat.mode & 0o7777n) : null;
  } catch {
    return null;
  }
}

function isForbidden(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EACCES' || code === 'EPERM';
}
