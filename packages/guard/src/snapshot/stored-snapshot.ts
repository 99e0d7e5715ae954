import { SentinelError } from '@sentinel-agentos/core';
import { sameState } from './path-state.js';
import type { Manifest } from './manifest.js';
import type { Snapshot } from '@sentinel-agentos/core';
import type { SnapshotFiles } from './snapshot-files.js';

/** A snapshot on disk, with what became of its call. */
export interface StoredSnapshot {
  readonly id: string;
  /**
   * `open`: the call runs, or ended without being settled · `settled`: it can be undone · `undoing`: an undo was
   * cut off; undo again to finish it · `undone`, `partly-undone`, `not-undone`: how the last undo ended.
   */
  readonly status: 'open' | 'settled' | 'undoing' | 'undone' | 'partly-undone' | 'not-undone';
  readonly tool: string;
  readonly sessionId: string;
  readonly agentId: string;
  /** Bytes of files that are kept. */
  readonly bytes: number;
  /** Id of the snapshot whose undoing this one takes back; null for the snapshot of a call. */
  readonly undoOf: string | null;
  readonly snapshot: Snapshot;
}

/** A snapshot that cannot be read. It is kept as it is. */
export interface DamagedSnapshot {
  readonly id: string;
  readonly status: 'damaged';
  readonly reason: string;
}

export function toSnapshot(manifest: Manifest): Snapshot {
  return {
    id: manifest.id,
    takenAt: manifest.takenAt,
    files: manifest.entries.filter(({ role }) => role !== 'ancestor').map(({ state }) => state),
    uncovered: manifest.uncovered.map(({ path, reason }) => ({ path, reason })),
    git: manifest.git,
  };
}

export function loadSnapshot(files: SnapshotFiles, id: string): StoredSnapshot {
  const manifest = files.manifest(id);
  return {
    id,
    status: statusOf(files, id),
    tool: manifest.tool,
    sessionId: manifest.sessionId,
    agentId: manifest.agentId,
    bytes: manifest.entries.reduce((sum, { preimage }) => sum + (preimage?.length ?? 0), 0),
    undoOf: manifest.undoOf,
    snapshot: toSnapshot(manifest),
  };
}

/** All snapshots, the newest first; damaged ones are listed too. Folders without a manifest are none. */
export function listSnapshots(
  files: SnapshotFiles,
  ids: readonly string[],
): readonly (StoredSnapshot | DamagedSnapshot)[] {
  const listed = ids.flatMap((id): readonly (StoredSnapshot | DamagedSnapshot)[] => {
    try {
      return [loadSnapshot(files, id)];
    } catch (error) {
      if (SentinelError.is(error, 'NOT_FOUND')) return [];
      return [{ id, status: 'damaged', reason: (error as Error).message }];
    }
  });
  const time = (each: StoredSnapshot | DamagedSnapshot): number =>
    each.status === 'damaged' ? 0 : each.snapshot.takenAt;
  return listed.sort((a, b) => time(b) - time(a));
}

/** Throws `STATE_CORRUPT` when what lies on disk is not what was captured: somebody changed it. */
export function assertSame(manifest: Manifest, snapshot: Snapshot, file: string): void {
  const stored = toSnapshot(manifest).files;
  const same =
    stored.length === snapshot.files.length &&
    stored.every((state, index) => {
      const given = snapshot.files[index];
      return given !== undefined && given.path === state.path && sameState(given, state);
    });
  if (same) return;
  throw new SentinelError(
    'STATE_CORRUPT',
    `the snapshot file ${file} is not what was captured before the call`,
  );
}

function statusOf(files: SnapshotFiles, id: string): StoredSnapshot['status'] {
  const rollback = files.rollback(id);
  if (rollback === null) return files.after(id) === null ? 'open' : 'settled';
  switch (rollback.status) {
    case null:
      return 'undoing';
    case 'complete':
      return 'undone';
    case 'partial':
      return 'partly-undone';
    case 'failed':
      return 'not-undone';
  }
}
