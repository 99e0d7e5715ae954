import type { Action } from '@sentinel-agentos/core';

/** One side of a comparison. */
export interface BacktestSide {
  readonly action: Action;
  readonly strict: boolean;
  /** Risk score with two decimals. */
  readonly score: number;
  /** Rule identifiers of the findings, in order. */
  readonly rules: readonly string[];
}

/** A recorded call that the candidate decides differently. */
export interface BacktestChange {
  readonly callId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sessionId: string;
  readonly tool: string;
  /** Action before and action of the candidate; `before` and `after` say more. */
  readonly from: Action;
  readonly to: Action;
  readonly before: BacktestSide;
  readonly after: BacktestSide;
  /**
   * What the candidate was compared with: the baseline, judged now like the candidate, or the decision that was
   * recorded, which was made when the disk looked as it did then.
   */
  readonly against: 'baseline' | 'recorded';
  /** Whether the candidate asks for less than before. */
  readonly direction: 'looser' | 'tighter';
}

/** A recorded call that was not compared, because nobody can say what the candidate would do with it. */
export interface BacktestGap {
  readonly callId: string;
  readonly at: number;
  readonly sessionId: string;
  readonly tool: string;
  /**
   * `masked`: the answer hangs on parameters that the journal did not keep, named in `params`. `unreadable`: the
   * record holds no call that could be judged.
   */
  readonly why: 'masked' | 'unreadable';
  /** Top-level parameters that the answer hangs on. */
  readonly params: readonly string[];
}

/** What a candidate policy would have decided differently. Every call is counted in exactly one place. */
export interface BacktestReport {
  /** Recorded calls in all: `unchanged` + `changed.length` + `notComparable`. */
  readonly calls: number;
  readonly unchanged: number;
  /** In the order of the journal. */
  readonly changed: readonly BacktestChange[];
  /** Changes from `deny` to anything that may run, if only with an approval. */
  readonly denyToAllow: number;
  /** Changes from anything that may run to `deny`. */
  readonly allowToDeny: number;
  /** All changes that ask for less, and all that ask for more; strictness of an approval counts. */
  readonly looser: number;
  readonly tighter: number;
  /** Calls of which nobody can say what the candidate would do; each stands in `notCompared`. */
  readonly notComparable: number;
  readonly notCompared: readonly BacktestGap[];
}
