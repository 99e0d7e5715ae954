/** State of one path. Times are nanoseconds since the epoch, as a decimal string. */
export interface FileState {
  /** Absolute path. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'other' | 'absent';
  readonly mode: number;
  readonly size: number;
  readonly mtimeNs: string;
  /** Lower-case hex SHA-256 of a file's bytes; null for every other kind. */
  readonly sha256: string | null;
  /** Target of a symbolic link as it is written; null for every other kind. */
  readonly linkTarget: string | null;
}

export interface GitState {
  readonly head: string | null;
  readonly branch: string | null;
  /** Null when it was not determined. */
  readonly dirty: boolean | null;
}

/** A target that a rollback could not restore, and why. */
export interface Uncovered {
  readonly path: string;
  readonly reason: string;
}

/** State of a call's targets before it ran. Plain data: it survives JSON. */
export interface Snapshot {
  /** The id of the call. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  readonly files: readonly FileState[];
  readonly uncovered: readonly Uncovered[];
  readonly git: GitState | null;
}

/** What happened to one path in a rollback. */
export interface RestoredPath {
  readonly path: string;
  readonly outcome: 'unchanged' | 'restored' | 'removed' | 'conflict' | 'failed';
  /** For `conflict`: where the snapshot's bytes were saved beside the kept ones. */
  readonly savedAs?: string;
  readonly reason?: string;
}

/** The outcome of undoing one call. `complete` means every path is as it was before the call. */
export interface RollbackReport {
  readonly status: 'complete' | 'partial' | 'failed';
  readonly paths: readonly RestoredPath[];
}
