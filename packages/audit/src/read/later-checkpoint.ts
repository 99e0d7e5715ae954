import { isCheckpointSignedBy } from '../format/checkpoint.js';
import { isCheckpointLine, parseLineHeader } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { readJournalLines } from './journal-lines.js';
import type { Position } from './position.js';
import type { SegmentFile } from './segment-files.js';
import { readCheckpoint } from './walker.js';

/** Finds the keys that may sign the checkpoints of an origin. Empty: none is known. */
export type FindKeys = (origin: string) => readonly VerifierKey[];

/**
 * True when a checkpoint signed by a known key stands at the beginning of any line from a place on. After damage
 * that is the mark of tampering: a write that was cut short leaves nothing behind it.
 */
export function hasSignedCheckpoint(
  files: readonly SegmentFile[],
  from: Position,
  findKeys: FindKeys,
): boolean {
  for (const line of readJournalLines(files, from)) {
    if (line.state !== 'whole') continue;
    const header = parseLineHeader(line.buffer, line.start, line.end);
    if (header === null || !isCheckpointLine(line.buffer, header)) continue;
    const checkpoint = readCheckpoint(line);
    if (checkpoint === null) continue;
    if (findKeys(checkpoint.origin).some((key) => isCheckpointSignedBy(checkpoint, key))) return true;
  }
  return false;
}
