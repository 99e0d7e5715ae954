import { readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { absentState, lookAt } from './path-state.js';
import { LEFT_OUT_MARK, rememberPath } from './remember-path.js';
import { GIT_REASON, STATE_REASON } from './target-limits.js';
import { nearestExisting, realFolder } from './real-folders.js';
import { walkTree } from './walk-tree.js';
import type { BigIntStats } from 'node:fs';
import type { CallTarget, CallTargets } from './call-targets.js';
import type { ManifestEntry, ManifestFolder, ManifestTarget, ManifestUncovered } from './manifest.js';
import type { PreimageWriter } from './preimage-writer.js';
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
  wanted: CallTargets,
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

  /** Remembers where a target's folder is, and which folders above it are missing; answers its real path. */
  const rememberAncestors = (path: string): string => {
    const parent = dirname(path);
    const existing = nearestExisting(parent, (folder) => folders.has(folder) || lookAt(folder) !== null);
    for (let folder = parent; folder !== existing && !entries.has(folder); folder = dirname(folder)) {
      entries.set(folder, { state: absentState(folder), role: 'ancestor', inode: null, preimage: null });
    }
    let known = folders.get(existing);
    if (known === undefined) {
      const stat = lookAt(existing);
      const mode = stat?.isDirectory() === true ? Number(stat.mode & 0o7777n) : 0o755;
      known = { path: existing, real: realFolder(existing), mode };
      folders.set(existing, known);
    }
    return join(known.real, relative(existing, path));
  };

  const remember = (path: string, stat: BigIntStats, role: 'target' | 'tree'): void => {
    const remembered = rememberPath(path, stat, role, preimages);
    if (remembered.entry !== null) entries.set(path, remembered.entry);
    else uncovered.set(path, remembered.uncovered);
  };

  const rememberTree = (
    root: string,
    real: string,
    stat: BigIntStats,
    { tree, creates }: Pick<ManifestTarget, 'tree' | 'creates'>,
  ): void => {
    const refusal = limits.refusedTree(root, real);
    if (refusal !== null) {
      refuse(root, refusal, null);
      return;
    }
    const limit = limits.maxFiles - entries.size - 1;
    const walk = walkTree(root, { limit, skip: limits.skipIn(tree, root, real) });
    if (walk.overflow) {
      refuse(root, `more than ${limits.maxFiles} files in one call are not kept`, null);
      return;
    }
    targets.set(root, { path: root, tree, creates });
    remember(root, stat, 'target');
    for (const { path, reason } of walk.skipped) {
      refuse(path, reason, reason === STATE_REASON || reason === GIT_REASON ? LEFT_OUT_MARK : null);
    }
    for (const each of walk.paths) {
      if (!entries.has(each.path)) remember(each.path, each.stat, 'tree');
    }
  };

  const rememberTarget = ({ path, deletes, follows }: CallTarget): void => {
    if (entries.get(path)?.role === 'target' || uncovered.has(path)) return;
    let real: string;
    let stat: BigIntStats | null;
    try {
      real = rememberAncestors(path);
      stat = lookAt(path);
    } catch (error) {
      refuse(path, `it cannot be looked at: ${(error as Error).message}`, null);
      return;
    }
    if (limits.isState(path, real)) {
      refuse(path, STATE_REASON, LEFT_OUT_MARK);
      return;
    }
    if (stat?.isDirectory() === true) {
      rememberTree(path, real, stat, { tree: deletes ? 'whole' : 'without-git', creates: follows });
      return;
    }
    targets.set(path, { path, tree: 'whole', creates: true });
    if (stat === null) {
      entries.set(path, { state: absentState(path), role: 'target', inode: null, preimage: null });
      return;
    }
    remember(path, stat, 'target');
    if (stat.isSymbolicLink() && follows) rememberTarget({ path: pointee(path), deletes, follows: false });
  };

  for (const { path, reason } of wanted.uncovered) refuse(path, reason, null);
  // Whole trees first: a folder that one effect deletes and another writes is remembered with everything in it.
  for (const target of [...wanted.targets].sort((a, b) => Number(b.deletes) - Number(a.deletes))) {
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

/** The file that a write through a link reaches; also when it does not exist yet. */
function pointee(link: string): string {
  try {
    return realpathSync.native(link);
  } catch {
    return resolve(realFolder(dirname(link)), readlinkSync(link));
  }
}
