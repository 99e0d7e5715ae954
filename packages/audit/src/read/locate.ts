import { isCheckpointSignedBy } from '../format/checkpoint.js';
import { NO_PREVIOUS } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { CompactRange } from '../merkle/compact-range.js';
import type { TableLine } from './line-table.js';
import type { Problem } from './walk.js';

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
  /** A checkpoint that the journal's key did not sign. */
  | 'not-signed'
  /** The journal is introduced by another key, or is none. */
  | 'foreign'
  /** The journal has another past than its anchor. */
  | 'not-anchored';

export interface BadRecord {
  /** The `$seq` that belongs to the first bad record. */
  readonly seq: number;
  /** Last record that may be meant, when the first cannot be told apart; otherwise equal to `seq`. */
  readonly through: number;
  /** Line number, counted from 1. */
  readonly line: number;
  /** Offset of the line's first byte. */
  readonly offset: number;
  readonly reason: DamageReason;
}

/**
 * Names the first bad record, given where a walk stopped and why. A link that does not hold can mean that
 * either of two lines was changed: the line after them, or the root that was signed over them, decides.
 */
export function locate(
  table: readonly TableLine[],
  at: number,
  problem: Problem,
  key: VerifierKey | null,
): BadRecord {
  const bad = (seq: number, reason: DamageReason, through = seq): BadRecord => ({
    seq,
    through,
    line: seq + 1,
    offset: table[seq]?.offset ?? 0,
    reason,
  });
  const cutsPrevious = at > 0 && table[at - 1]?.isJson === false;
  switch (problem) {
    case 'too-long':
    case 'malformed':
      // A line feed put into a line ends it early; the rest of it then stands as a malformed line.
      return bad(cutsPrevious ? at - 1 : at, 'changed');
    case 'chain':
      return cutsPrevious ? bad(at - 1, 'changed') : locateBreak(table, at, key, bad);
    case 'sequence':
    case 'checkpoint':
      return bad(at, 'changed');
    case 'genesis':
    case 'key':
      return bad(0, isConfirmed(table, 0) ? 'foreign' : 'changed');
    case 'root':
      return locateRewrite(table, at, key, bad);
    case 'signature':
      return bad(at, isConfirmed(table, at) ? 'not-signed' : 'changed');
    case 'anchor':
      return at === 0 ? bad(0, 'foreign') : bad(0, 'not-anchored', at);
  }
}

type MakeBad = (seq: number, reason: DamageReason, through?: number) => BadRecord;

function locateBreak(
  table: readonly TableLine[],
  at: number,
  key: VerifierKey | null,
  bad: MakeBad,
): BadRecord {
  const line = table[at];
  const seq = line?.seq ?? at;
  if (seq > at) return bad(at, 'missing');
  if (seq < at) {
    if (table[seq]?.hash === line?.hash) return bad(at, 'repeated');
    const before = seq === 0 ? NO_PREVIOUS : table[seq - 1]?.hash;
    return before === line?.prev ? bad(seq, 'inserted', at - 1) : bad(at, 'missing');
  }
  if (at === 0 || (!isConfirmed(table, at) && isSignedAsItIs(table, at, key))) return bad(at, 'changed');
  return bad(at - 1, 'changed');
}

/** A checkpoint whose root does not fit: was it changed, or were records before it rewritten? */
function locateRewrite(
  table: readonly TableLine[],
  at: number,
  key: VerifierKey | null,
  bad: MakeBad,
): BadRecord {
  const checkpoint = table[at]?.checkpoint ?? null;
  const isSigned = checkpoint !== null && key !== null && isCheckpointSignedBy(checkpoint, key);
  if (!isSigned && !isConfirmed(table, at)) return bad(at, 'changed');
  let first = at;
  while (first > 0 && table[first - 1]?.checkpoint === null) first -= 1;
  return bad(first, 'rewritten', at);
}

/** True when the line after links to this one as it stands. */
function isConfirmed(table: readonly TableLine[], at: number): boolean {
  return table[at + 1] !== undefined && table[at + 1]?.prev === table[at]?.hash;
}

/**
 * True when the lines before `at` are what was signed: the root over them as they stand and over the lines
 * from `at` as later links give them is the root of the next signed checkpoint.
 */
function isSignedAsItIs(table: readonly TableLine[], at: number, key: VerifierKey | null): boolean {
  const range = new CompactRange();
  for (let index = 0; index < at; index += 1) range.append(table[index]?.hash ?? NO_PREVIOUS);
  for (let index = at; index < table.length; index += 1) {
    const checkpoint = table[index]?.checkpoint ?? null;
    if (checkpoint?.size === index && key !== null && isCheckpointSignedBy(checkpoint, key)) {
      return checkpoint.root === range.root();
    }
    range.append(table[index + 1]?.prev ?? NO_PREVIOUS);
  }
  return false;
}
