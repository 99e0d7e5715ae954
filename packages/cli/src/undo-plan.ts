import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import type { PathChange, RestoredPath, RollbackReport, StoredSnapshot } from 'sentinel-agentos';

/** What undoing a call would do, as far as looking can tell. */
export interface UndoPlan {
  readonly callId: string;
  readonly tool: string | null;
  readonly status: RollbackReport['status'] | 'already-undone' | 'damaged';
  /** What would become of each path that differs. */
  readonly paths: readonly RestoredPath[];
  /** Paths that were not kept: if the call changed them, they stay as they are. */
  readonly uncovered: StoredSnapshot['snapshot']['uncovered'];
  readonly reason: string | null;
}

/**
 * Foretells an undo from what differs now. Reads only. In a session, calls are planned newest first, with what
 * became of each path so far: what a newer call of the plan gives back is taken to be as the older one left it.
 */
export function planUndo(
  { id, tool, snapshot }: StoredSnapshot,
  changes: readonly PathChange[],
  soFar: Map<string, RestoredPath> = new Map(),
): UndoPlan & Pick<RollbackReport, 'status'> {
  // Innermost first: a folder goes only when everything in it does.
  for (const change of [...changes].reverse()) soFar.set(change.path, planPath(change, soFar));
  const paths = changes.flatMap(({ path }) => soFar.get(path) ?? []);
  const status = paths.some(({ outcome }) => outcome === 'conflict') ? 'partial' : 'complete';
  return { callId: id, tool, status, paths, uncovered: snapshot.uncovered, reason: null };
}

function planPath(change: PathChange, soFar: ReadonlyMap<string, RestoredPath>): RestoredPath {
  const { path, before, now } = change;
  const newer = soFar.get(path);
  if (newer?.outcome === 'conflict') return newer;
  const reason = newer === undefined ? keptBecause(change) : null;
  if (reason !== null) return { path, outcome: 'conflict', reason };
  if (before.kind !== 'absent') return { path, outcome: 'restored' };
  const goes = (name: string): boolean => soFar.get(join(path, name))?.outcome === 'removed';
  if (now.kind === 'directory' && !entriesOf(path).every(goes)) {
    return { path, outcome: 'conflict', reason: 'it holds files that the call is not known to have made' };
  }
  return { path, outcome: 'removed' };
}

/** Why a path would stay as it is; null when it would be put back. */
function keptBecause({ before, now, by }: PathChange): string | null {
  switch (by) {
    case 'call':
      return null;
    case 'somebody-else':
      return 'somebody else changed it after the call; it would be kept';
    case 'unknown': {
      // Nobody knows whose the bytes are: put back is only what replaces none.
      const isCut = before.kind === 'file' && now.kind === 'file' && now.size === 0;
      const isEmpty = before.kind !== 'absent' && (now.kind === 'absent' || isCut);
      return isEmpty
        ? null
        : 'it is not known whether the call or somebody else left it like this; it would be kept';
    }
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
