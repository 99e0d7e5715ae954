import { dirname } from 'node:path';
import { createRealFolders } from '../snapshot/real-folders.js';
import { isInPlace } from './in-place.js';
import { absentState, lookAt } from '../snapshot/path-state.js';
import { rememberPath } from '../snapshot/remember-path.js';
import type { Captured } from '../snapshot/capture.js';
import type { Manifest, ManifestEntry, ManifestUncovered } from '../snapshot/manifest.js';
import type { PreimageWriter } from '../snapshot/preimage-writer.js';

/**
 * Remembers the paths that a rollback is about to change, and nothing else. They are looked at as the rollback
 * sees them: what is behind a link that took the place of a folder is not the path.
 */
export function captureForUndo(
  paths: readonly string[],
  { folders }: Manifest,
  preimages: PreimageWriter,
): Captured {
  const real = createRealFolders(folders);
  const entries: ManifestEntry[] = [];
  const uncovered: ManifestUncovered[] = [];
  const known = new Set(paths);
  /** The rollback makes folders that are missing: undoing it must take them away again. */
  const rememberMissing = (folder: string): void => {
    if (known.has(folder) || lookAt(folder) !== null) return;
    known.add(folder);
    entries.push({ state: absentState(folder), role: 'ancestor', inode: null, preimage: null });
    rememberMissing(dirname(folder));
  };
  for (const path of paths) {
    const inPlace = isInPlace(dirname(path), real);
    const stat = inPlace ? lookAt(path) : null;
    if (inPlace) rememberMissing(dirname(path));
    const remembered = rememberPath(path, stat, 'target', preimages);
    if (remembered.entry !== null) entries.push(remembered.entry);
    else uncovered.push(remembered.uncovered);
  }
  return { targets: [], entries, folders, uncovered };
}
