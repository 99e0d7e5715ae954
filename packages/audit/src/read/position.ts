import { NO_PREVIOUS } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { CompactRange } from '../merkle/compact-range.js';
import type { HexHash } from '../merkle/hashes.js';

/** A place between two lines, with all that is needed to go on from there. Never changed once made. */
export interface Position {
  /** Number of the segment file in which the next line stands. It need not be there yet. */
  readonly segment: number;
  /** Number of lines before it, which is also the `$seq` of the next one. */
  readonly size: number;
  /** Place in the segment file. */
  readonly offset: number;
  /** Leaf hash of the line before. */
  readonly prev: HexHash;
  readonly range: CompactRange;
  /** Number of the epoch of the next checkpoint, and its key. Null before the genesis. */
  readonly epoch: { readonly number: number; readonly key: VerifierKey } | null;
}

/** Where a chain begins: in the first segment, unless it was begun after damage. */
export function startPosition(segment: number = 0): Position {
  return { segment, size: 0, offset: 0, prev: NO_PREVIOUS, range: new CompactRange(), epoch: null };
}
