import type { Json } from './json.js';

/** How the tool itself ended. */
export type Run =
  | { readonly status: 'succeeded'; readonly result: unknown }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'timed-out'; readonly afterMs: number }
  | { readonly status: 'aborted'; readonly reason: string }
  /** A dry run: the plan of what would have run. The tool was not called. */
  | { readonly status: 'planned'; readonly plan: Json };

/** What the caller knows about a run beyond its result. All optional: an absent fact is unknown, not false. */
export interface RunContext {
  readonly retryCount?: number;
  readonly wasSelfCorrected?: boolean;
  readonly userAccepted?: boolean;
  readonly userProvidedEdit?: boolean;
  readonly resultWasUsed?: boolean;
}

/** Milliseconds each stage of a call took. */
export interface Timings {
  readonly decide: number;
  readonly approve: number;
  readonly intent: number;
  readonly snapshot: number;
  readonly run: number;
  readonly verify: number;
  readonly settle: number;
  readonly total: number;
}
