import { isCheckpointSignedBy } from '../format/checkpoint.js';
import { isCheckpointLine, parseLineHeader } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { readLines } from './line-reader.js';
import { readCheckpoint } from './walk.js';

/** Finds the key that signs the checkpoints of an origin. Null: not known. */
export type FindKey = (origin: string) => VerifierKey | null;

/**
 * True when a checkpoint signed by a known key stands at the beginning of any line from `offset` on. After damage
 * that is the mark of tampering: a write that was cut short leaves nothing behind it.
 */
export function hasSignedCheckpoint(fd: number, offset: number, findKey: FindKey): boolean {
  for (const line of readLines(fd, offset)) {
    if (line.state !== 'whole') continue;
    const header = parseLineHeader(line.buffer, line.start, line.end);
    if (header === null || !isCheckpointLine(line.buffer, header)) continue;
    const checkpoint = readCheckpoint(line);
    const key = checkpoint === null ? null : findKey(checkpoint.origin);
    if (checkpoint !== null && key !== null && isCheckpointSignedBy(checkpoint, key)) return true;
  }
  return false;
}
