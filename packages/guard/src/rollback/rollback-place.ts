import type { ManifestFolder } from '../snapshot/manifest.js';
import type { RealFolders } from '../snapshot/real-folders.js';

/** Where the pieces of one rollback are. */
export interface RollbackPlace {
  /** Folder of the snapshot. */
  readonly folder: string;
  readonly real: RealFolders;
  readonly folders: readonly ManifestFolder[];
  /** Paths that earlier tries were about to change: they may be half done. */
  readonly begun: ReadonlySet<string>;
}
