import type { Anchor } from '../anchor/anchor.js';
import { isCheckpointSignedBy, parseCheckpoint, type ParsedCheckpoint } from '../format/checkpoint.js';
import { readGenesis } from '../format/genesis.js';
import { isCheckpointLine, parseLine, parseLineHeader } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { leafHashInPlace, type HexHash } from '../merkle/hashes.js';
import { readLines, type RawLine } from './line-reader.js';
import type { Position } from './position.js';

/** What is wrong with the line at which a walk stopped. */
export type Problem =
  /** Longer than a line may be. */
  | 'too-long'
  /** Does not begin as every line must. */
  | 'malformed'
  /** `$prev` is not the hash of the line before. */
  | 'chain'
  /** `$seq` is not the line's number. */
  | 'sequence'
  /** The first line does not introduce a journal. */
  | 'genesis'
  /** The first line names another key than the trusted one. */
  | 'key'
  /** A commit marker without a readable checkpoint of this journal. */
  | 'checkpoint'
  /** The checkpoint states another root than the lines before it have. */
  | 'root'
  | 'signature'
  /** The journal is another one than the anchor's, or has another past. */
  | 'anchor';

export type WalkStop =
  /** The file ends after a commit. */
  | { readonly kind: 'end' }
  /** The file ends with sound lines, the last perhaps cut, that no checkpoint commits. */
  | { readonly kind: 'uncommitted' }
  | { readonly kind: 'newer'; readonly format: number }
  | {
      readonly kind: 'damage';
      readonly problem: Problem;
      readonly line: number;
      readonly found: number | null;
    };

export interface Commit {
  readonly size: number;
  readonly root: HexHash;
  readonly head: HexHash;
}

export interface Walk {
  readonly stop: WalkStop;
  /** Number of sound lines, whether committed or not. */
  readonly seen: number;
  /** After the last sound, signed commit; where the walk began if there is none. */
  readonly committed: Position;
  readonly lastCommit: Commit | null;
  /** True when a commit with exactly the anchor's head was passed. */
  readonly metAnchor: boolean;
  /** Identity as the first line states it. Null when the walk did not begin there. */
  readonly identity: { readonly journal: string; readonly key: VerifierKey } | null;
}

export interface WalkOptions {
  /** The key that must have signed. Null: the one the first line introduces. */
  readonly key: VerifierKey | null;
  readonly anchor: Anchor | null;
}

/**
 * Walks a journal from `from` and checks every line: beginning, link, number, and at each checkpoint the
 * root. Of the signatures only the last is checked, because the root under it covers all lines before,
 * earlier checkpoints included; when it does not hold, the walk is repeated to find the first that fails.
 */
export function walk(fd: number, from: Position, options: WalkOptions): Walk {
  const result = walkOnce(fd, from, options, false);
  const { key, last } = result;
  const holds = last === null || (key !== null && isCheckpointSignedBy(last, key));
  return holds ? result : walkOnce(fd, from, options, true);
}

interface RawWalk extends Walk {
  readonly key: VerifierKey | null;
  readonly last: ParsedCheckpoint | null;
}

function walkOnce(fd: number, from: Position, { key: trusted, anchor }: WalkOptions, each: boolean): RawWalk {
  const range = from.range.clone();
  let { size, prev } = from;
  let committed = from;
  let key = trusted;
  let identity: Walk['identity'] = null;
  let lastCommit: Commit | null = null;
  let last: ParsedCheckpoint | null = null;
  let metAnchor = false;
  const stopped = (stop: WalkStop): RawWalk => ({
    stop,
    seen: size,
    committed,
    lastCommit,
    metAnchor,
    identity,
    key,
    last,
  });
  const damage = (problem: Problem, found: number | null = null): RawWalk =>
    stopped({ kind: 'damage', problem, line: size, found });

  for (const line of readLines(fd, from.offset)) {
    if (line.state === 'unfinished') {
      return isTorn(line) ? stopped({ kind: 'uncommitted' }) : damage('malformed');
    }
    if (line.state === 'too-long') return damage('too-long');
    const header = parseLineHeader(line.buffer, line.start, line.end);
    if (header === null) return damage(size === 0 ? 'genesis' : 'malformed');
    if (header.prev !== prev) return damage('chain', header.seq);
    if (header.seq !== size) return damage('sequence', header.seq);
    if (size === 0) {
      const genesis = readGenesis(parseLine(line.buffer, line.start, line.end));
      if (genesis.status === 'newer') return stopped({ kind: 'newer', format: genesis.format });
      if (genesis.status === 'invalid') return damage('genesis');
      if (trusted !== null && trusted.text !== genesis.key.text) return damage('key');
      if (anchor !== null && anchor.key !== genesis.key.text) return damage('anchor');
      identity = genesis;
      key = genesis.key;
    }
    const isCommit = isCheckpointLine(line.buffer, header);
    const checkpoint = isCommit ? readCheckpoint(line) : null;
    const head = leafHashInPlace(line.buffer, line.start, line.end);
    if (isCommit) {
      if (checkpoint === null || checkpoint.size !== size || checkpoint.origin !== key?.name) {
        return damage('checkpoint');
      }
      if (checkpoint.root !== range.root()) return damage('root');
      if (each && !isCheckpointSignedBy(checkpoint, key)) return damage('signature');
      if (anchor?.size === size) {
        if (anchor.root !== checkpoint.root) return damage('anchor');
        // The same lines before, but another checkpoint over them: only this line can have been changed.
        if (anchor.head !== head) return damage('checkpoint');
        metAnchor = true;
      }
      last = checkpoint;
      lastCommit = { size, root: checkpoint.root, head };
    }
    range.append(head);
    prev = head;
    size += 1;
    if (isCommit) {
      committed = { size, offset: line.offset + line.end - line.start + 1, prev, range: range.clone() };
    }
  }
  return stopped({ kind: size === committed.size ? 'end' : 'uncommitted' });
}

/** The checkpoint in a commit marker; null when the line is not exactly one. */
export function readCheckpoint({ buffer, start, end }: RawLine): ParsedCheckpoint | null {
  const record = parseLine(buffer, start, end);
  if (record?.['kind'] !== 'checkpoint' || Object.keys(record).length !== 4) return null;
  const note = record['checkpoint'];
  return typeof note === 'string' ? parseCheckpoint(note) : null;
}

/** A write that was cut short leaves the beginning of a line, never a whole object with other bytes after it. */
function isTorn({ buffer, start, end }: RawLine): boolean {
  return parseLine(buffer, start, end - 1) === null;
}
