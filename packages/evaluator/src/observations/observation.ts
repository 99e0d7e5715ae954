import type { Run, VerifyStatus } from '@sentinel-agentos/core';
import type { FeedbackSignal, FeedbackSource } from '../feedback/signal.js';

interface ObservationBase {
  /** Unique: an observation that is met twice counts once. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly session: string;
}

/** A call that was assessed. Scores are whole numbers from 0 to 100; no parameter or result is kept. */
export interface CallObservation extends ObservationBase {
  readonly type: 'call';
  readonly call: string;
  readonly tool: string;
  readonly status: Run['status'];
  readonly preExec: number | null;
  readonly runtime: number | null;
  readonly postExec: number | null;
  /** Null when no check could look. */
  readonly verify: VerifyStatus | null;
  /** Risk score of the decision. */
  readonly risk: number;
}

/** A signal of a user's satisfaction. */
export interface SignalObservation extends ObservationBase {
  readonly type: 'signal';
  readonly signal: FeedbackSignal;
  readonly source: FeedbackSource;
  readonly confidence: number;
}

/** The end of a session. */
export interface SessionEndObservation extends ObservationBase {
  readonly type: 'end';
}

/** What the evaluator writes down: everything it knows follows from these, in their order. */
export type Observation = CallObservation | SignalObservation | SessionEndObservation;
