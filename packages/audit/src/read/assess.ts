import { statSync } from 'node:fs';
import { parseLine, parseLineHeader } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { leafHashInPlace } from '../merkle/hashes.js';
import { readJournalLines } from './journal-lines.js';
import { hasSignedCheckpoint, type FindKeys } from './later-checkpoint.js';
import { locate, type BadRecord } from './locate.js';
import type { Position } from './position.js';
import type { SegmentFile } from './segment-files.js';
import type { Problem, Walk, WalkOptions } from './walk-result.js';
import { walk } from './walk.js';

/** What a journal's bytes amount to. */
export type Assessment =
  | { readonly kind: 'whole'; readonly walk: Walk }
  /** Bytes after the last commit; `acknowledged` when a head proves that more had been committed. */
  | { readonly kind: 'cut'; readonly walk: Walk; readonly acknowledged: boolean }
  | { readonly kind: 'tampered'; readonly walk: Walk; readonly bad: BadRecord }
  | { readonly kind: 'newer'; readonly format: number };

export interface AssessOptions extends WalkOptions {
  /**
   * What damage after the last commit means when no head decides. A verifier says tampering. A writer that
   * opens the journal says a write was cut short, unless a signed checkpoint follows the damage.
   */
  readonly doubtfulTail: 'tampered' | 'cut';
  /** Number of the segment in which the chain begins. */
  readonly chain: number;
  /** Knows keys of journals whose first line is damaged. Default: only `key` and the journal's own are known. */
  readonly findKeys?: FindKeys;
}

/** Walks a journal and judges what it finds. */
export function assess(files: readonly SegmentFile[], from: Position, options: AssessOptions): Assessment {
  const { heads, chain } = options;
  const found = walk(files, from, options);
  const { stop, committed, lastCommit } = found;
  const keys = [committed.epoch?.key, found.identity?.key, options.key].filter(
    (key) => key !== null && key !== undefined,
  );
  const tampered = (line: number, problem: Problem): Assessment => ({
    kind: 'tampered',
    walk: found,
    bad: locate({ files, chain, committed, keys }, line, problem),
  });
  if (stop.kind === 'newer') {
    // The link in the second line is the same in every format: it tells a newer journal from a changed one.
    return isFirstLineLinked(files, from) ? { kind: 'newer', format: stop.format } : tampered(0, 'genesis');
  }
  const newest = heads.at(-1) ?? null;
  const isBehind = newest !== null && newest.size >= committed.size;
  const damage = damageOf(files, found);
  if (damage !== null) {
    const isDecided = damage.isDecided || isBehind;
    const isAnchoredHere = newest !== null && newest.size + 1 === committed.size;
    const isDoubtful = !isDecided && !isAnchoredHere && options.doubtfulTail === 'tampered';
    const isFollowed = (): boolean =>
      hasSignedCheckpoint(files, committed, (origin) => [
        ...keys.filter(({ name }) => name === origin),
        ...(options.findKeys?.(origin) ?? []),
      ]);
    return isDecided || isDoubtful || isFollowed()
      ? tampered(damage.line, damage.problem)
      : { kind: 'cut', walk: found, acknowledged: false };
  }
  // The line that was the noted checkpoint is still there, but is none any more.
  if (isBehind && found.seen > newest.size) return tampered(newest.size, 'checkpoint');
  if (isBehind) return { kind: 'cut', walk: found, acknowledged: true };
  // A head was passed without a commit of that size: this is another past.
  if (from.size === 0 && lastCommit !== null && found.metHeads < heads.length) {
    return tampered(lastCommit.size, 'anchor');
  }
  if (isKeyUnmet(options.key, found)) return tampered(0, 'key');
  return stop.kind === 'end'
    ? { kind: 'whole', walk: found }
    : { kind: 'cut', walk: found, acknowledged: false };
}

interface Damage {
  readonly problem: Problem;
  readonly line: number;
  /** True when no write that was cut short can have left it. */
  readonly isDecided: boolean;
}

function damageOf(files: readonly SegmentFile[], found: Walk): Damage | null {
  const { stop, committed } = found;
  if (stop.kind !== 'damage' && stop.kind !== 'uncommitted') return null;
  // Only the file that the next batch goes to can end in a write that was cut short.
  const isElsewhere =
    stop.segment !== committed.segment ||
    files.some(({ index, path }) => index > committed.segment && sizeOf(path) > 0);
  if (stop.kind === 'damage') {
    const { problem, line } = stop;
    return { problem, line, isDecided: isElsewhere || problem === 'anchor' || problem === 'key' };
  }
  const broken = brokenLine(files, committed);
  if (broken !== null) return { problem: 'malformed', line: broken, isDecided: isElsewhere };
  // Whole lines that nothing commits, and another file after them: the commit is missing.
  return isElsewhere ? { problem: 'malformed', line: found.seen, isDecided: true } : null;
}

/** The trusted key signed nothing, although the journal has its name. */
function isKeyUnmet(key: VerifierKey | null, { metKey, lastCommit }: Walk): boolean {
  return key !== null && !metKey && lastCommit !== null;
}

/** The first line after a commit that is complete but no JSON: a write that was cut short leaves none. */
function brokenLine(files: readonly SegmentFile[], committed: Position): number | null {
  let line = committed.size;
  for (const { buffer, start, end, state } of readJournalLines(files, committed)) {
    if (state === 'whole' && parseLine(buffer, start, end) === null) return line;
    line += 1;
  }
  return null;
}

function isFirstLineLinked(files: readonly SegmentFile[], from: Position): boolean {
  let hash: string | null = null;
  for (const { buffer, start, end } of readJournalLines(files, from)) {
    if (hash !== null) return parseLineHeader(buffer, start, end)?.prev === hash;
    hash = leafHashInPlace(buffer, start, end);
  }
  return true;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
