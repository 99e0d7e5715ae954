import { closeSync, fstatSync } from 'node:fs';
import { isCheckpointLine, parseLineHeader, type LineHeader } from '../format/line.js';
import { leafHashInPlace, type HexHash } from '../merkle/hashes.js';
import { readLines } from './line-reader.js';
import { openSegmentFile, segmentFiles } from './segment-files.js';

/** A committed line where it lies. The bytes are valid until the next one is asked for. */
export interface CommittedLine {
  /** Number of the segment file it stands in. */
  readonly segment: number;
  /**
   * Number of the segment that begins the chain it belongs to: 0, unless a new chain was begun after damage.
   * A `seq` is unique within its chain.
   */
  readonly chain: number;
  /** Place of its first byte in that file. */
  readonly offset: number;
  /** Its `$seq`, as it says itself. */
  readonly seq: number;
  readonly buffer: Buffer;
  readonly start: number;
  /** Without the line feed. */
  readonly end: number;
  /** True for the checkpoint that ends a batch. */
  readonly isCheckpoint: boolean;
  /** Leaf hash of its bytes, computed when asked for. */
  hash(): HexHash;
}

/** Where to begin: a place that an earlier line told of. */
export interface LinePlace {
  readonly segment: number;
  readonly offset: number;
}

/**
 * The lines that a checkpoint commits, in order, across the files of a journal: of each file those up to its last
 * checkpoint, because a batch never spans two files. Streams in constant memory, takes no lock, and gives what
 * was committed when each file was reached. Says what the files say: whether they are genuine is the verifier's
 * question, so what does not begin as a line must is passed over.
 *
 * @param from place of the first line to give. Default: the beginning.
 * @throws the system's error when the folder or a file is there but cannot be read.
 */
export function* committedLines(
  dir: string,
  from: LinePlace = { segment: 0, offset: 0 },
): Generator<CommittedLine, void, undefined> {
  let chain = 0;
  for (const { index, path } of segmentFiles(dir)) {
    const fd = openSegmentFile(path);
    try {
      if (beginsChain(fd)) chain = index;
      if (index < from.segment) continue;
      const end = committedEnd(fd);
      for (const line of readLines(fd, index === from.segment ? from.offset : 0)) {
        if (line.offset >= end) break;
        const { buffer, start, offset } = line;
        const header = line.state === 'whole' ? parseLineHeader(buffer, start, line.end) : null;
        if (header !== null) yield new LineInPlace(index, chain, offset, header, buffer, start, line.end);
      }
    } finally {
      closeSync(fd);
    }
  }
}

class LineInPlace implements CommittedLine {
  readonly segment: number;
  readonly chain: number;
  readonly offset: number;
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
  readonly #header: LineHeader;

  constructor(
    segment: number,
    chain: number,
    offset: number,
    header: LineHeader,
    buffer: Buffer,
    start: number,
    end: number,
  ) {
    this.segment = segment;
    this.chain = chain;
    this.offset = offset;
    this.buffer = buffer;
    this.start = start;
    this.end = end;
    this.#header = header;
  }

  get seq(): number {
    return this.#header.seq;
  }

  get isCheckpoint(): boolean {
    return isCheckpointLine(this.buffer, this.#header);
  }

  hash(): HexHash {
    return leafHashInPlace(this.buffer, this.start, this.end);
  }
}

function beginsChain(fd: number): boolean {
  const first = readLines(fd, 0).next().value;
  return first !== undefined && parseLineHeader(first.buffer, first.start, first.end)?.seq === 0;
}

const FIRST_WINDOW = 1024 * 1024;

/** Offset behind the last checkpoint of a file, looked for from its end; 0 when there is none. */
export function committedEnd(fd: number): number {
  const { size } = fstatSync(fd);
  for (let window = FIRST_WINDOW; ; window *= 4) {
    const from = Math.max(0, size - window);
    let end = 0;
    for (const { buffer, start, end: lineEnd, offset, state } of readLines(fd, from)) {
      // Where the window begins in the middle of a line, a value inside of a record could pose as one.
      if (state !== 'whole' || (offset === from && from > 0)) continue;
      const header = parseLineHeader(buffer, start, lineEnd);
      if (header !== null && isCheckpointLine(buffer, header)) end = offset + lineEnd - start + 1;
    }
    if (end > 0 || from === 0) return end;
  }
}
