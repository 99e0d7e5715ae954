import { dirname } from 'node:path';
import { absentState, inodeOf, isSettled, lookAt, readPathState, sameState } from './path-state.js';
import { createRealFolders } from './real-folders.js';
import { walkTree } from './walk-tree.js';
import type { AfterState, Manifest, ManifestEntry } from './manifest.js';
import type { BigIntStats } from 'node:fs';
import type { FileState } from '@sentinel-agentos/core';
import type { TargetLimits } from './target-limits.js';

/** The state of a snapshot's targets now, as what differs from the state at capture. */
export function settleTargets(
  manifest: Manifest,
  limits: TargetLimits,
  shared: (path: string) => boolean,
): Pick<AfterState, 'changed' | 'unknown'> {
  const changed: FileState[] = [];
  const unknown = new Set<string>();
  const real = createRealFolders(manifest.folders);
  const inPlace = remembering((folder) => real.inPlace(folder));
  const before = new Map(manifest.entries.map((entry) => [entry.state.path, entry]));
  let left = limits.maxBytes;

  const note = (path: string, entry: ManifestEntry | undefined): void => {
    let now: FileState;
    try {
      const stat = inPlace(dirname(path)) ? lookAt(path) : null;
      if (stat !== null && entry !== undefined && untouched(entry, stat, manifest)) return;
      if (stat?.isFile() === true) {
        left -= Number(stat.size);
        if (left < 0) throw new Error('too many bytes');
      }
      now = stat === null ? absentState(path) : readPathState(path);
    } catch {
      unknown.add(path);
      return;
    }
    if (sameState(entry?.state ?? absentState(path), now)) return;
    if (shared(path)) unknown.add(path);
    else changed.push(now);
  };

  const uncovered = new Set(manifest.uncovered.map(({ path }) => path));
  for (const entry of manifest.entries) note(entry.state.path, entry);
  for (const target of manifest.targets) {
    if (!inPlace(target.path) || safeLook(target.path)?.isDirectory() !== true) continue;
    const limit = limits.maxFiles + manifest.entries.length;
    const walk = walkTree(target.path, {
      limit,
      skip: limits.skipIn(target.tree, target.path, real.expected(target.path)),
    });
    for (const { path } of walk.paths) {
      if (before.has(path) || uncovered.has(path)) continue;
      if (target.creates) note(path, undefined);
      else unknown.add(path);
    }
  }
  return { changed, unknown: [...unknown] };
}

/** The same inode with the same times, changed long enough before the capture. */
function untouched({ state, inode }: ManifestEntry, stat: BigIntStats, manifest: Manifest): boolean {
  if (inode === null) return false;
  const now = inodeOf(stat);
  return (
    isSettled(BigInt(inode.ctimeNs), BigInt(manifest.fileSystemNs)) &&
    now.ctimeNs === inode.ctimeNs &&
    now.ino === inode.ino &&
    now.dev === inode.dev &&
    String(stat.mtimeNs) === state.mtimeNs
  );
}

function safeLook(path: string): BigIntStats | null {
  try {
    return lookAt(path);
  } catch {
    return null;
  }
}

function remembering(test: (key: string) => boolean): (key: string) => boolean {
  const known = new Map<string, boolean>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = test(key);
    known.set(key, answer);
    return answer;
  };
}
