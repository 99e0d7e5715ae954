import { absentState, inodeOf, kindOf, lookAt, markOf, stateFrom } from './path-state.js';
import type { BigIntStats } from 'node:fs';
import type { ManifestEntry, ManifestUncovered } from './manifest.js';
import type { PreimageWriter } from './preimage-writer.js';

/** A path is either remembered or listed as not covered. */
export type Remembered =
  | { readonly entry: ManifestEntry; readonly uncovered: null }
  | { readonly entry: null; readonly uncovered: ManifestUncovered };

/** Remembers one path as it is, a folder without what is in it. A null stat says that nothing is there. */
export function rememberPath(
  path: string,
  stat: BigIntStats | null,
  role: ManifestEntry['role'],
  preimages: PreimageWriter,
): Remembered {
  if (stat === null) return remembered({ state: absentState(path), role, inode: null, preimage: null });
  switch (kindOf(stat)) {
    case 'file': {
      const kept = preimages.keep(path, stat);
      if (!kept.kept) return notCovered(path, kept.reason, stat);
      const { preimage } = kept;
      const state = { ...stateFrom(path, kept.stat, kept.sha256), size: preimage.length };
      return remembered({ state, role, inode: inodeOf(kept.stat), preimage });
    }
    case 'directory':
    case 'symlink':
      return remembered({ state: stateFrom(path, stat, null), role, inode: inodeOf(stat), preimage: null });
    case 'other':
      return notCovered(path, SPECIAL_REASON, stat);
  }
}

/** What holds no bytes of anybody's: nothing is lost with it. */
export const SPECIAL_REASON: string = 'it is a device, a pipe or a socket';

/** Mark of what is left out on purpose and never touched: nothing is wrong with it as long as it is there. */
export const LEFT_OUT_MARK: string = 'left out';

/** Whether a path that was not kept is certainly as it was. */
export function stillMarked({ path, mark }: ManifestUncovered): boolean {
  if (mark === null) return false;
  try {
    const stat = lookAt(path);
    if (stat === null) return false;
    return mark === LEFT_OUT_MARK || mark === markOf(stat);
  } catch {
    return false;
  }
}

function remembered(entry: ManifestEntry): Remembered {
  return { entry, uncovered: null };
}

function notCovered(path: string, reason: string, stat: BigIntStats): Remembered {
  return { entry: null, uncovered: { path, reason, mark: markOf(stat) } };
}
