import { realFolder } from '../snapshot/real-folders.js';
import type { RealFolders } from '../snapshot/real-folders.js';

/**
 * Whether a folder is where it was before the call; one that is gone is, when the folders above it are. Throws when
 * that can't be told: what can't be looked at is not gone.
 */
export function isInPlace(folder: string, real: RealFolders): boolean {
  try {
    return realFolder(folder) === real.expected(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return false;
    throw error;
  }
}
