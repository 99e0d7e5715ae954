import { closeSync } from 'node:fs';
import { readGenesis, type Damaged } from '../format/genesis.js';
import { parseLine } from '../format/line.js';
import { committedEnd } from './committed-lines.js';
import { readLines } from './line-reader.js';
import { openSegmentFile, type SegmentFile } from './segment-files.js';

/** Files that continue one another. There is more than one chain only where one was begun after damage. */
export interface Chain {
  /** Number of the segment in which it begins. */
  readonly first: number;
  readonly files: readonly SegmentFile[];
  /** Journal that its first line names; null when that line cannot be read. */
  readonly journal: string | null;
  /** What its first line says of the chain before it; null for the first chain. */
  readonly damaged: Damaged | null;
}

/**
 * Splits the files of a journal into chains, by their first lines. A file begins a chain when it says so of itself,
 * with its own number, in a genesis that a checkpoint follows; any other file belongs to the chain before. Whether
 * what is said is true is not judged here.
 *
 * @throws the system's error when a file cannot be read.
 */
export function chainsOf(files: readonly SegmentFile[]): readonly Chain[] {
  const chains: { first: number; files: SegmentFile[]; journal: string | null; damaged: Damaged | null }[] =
    [];
  for (const file of files) {
    const { journal, damaged } = firstLineOf(file);
    const current = chains.at(-1);
    if (current === undefined || damaged?.continuesIn === file.index) {
      // The first segment of a journal may be gone: its chain begins there nevertheless.
      const first = damaged?.continuesIn === file.index ? file.index : 0;
      chains.push({ first, files: [file], journal, damaged: first === file.index ? damaged : null });
    } else {
      current.files.push(file);
    }
  }
  return chains;
}

function firstLineOf({ path }: SegmentFile): Pick<Chain, 'journal' | 'damaged'> {
  const fd = openSegmentFile(path);
  try {
    const first = readLines(fd, 0).next().value;
    const isWhole = first?.state === 'whole';
    const genesis = isWhole ? readGenesis(parseLine(first.buffer, first.start, first.end)) : null;
    if (genesis?.status !== 'read') return { journal: null, damaged: null };
    // One that was cut short before its first checkpoint was never begun.
    const isBegun = genesis.damaged !== null && committedEnd(fd) > 0;
    return { journal: genesis.journal, damaged: isBegun ? genesis.damaged : null };
  } finally {
    closeSync(fd);
  }
}
