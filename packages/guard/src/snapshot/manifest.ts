import type { FileState, GitState } from '@sentinel-agentos/core';
import type { Inode } from './path-state.js';
import type { Preimage } from './preimages.js';

/** One path as it was before the call. */
export interface ManifestEntry {
  readonly state: FileState;
  /**
   * `target`: named by an effect or a claim · `tree`: inside a target folder · `ancestor`: a folder above a
   * target that did not exist.
   */
  readonly role: 'target' | 'tree' | 'ancestor';
  readonly inode: Inode | null;
  /** Null for everything but a file. */
  readonly preimage: Preimage | null;
}

/** A path that is watched for what appears under it. */
export interface ManifestTarget {
  readonly path: string;
  /** `without-git`: `.git` folders are left out, because the call was not about to delete the whole tree. */
  readonly tree: 'whole' | 'without-git';
  /** The call may make files here. What appears where a call only deletes is somebody else's. */
  readonly creates: boolean;
}

/** An existing folder above a target, and where it really was. */
export interface ManifestFolder {
  readonly path: string;
  readonly real: string;
  readonly mode: number;
}

export interface ManifestUncovered {
  readonly path: string;
  readonly reason: string;
  /** Looks the same as long as nobody touched it; null when that cannot be told. */
  readonly mark: string | null;
}

/** What a snapshot remembers. Written once, before the call runs. */
export interface Manifest {
  readonly version: 1;
  readonly id: string;
  readonly takenAt: number;
  readonly tool: string;
  readonly sessionId: string;
  readonly agentId: string;
  /** The snapshot whose undoing this one would undo. */
  readonly undoOf: string | null;
  /**
   * Time of the file system at capture, in nanoseconds. A file changed shortly before may be changed again
   * without its times showing it.
   */
  readonly fileSystemNs: string;
  readonly git: GitState | null;
  readonly targets: readonly ManifestTarget[];
  readonly entries: readonly ManifestEntry[];
  readonly folders: readonly ManifestFolder[];
  readonly uncovered: readonly ManifestUncovered[];
}

/** State of the targets right after the run. Paths that are in neither list are as before. */
export interface AfterState {
  readonly version: 1;
  readonly id: string;
  readonly settledAt: number;
  /** Other state than before, new paths included. */
  readonly changed: readonly FileState[];
  /** Paths whose change cannot be ascribed to this call alone, or whose state could not be read. */
  readonly unknown: readonly string[];
}

/** That a restore was begun and how it ended. `report` is null while it runs, and after a crash. */
export interface RollbackRecord {
  readonly version: 1;
  readonly id: string;
  readonly startedAt: number;
  /** The snapshot of the state before the restore; null when there is none. */
  readonly undoId: string | null;
  readonly status: 'complete' | 'partial' | 'failed' | null;
}

/** Paths of a call of which it was told that somebody changed them afterwards: that counts once. */
export interface ToldChanges {
  readonly version: 1;
  readonly id: string;
  readonly paths: readonly string[];
}
