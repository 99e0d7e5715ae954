import { isCheckpointSignedBy } from '../format/checkpoint.js';
import { NO_PREVIOUS } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { lookFrom, lookUpLines, type LookedUpLine } from './line-lookup.js';
import type { Position } from './position.js';
import type { SegmentFile } from './segment-files.js';
import type { Problem } from './walk-result.js';

/** What was done to a journal, as far as its bytes tell. */
export type DamageReason =
  /** The bytes of the record are not those that were written. */
  | 'changed'
  /** The record that belongs here is not here. */
  | 'missing'
  /** The line before stands here again. */
  | 'repeated'
  /** A line that was never written stands here. */
  | 'inserted'
  /** Lines and links agree with each other, but not with what was signed: one of the records was rewritten. */
  | 'rewritten'
  /** A checkpoint that the key of its epoch did not sign. */
  | 'not-signed'
  /** The record stands in another segment file than the one it was written to. */
  | 'misplaced'
  /** A record introduces a key that is not the next one in turn, or not where a segment ends. */
  | 'wrong-epoch'
  /** The journal is introduced by another key, or is none. */
  | 'foreign'
  /** The journal has another past than its anchor. */
  | 'not-anchored'
  /** A later chain says that this one was tampered with, which cannot be seen without its anchor. */
  | 'disputed';

export interface BadRecord {
  /** The `$seq` that belongs to the first bad record. */
  readonly seq: number;
  /** Last record that may be meant, when the first cannot be told apart; otherwise equal to `seq`. */
  readonly through: number;
  /** Number of the segment file in which it stands or should stand. */
  readonly segment: number;
  /** Line number in that file, counted from 1. */
  readonly line: number;
  /** Offset of the line's first byte in that file. */
  readonly offset: number;
  readonly reason: DamageReason;
}

/** A journal whose walk stopped, as far as naming the bad record needs it. */
export interface DamagedJournal {
  readonly files: readonly SegmentFile[];
  /** Number of the segment in which the chain begins. */
  readonly chain: number;
  /** After the last sound commit. */
  readonly committed: Position;
  /** Keys that may have signed what follows. */
  readonly keys: readonly VerifierKey[];
}

type Verdict = readonly [seq: number, reason: DamageReason, through?: number];
type LineAt = (index: number) => LookedUpLine | undefined;

/**
 * Names the first bad record, given where a walk stopped and why. A link that does not hold can mean that
 * either of two lines was changed: the line after them, or the root that was signed over them, decides.
 */
export function locate(journal: DamagedJournal, at: number, problem: Problem): BadRecord {
  const { files, chain } = journal;
  const near = lookUpLines(files, chain, [at - 1, at, at + 1]);
  const [seq, reason, through = seq] = judge(journal, at, problem, (index) => near.get(index));
  const place = near.get(seq) ?? lookUpLines(files, chain, [seq]).get(seq);
  const { segment = chain, line = seq + 1, offset = 0 } = place ?? {};
  return { seq, through, segment, line, offset, reason };
}

function judge(journal: DamagedJournal, at: number, problem: Problem, lineAt: LineAt): Verdict {
  const cutsPrevious = at > 0 && lineAt(at - 1)?.isJson === false;
  const isConfirmed = isLinked(lineAt, at);
  switch (problem) {
    case 'too-long':
    case 'malformed':
      // A line feed put into a line ends it early; the rest of it then stands as a malformed line.
      return [cutsPrevious ? at - 1 : at, 'changed'];
    case 'chain':
      return cutsPrevious ? [at - 1, 'changed'] : judgeBreak(journal, at, lineAt);
    case 'sequence':
    case 'checkpoint':
      return [at, 'changed'];
    case 'segment':
      return [at, 'misplaced'];
    case 'genesis':
      return [0, isConfirmed ? 'foreign' : 'changed'];
    case 'key':
      return [0, 'foreign'];
    case 'epoch':
      return [at, isConfirmed ? 'wrong-epoch' : 'changed'];
    case 'epoch-end':
      return isConfirmed ? [at - 1, 'wrong-epoch'] : [at, 'changed'];
    case 'root':
      return judgeRewrite(journal, at, lineAt);
    case 'signature':
      return [at, isConfirmed ? 'not-signed' : 'changed'];
    case 'anchor':
      return at === 0 ? [0, 'foreign'] : [0, 'not-anchored', at];
  }
}

function judgeBreak(journal: DamagedJournal, at: number, lineAt: LineAt): Verdict {
  const line = lineAt(at);
  const seq = line?.seq ?? at;
  if (seq > at) return [at, 'missing'];
  if (seq < at) {
    const there = lookUpLines(journal.files, journal.chain, [seq - 1, seq]);
    if (there.get(seq)?.hash === line?.hash) return [at, 'repeated'];
    const before = seq === 0 ? NO_PREVIOUS : there.get(seq - 1)?.hash;
    return before === line?.prev ? [seq, 'inserted', at - 1] : [at, 'missing'];
  }
  if (at === 0 || (!isLinked(lineAt, at) && isSignedAsItIs(journal, at))) return [at, 'changed'];
  return [at - 1, 'changed'];
}

/** A checkpoint whose root does not fit: was it changed, or were records before it rewritten? */
function judgeRewrite({ keys, committed }: DamagedJournal, at: number, lineAt: LineAt): Verdict {
  const checkpoint = lineAt(at)?.checkpoint ?? null;
  const isSigned = checkpoint !== null && keys.some((key) => isCheckpointSignedBy(checkpoint, key));
  if (!isSigned && !isLinked(lineAt, at)) return [at, 'changed'];
  return [committed.size, 'rewritten', at];
}

/** True when the line after links to this one as it stands. */
function isLinked(lineAt: LineAt, at: number): boolean {
  const next = lineAt(at + 1);
  return next !== undefined && next.prev === lineAt(at)?.hash;
}

/**
 * True when the lines before `at` are what was signed: the root over them as they stand and over the lines
 * from `at` as later links give them is the root of the next signed checkpoint.
 */
function isSignedAsItIs({ files, committed, keys }: DamagedJournal, at: number): boolean {
  const range = committed.range.clone();
  let index = committed.size;
  let line: LookedUpLine | null = null;
  for (const next of lookFrom(files, committed)) {
    // `line` stands at `index - 1`; the first one is only remembered.
    if (line !== null) {
      const { checkpoint, hash } = line;
      const stands = index - 1;
      if (
        stands >= at &&
        checkpoint?.size === stands &&
        keys.some((key) => isCheckpointSignedBy(checkpoint, key))
      ) {
        return checkpoint.root === range.root();
      }
      range.append(stands < at ? hash : (next.prev ?? NO_PREVIOUS));
    }
    line = next;
    index += 1;
  }
  const checkpoint = line?.checkpoint ?? null;
  if (checkpoint === null || checkpoint.size !== index - 1) return false;
  return keys.some((key) => isCheckpointSignedBy(checkpoint, key)) && checkpoint.root === range.root();
}
