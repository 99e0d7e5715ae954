import { dirname } from 'node:path';
import type { FileState, Snapshot } from '@sentinel-agentos/core';

/** The paths of a snapshot by their names. */
interface SnapshotStates {
  readonly files: ReadonlyMap<string, FileState>;
  readonly uncovered: ReadonlyMap<string, string>;
}

/** A call may have thousands of paths, and each is asked for several times. */
const known = new WeakMap<Snapshot, SnapshotStates>();

function statesOf(snapshot: Snapshot): SnapshotStates {
  const before = known.get(snapshot);
  if (before !== undefined) return before;
  const states = {
    files: new Map(snapshot.files.map((state) => [state.path, state])),
    uncovered: new Map(snapshot.uncovered.map(({ path, reason }) => [path, reason])),
  };
  known.set(snapshot, states);
  return states;
}

/** The state of a path before the call, when its snapshot holds it by this name. */
export function stateBefore(snapshot: Snapshot | null, path: string): FileState | null {
  return snapshot === null ? null : (statesOf(snapshot).files.get(path) ?? null);
}

/** Why a path is not in the snapshot of a call. */
export function whyUncovered(snapshot: Snapshot | null, path: string): string {
  const reason = snapshot === null ? undefined : statesOf(snapshot).uncovered.get(path);
  return reason ?? 'there is no snapshot of it';
}

/** Whether a path lies in a folder that was not there before the call. */
export function isInNewFolder(snapshot: Snapshot | null, path: string): boolean {
  if (snapshot === null) return false;
  const { files } = statesOf(snapshot);
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (files.get(folder)?.kind === 'absent') return true;
    if (dirname(folder) === folder) return false;
  }
}
