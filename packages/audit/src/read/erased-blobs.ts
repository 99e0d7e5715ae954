import type { HexHash } from '../merkle/hashes.js';
import { erasedIn } from '../format/redaction.js';
import { committedLines } from './committed-lines.js';

/**
 * Commitments of all values that the journal in `dir` says were erased. Reads all of it.
 *
 * @throws the system's error when the folder or a file is there but cannot be read.
 */
export function erasedBlobs(dir: string): ReadonlySet<HexHash> {
  const erased = new Set<HexHash>();
  for (const { buffer, start, end } of committedLines(dir)) {
    for (const commitment of erasedIn(buffer, start, end)) erased.add(commitment);
  }
  return erased;
}
