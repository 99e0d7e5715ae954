import type { HexHash } from '../merkle/hashes.js';

/**
 * A head that was noted outside of a journal: an anchor, or a checkpoint that witnesses cosigned. What is null is
 * not known of it.
 */
export interface Head {
  readonly journal: string;
  /** Tree size of the checkpoint: the line with this `$seq` is the checkpoint. */
  readonly size: number;
  /** Merkle root over the lines before the checkpoint. */
  readonly root: HexHash;
  /** Leaf hash of the checkpoint's own line. */
  readonly head: HexHash | null;
  /** Verifier key that signed the checkpoint. */
  readonly key: string | null;
  /** Verifier key that the first line introduces. */
  readonly genesis: string | null;
}
