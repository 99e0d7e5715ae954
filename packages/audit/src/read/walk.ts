import { isCheckpointSignedBy } from '../format/checkpoint.js';
import { readJournalLines } from './journal-lines.js';
import type { Position } from './position.js';
import type { SegmentFile } from './segment-files.js';
import type { Walk, WalkOptions, WalkStop } from './walk-result.js';
import { Walker } from './walker.js';

/** Lines between two reports of progress. */
const PROGRESS_EVERY = 16_384;

/**
 * Walks a journal from `from` over all its files and checks every line: beginning, link, number, file, and at
 * each checkpoint the root. Of the signatures only the last of each key is checked, because the root under it
 * covers all lines before, earlier checkpoints included; when one does not hold, the walk is repeated to find
 * the first that fails.
 */
export function walk(files: readonly SegmentFile[], from: Position, options: WalkOptions): Walk {
  return walkOnce(files, from, options, false) ?? walkOnce(files, from, options, true) ?? unreachable();
}

/** Null when a signature does not hold and it is not known yet which is the first. */
function walkOnce(
  files: readonly SegmentFile[],
  from: Position,
  options: WalkOptions,
  isEachChecked: boolean,
): Walk | null {
  const walker = new Walker(from, options, isEachChecked);
  let stop: WalkStop | null = null;
  let bytes = 0;
  for (const line of readJournalLines(files, from)) {
    stop = walker.take(line);
    if (walker.isDoubtful) return null;
    if (stop !== null) break;
    bytes += line.end - line.start + 1;
    if (walker.size % PROGRESS_EVERY === 0) options.onProgress?.(walker.size, bytes);
  }
  options.onProgress?.(walker.size, bytes);
  const { last } = walker;
  if (last !== null && (walker.lastKey === null || !isCheckpointSignedBy(last, walker.lastKey))) return null;
  return walker.result(stop ?? walker.end());
}

function unreachable(): never {
  throw new Error('A walk that checks every signature is never in doubt.');
}
