import { dirname } from 'node:path';
import { absentState, lookAt, readPathState, sameState } from './path-state.js';
import type { FileState, UserChange } from '@sentinel-agentos/core';
import type { AfterState, Manifest } from './manifest.js';
import type { SnapshotFiles } from './snapshot-files.js';

/** What was made longer ago has been accepted by being left alone. */
const LOOK_BACK_MS = 7 * 24 * 3_600_000;
const MOST_SNAPSHOTS = 500;

/**
 * Files that calls wrote and that are not as the calls left them: deleted or rewritten by somebody since. Each is
 * told once, also over several processes. What a later call or an undo changed is not somebody's. Of the newest 500
 * snapshots of the last seven days.
 */
export function findUserChanges(
  files: SnapshotFiles,
  ids: readonly string[],
  now: number,
): readonly UserChange[] {
  const newestFirst = ids
    .flatMap((id) => settled(files, id))
    .filter(({ manifest }) => now - manifest.takenAt <= LOOK_BACK_MS)
    .sort((a, b) => b.manifest.takenAt - a.manifest.takenAt)
    .slice(0, MOST_SNAPSHOTS);
  /** A path when the call after it began; absent where the disk tells. */
  const later = new Map<string, Seen>();
  const found: UserChange[] = [];
  for (const { manifest, after, told } of newestFirst) {
    const { id, undoOf, sessionId, agentId } = manifest;
    const changes =
      undoOf !== null || told === null
        ? []
        : after.changed.flatMap((left) => {
            if (left.kind !== 'file' || told.has(left.path)) return [];
            const change = compare(left, later.get(left.path));
            const isLater = change !== null && change.at >= after.settledAt;
            const since = after.settledAt;
            return isLater ? [{ callId: id, sessionId, agentId, path: left.path, since, ...change }] : [];
          });
    if (changes.length > 0) files.writeTold(id, [...(told ?? []), ...changes.map(({ path }) => path)]);
    found.push(...changes);
    for (const { path } of after.changed) later.set(path, { state: absentState(path), ctimeNs: null });
    for (const { state, inode } of manifest.entries) {
      later.set(state.path, { state, ctimeNs: inode?.ctimeNs ?? null });
    }
  }
  return found;
}

/** A path as it was seen, and when it was changed last. A program can set the other times as it likes. */
interface Seen {
  readonly state: FileState;
  readonly ctimeNs: string | null;
}

interface Settled {
  readonly manifest: Manifest;
  readonly after: AfterState;
  /** What was told of it already; null for a call that was undone. */
  readonly told: ReadonlySet<string> | null;
}

function settled(files: SnapshotFiles, id: string): readonly Settled[] {
  try {
    const after = files.after(id);
    if (after === null || after.changed.length === 0) return [];
    const told = files.rollback(id) === null ? new Set(files.told(id)) : null;
    return [{ manifest: files.manifest(id), after, told }];
  } catch {
    // A damaged snapshot tells nothing; listing it says so.
    return [];
  }
}

/** How a path differs from how a call left it, and since when; null when it does not, or when nobody can tell. */
function compare(left: FileState, begun: Seen | undefined): Pick<UserChange, 'change' | 'at'> | null {
  try {
    const { state, ctimeNs } = begun ?? onDisk(left);
    if (sameState(left, state)) return null;
    if (state.kind !== 'absent') {
      return ctimeNs === null ? null : { change: 'rewritten', at: milliseconds(ctimeNs) };
    }
    const folder = begun === undefined ? lookAt(dirname(left.path)) : null;
    return folder === null ? null : { change: 'deleted', at: milliseconds(String(folder.ctimeNs)) };
  } catch {
    return null;
  }
}

/** A file with the size and time that the call left is not read again. */
function onDisk(left: FileState): Seen {
  const stat = lookAt(left.path);
  const same = stat?.isFile() === true && Number(stat.size) === left.size;
  const state = same && String(stat.mtimeNs) === left.mtimeNs ? left : readPathState(left.path);
  return { state, ctimeNs: stat === null ? null : String(stat.ctimeNs) };
}

function milliseconds(ns: string): number {
  return Number(BigInt(ns) / 1_000_000n);
}
