import { NO_PREVIOUS } from '../format/line.js';
import { CompactRange } from '../merkle/compact-range.js';
import type { HexHash } from '../merkle/hashes.js';

/** A place between two lines, with all that is needed to go on from there. Never changed once made. */
export interface Position {
  /** Number of lines before it, which is also the `$seq` of the next one. */
  readonly size: number;
  readonly offset: number;
  /** Leaf hash of the line before. */
  readonly prev: HexHash;
  readonly range: CompactRange;
}

export function startPosition(): Position {
  return { size: 0, offset: 0, prev: NO_PREVIOUS, range: new CompactRange() };
}
