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
  return {
    through: (path, change) => {
      try {
        return change();
      } catch (error) {
        const folder = dirname(path);
        if (!isForbidden(error) || opened.has(folder)) throw error;
        const stat = lookAt(folder);
        const mode = Number((stat?.mode ?? 0n) & 0o7777n);
        if (stat?.isDirectory() !== true || (mode & OWNER) === OWNER) throw error;
        if (known.get(folder) !== mode) announce({ path: folder, mode });
        opened.set(folder, mode);
        chmodSync(folder, mode | OWNER);
        return change();
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
  try {
    const stat = lookAt(path);
    return (
      stat?.isDirectory() === true &&
      (mode & OWNER) !== OWNER &&
      Number(stat.mode & 0o7777n) === (mode | OWNER)
    );
  } catch {
    return false;
  }
}

function isForbidden(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EACCES' || code === 'EPERM';
}
