import type { Anchor } from '../anchor/anchor.js';
import { parseLine, parseLineHeader } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { hasSignedCheckpoint, type FindKey } from './later-checkpoint.js';
import { leafHashInPlace } from '../merkle/hashes.js';
import { readLines } from './line-reader.js';
import { readLineTable } from './line-table.js';
import { locate, type BadRecord } from './locate.js';
import type { Position } from './position.js';
import { walk, type Problem, type Walk } from './walk.js';

/** What a journal's bytes amount to. */
export type Assessment =
  | { readonly kind: 'whole'; readonly walk: Walk }
  /** Bytes after the last commit; `acknowledged` when the anchor proves that more had been committed. */
  | { readonly kind: 'cut'; readonly walk: Walk; readonly acknowledged: boolean }
  | { readonly kind: 'tampered'; readonly walk: Walk; readonly bad: BadRecord }
  | { readonly kind: 'newer'; readonly format: number };

export interface AssessOptions {
  /** The trusted key, or null. */
  readonly key: VerifierKey | null;
  readonly anchor: Anchor | null;
  /**
   * What damage after the last commit means when no anchor decides. A verifier says tampering. A writer that
   * opens the journal says a write was cut short, unless a signed checkpoint follows the damage.
   */
  readonly doubtfulTail: 'tampered' | 'cut';
  /** Knows keys of journals whose first line is damaged. Default: only `key` and the journal's own are known. */
  readonly findKey?: FindKey;
}

/** Walks a journal and judges what it finds. */
export function assess(fd: number, from: Position, options: AssessOptions): Assessment {
  const { anchor, doubtfulTail } = options;
  const found = walk(fd, from, options);
  const { stop, committed, lastCommit } = found;
  const key = options.key ?? found.identity?.key ?? null;
  const tampered = (line: number, problem: Problem): Assessment => ({
    kind: 'tampered',
    walk: found,
    bad: locate(readLineTable(fd), line, problem, key),
  });
  if (stop.kind === 'newer') {
    // The link in the second line is the same in every format: it tells a newer journal from a changed one.
    return isFirstLineLinked(fd) ? { kind: 'newer', format: stop.format } : tampered(0, 'genesis');
  }
  const isBehind = anchor !== null && anchor.size >= committed.size;
  const damage =
    stop.kind === 'damage' ? stop : stop.kind === 'uncommitted' ? brokenLine(fd, committed) : null;
  if (damage !== null) {
    const isDecided = damage.problem === 'anchor' || damage.problem === 'key' || isBehind;
    const isAnchoredHere = anchor !== null && anchor.size + 1 === committed.size;
    const isDoubtful = !isDecided && !isAnchoredHere && doubtfulTail === 'tampered';
    const findKey: FindKey = (origin) => (key?.name === origin ? key : (options.findKey?.(origin) ?? null));
    const isFollowed = hasSignedCheckpoint(fd, committed.offset, findKey);
    return isDecided || isDoubtful || isFollowed
      ? tampered(damage.line, damage.problem)
      : { kind: 'cut', walk: found, acknowledged: false };
  }
  // The line that was the anchored checkpoint is still there, but is none any more.
  if (isBehind && found.seen > anchor.size) return tampered(anchor.size, 'checkpoint');
  if (isBehind) return { kind: 'cut', walk: found, acknowledged: true };
  // The anchor's head was passed without a commit of that size: this is another past.
  if (from.size === 0 && anchor !== null && lastCommit !== null && !found.metAnchor) {
    return tampered(lastCommit.size, 'anchor');
  }
  return stop.kind === 'end'
    ? { kind: 'whole', walk: found }
    : { kind: 'cut', walk: found, acknowledged: false };
}

/** The first line after a commit that is complete but no JSON: a write that was cut short leaves none. */
function brokenLine(fd: number, { offset, size }: Position): { problem: Problem; line: number } | null {
  let line = size;
  for (const { buffer, start, end, state } of readLines(fd, offset)) {
    if (state === 'whole' && parseLine(buffer, start, end) === null) return { problem: 'malformed', line };
    line += 1;
  }
  return null;
}

function isFirstLineLinked(fd: number): boolean {
  let hash: string | null = null;
  for (const { buffer, start, end } of readLines(fd, 0)) {
    if (hash !== null) return parseLineHeader(buffer, start, end)?.prev === hash;
    hash = leafHashInPlace(buffer, start, end);
  }
  return true;
}
