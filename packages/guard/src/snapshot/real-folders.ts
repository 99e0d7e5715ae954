import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ManifestFolder } from './manifest.js';

/** The folder itself or its nearest ancestor that exists. */
export function nearestExisting(folder: string, exists: (path: string) => boolean): string {
  let at = folder;
  while (!exists(at) && dirname(at) !== at) at = dirname(at);
  return at;
}

/** Where a folder really is: every link of its existing part resolved, the rest appended as written. */
export function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const parent = dirname(folder);
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || parent === folder) throw error;
    return join(realFolder(parent), basename(folder));
  }
}

/**
 * Where folders really were when the snapshot was taken. A path is only ever looked at or written when its
 * folder is still there: a link planted at a parent must not lead a restore to another place.
 */
export interface RealFolders {
  expected(folder: string): string;
  /** Whether a folder is still where it was. A folder that does not exist is, when its ancestors are. */
  inPlace(folder: string): boolean;
}

export function createRealFolders(folders: readonly ManifestFolder[]): RealFolders {
  const known = new Map(folders.map((folder) => [folder.path, folder.real]));
  const expected = (folder: string): string => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const parent = dirname(folder);
    const real = parent === folder ? folder : join(expected(parent), basename(folder));
    known.set(folder, real);
    return real;
  };
  return {
    expected,
    inPlace: (folder) => {
      try {
        return realFolder(folder) === expected(folder);
      } catch {
        return false;
      }
    },
  };
}
