import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { lookAt } from '../snapshot/path-state.js';

/** What the owner needs to look into a folder and to change what is in it. */
const OWNER = 0o700;

/**
 * Folders without write permission for their owner. A call can have deleted from one, or set the permission
 * itself; to undo that, the folder is opened for as long as the rollback runs.
 */
export interface FolderDoors {
  /** Runs `change` on a path; when its folder forbids it, opens the folder and runs it again. */
  through<T>(path: string, change: () => T): T;
  /** Permissions of an opened folder from before it was opened; null when it was not. */
  modeOf(folder: string): number | null;
  /** Gives the folders that are still open their permissions back. */
  close(except: ReadonlySet<string>): void;
}

export function createFolderDoors(): FolderDoors {
  const opened = new Map<string, number>();
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
        chmodSync(folder, mode | OWNER);
        opened.set(folder, mode);
        return change();
      }
    },
    modeOf: (folder) => opened.get(folder) ?? null,
    close: (except) => {
      for (const [folder, mode] of [...opened].sort(([a], [b]) => (a < b ? 1 : -1))) {
        if (!except.has(folder) && lookAt(folder)?.isDirectory() === true) chmodSync(folder, mode);
      }
    },
  };
}

function isForbidden(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EACCES' || code === 'EPERM';
}
