import { readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { absentState, inodeOf, kindOf, lookAt, stateFrom } from './path-state.js';
import { nearestExisting, realFolder } from './real-folders.js';
import { walkTree } from './walk-tree.js';
import type { BigIntStats } from 'node:fs';
import type { CallTarget } from './call-targets.js';
import type { ManifestEntry, ManifestFolder, ManifestTarget, ManifestUncovered } from './manifest.js';
import type { PreimageWriter } from './preimages.js';
import type { TargetLimits } from './target-limits.js';

/** What a capture found out about its targets. */
export interface Captured {
  readonly targets: readonly ManifestTarget[];
  readonly entries: readonly ManifestEntry[];
  readonly folders: readonly ManifestFolder[];
  readonly uncovered: readonly ManifestUncovered[];
}

/** Remembers targets: state of every path, bytes of every file, and what of it could not be kept. */
export function captureTargets(
  wanted: readonly CallTarget[],
  limits: TargetLimits,
  preimages: PreimageWriter,
): Captured {
  const targets = new Map<string, ManifestTarget>();
  const entries = new Map<string, ManifestEntry>();
  const folders = new Map<string, ManifestFolder>();
  const uncovered = new Map<string, ManifestUncovered>();

  const refuse = (path: string, reason: string, mark: string | null): void => {
    uncovered.set(path, { path, reason, mark });
  };

  const rememberAncestors = (path: string): void => {
    const parent = dirname(path);
    const existing = nearestExisting(parent, (folder) => folders.has(folder) || lookAt(folder) !== null);
    for (let folder = parent; folder !== existing; folder = dirname(folder)) {
      if (entries.has(folder)) break;
      entries.set(folder, { state: absentState(folder), role: 'ancestor', inode: null, preimage: null });
    }
    if (folders.has(existing)) return;
    const stat = lookAt(existing);
    const mode = stat?.isDirectory() === true ? Number(stat.mode & 0o7777n) : 0o755;
    folders.set(existing, { path: existing, real: realFolder(existing), mode });
  };

  const remember = (path: string, stat: BigIntStats, role: 'target' | 'tree'): void => {
    switch (kindOf(stat)) {
      case 'file': {
        const kept = preimages.keep(path);
        if (!kept.kept) {
          refuse(path, kept.reason, markOf(stat));
          return;
        }
        const { preimage } = kept;
        const state = { ...stateFrom(path, kept.stat, kept.sha256), size: preimage.length };
        entries.set(path, { state, role, inode: inodeOf(kept.stat), preimage });
        return;
      }
      case 'directory':
      case 'symlink': {
        const state = stateFrom(path, stat, null);
        entries.set(path, { state, role, inode: inodeOf(stat), preimage: null });
        return;
      }
      case 'other':
        refuse(path, 'it is a device, a pipe or a socket', markOf(stat));
    }
  };

  const rememberTree = (root: string, stat: BigIntStats, tree: ManifestTarget['tree']): void => {
    const refusal = limits.refusedTree(root);
    if (refusal !== null) {
      refuse(root, refusal, null);
      return;
    }
    const limit = limits.maxFiles - entries.size;
    const walk = walkTree(root, { limit, skip: limits.skipIn(tree) });
    if (walk.overflow) {
      refuse(root, `more than ${limits.maxFiles} files in one call are not kept`, null);
      return;
    }
    targets.set(root, { path: root, tree });
    remember(root, stat, 'target');
    for (const { path, reason } of walk.skipped)
      refuse(path, reason, limits.isState(path) ? STATE_MARK : null);
    for (const each of walk.paths) {
      if (!entries.has(each.path)) remember(each.path, each.stat, 'tree');
    }
  };

  const rememberTarget = ({ path, deletes, follows, alone }: CallTarget): void => {
    if (entries.get(path)?.role === 'target' || uncovered.has(path)) return;
    if (limits.isState(path)) {
      refuse(path, STATE_REASON, STATE_MARK);
      return;
    }
    let stat: BigIntStats | null;
    try {
      rememberAncestors(path);
      stat = lookAt(path);
    } catch (error) {
      refuse(path, `it cannot be looked at: ${(error as Error).message}`, null);
      return;
    }
    if (stat?.isDirectory() === true && alone !== true) {
      rememberTree(path, stat, deletes ? 'whole' : 'without-git');
      return;
    }
    if (alone !== true) targets.set(path, { path, tree: 'whole' });
    if (stat === null) {
      entries.set(path, { state: absentState(path), role: 'target', inode: null, preimage: null });
      return;
    }
    remember(path, stat, 'target');
    if (stat.isSymbolicLink() && follows) rememberTarget({ path: pointee(path), deletes, follows: false });
  };

  // Whole trees first: a folder that one effect deletes and another writes is remembered with everything in it.
  for (const target of [...wanted].sort((a, b) => Number(b.deletes) - Number(a.deletes))) {
    if (entries.size < limits.maxFiles) rememberTarget(target);
    else refuse(target.path, `more than ${limits.maxFiles} files in one call are not kept`, null);
  }
  return {
    targets: [...targets.values()],
    entries: [...entries.values()],
    folders: [...folders.values()],
    uncovered: [...uncovered.values()],
  };
}

const STATE_REASON = 'the state of the product itself is never rolled back';
const STATE_MARK = 'state';

/** The file that a write through a link reaches; also when it does not exist yet. */
function pointee(link: string): string {
  try {
    return realpathSync.native(link);
  } catch {
    return resolve(realFolder(dirname(link)), readlinkSync(link));
  }
}

/** The change time can't be set back by a program, so the same mark means the same bytes. */
export function markOf(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}:${stat.mode}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
}

/** Whether a path that was not kept is certainly as it was. */
export function stillMarked({ path, mark }: ManifestUncovered): boolean {
  if (mark === null) return false;
  try {
    const stat = lookAt(path);
    if (stat === null) return false;
    return mark === STATE_MARK || mark === markOf(stat);
  } catch {
    return false;
  }
}
