import { SentinelError } from '@sentinel-agentos/core';
import { parseCheckpoint, type ParsedCheckpoint } from '../format/checkpoint.js';
import { parseLine } from '../format/line.js';
import { committedLines, type CommittedLine } from '../read/committed-lines.js';
import { segmentFiles } from '../read/segment-files.js';

/**
 * The committed lines of one chain of a journal, each where its `$seq` says it stands.
 *
 * @param chain number of the segment that begins the chain. Default: the newest chain.
 * @throws SentinelError `TAMPERED` at a line that does not stand where it belongs.
 */
export function* chainLines(
  dir: string,
  chain: number = newestChain(dir),
): Generator<CommittedLine, void, undefined> {
  let size = 0;
  for (const line of committedLines(dir, { segment: chain, offset: 0 })) {
    if (line.chain !== chain) return;
    if (line.seq !== size) {
      throw new SentinelError('TAMPERED', `Record ${size} of the journal in ${dir} is not where it belongs.`);
    }
    yield line;
    size += 1;
  }
}

/** The checkpoint that a commit marker holds; null when it holds none. */
export function checkpointIn({ buffer, start, end }: CommittedLine): SignedCheckpoint | null {
  const text = parseLine(buffer, start, end)?.['checkpoint'];
  const parsed = typeof text === 'string' ? parseCheckpoint(text) : null;
  return parsed === null || typeof text !== 'string' ? null : { ...parsed, text };
}

/** A checkpoint with its signed note, verbatim. Nobody has checked the signature yet. */
export interface SignedCheckpoint extends ParsedCheckpoint {
  readonly text: string;
}

function newestChain(dir: string): number {
  for (const { index } of segmentFiles(dir).toReversed()) {
    const first = committedLines(dir, { segment: index, offset: 0 }).next().value;
    if (first?.segment === index) return first.chain;
  }
  return 0;
}
