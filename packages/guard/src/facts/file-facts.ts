/** What stands at a path, without following a final symbolic link. */
export type PathKind = 'file' | 'directory' | 'symlink' | 'other';

/**
 * The guard's only view of the disk and the machine: read-only, synchronous, never throws. Tests and
 * backtests replay recorded facts through it.
 */
export interface FileFacts {
  /** Null when nothing is there or it cannot be looked at. */
  kind(path: string): PathKind | null;
  /** Absolute path with every symbolic link of its existing part resolved; the rest appended as written. */
  realpath(path: string): string;
  /** Names in a folder, sorted; empty when it cannot be listed. */
  list(path: string): readonly string[];
  /** The user's home folder. */
  readonly home: string;
  /** The folder for temporary files. */
  readonly temp: string;
}
