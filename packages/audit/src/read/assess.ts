import type { Anchor } from '../anchor/anchor.js';
import type { VerifierKey } from '../format/signed-note.js';
import { hasSignedCheckpoint, type FindKey } from './later-checkpoint.js';
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
  if (stop.kind === 'newer') return { kind: 'newer', format: stop.format };

  const tampered = (line: number, problem: Problem): Assessment => ({
    kind: 'tampered',
    walk: found,
    bad: locate(readLineTable(fd), line, problem, key),
  });
  const isBehind = anchor !== null && anchor.size >= committed.size;
  if (stop.kind === 'damage') {
    const isDecided = stop.problem === 'anchor' || stop.problem === 'key' || isBehind;
    const isAnchoredHere = anchor !== null && anchor.size + 1 === committed.size;
    const isDoubtful = !isDecided && !isAnchoredHere && doubtfulTail === 'tampered';
    const findKey: FindKey = (origin) => (key?.name === origin ? key : (options.findKey?.(origin) ?? null));
    const isFollowed = hasSignedCheckpoint(fd, committed.offset, findKey);
    return isDecided || isDoubtful || isFollowed
      ? tampered(stop.line, stop.problem)
      : { kind: 'cut', walk: found, acknowledged: false };
  }
  if (isBehind) return { kind: 'cut', walk: found, acknowledged: true };
  // The anchor's head was passed without a commit of that size: this is another past.
  if (from.size === 0 && anchor !== null && lastCommit !== null && !found.metAnchor) {
    return tampered(lastCommit.size, 'anchor');
  }
  return stop.kind === 'end'
    ? { kind: 'whole', walk: found }
    : { kind: 'cut', walk: found, acknowledged: false };
}
