import type { RealFolders } from '../snapshot/real-folders.js';

/** Where the pieces of one rollback are. */
export interface RollbackPlace {
  /** Folder of the snapshot. */
  readonly folder: string;
  readonly real: RealFolders;
  /** Permissions of folders from before the call, by path. */
  readonly modes: ReadonlyMap<string, number>;
  /** Paths that earlier tries were about to change: they may be half done. */
  readonly begun: ReadonlySet<string>;
}
