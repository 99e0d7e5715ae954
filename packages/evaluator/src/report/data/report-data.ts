import type { Action } from '@sentinel-agentos/core';
import type { AgentProfile } from '../../profile/agent-profile.js';
import type { FeedbackSignal } from '../../feedback/signal.js';
import type { ReportStatus } from './report-call.js';
import type { TrustReport } from './trust-report-data.js';
import type { ToolClass } from '../../trust/tool-class.js';

/** A part of time, and how good the calls in it were. */
export interface QualityPeriod {
  /** Milliseconds since the epoch; `to` is excluded. */
  readonly from: number;
  readonly to: number;
  readonly calls: number;
  /** Calls that have a score. */
  readonly scored: number;
  /** Mean score 0–100 with one decimal, and the lowest; null where no call has one. */
  readonly mean: number | null;
  readonly lowest: number | null;
  readonly evidence: readonly string[];
}

/** What was decided about the calls of one tool that were of one class. */
export interface ToolDecisions {
  readonly tool: string;
  readonly toolClass: ToolClass;
  readonly calls: number;
  readonly actions: Readonly<Record<Action, number>>;
  readonly evidence: readonly string[];
}

/** How many calls of a class were decided so and ended so. */
export interface CallCount {
  readonly toolClass: ToolClass;
  readonly action: Action;
  readonly status: ReportStatus;
  readonly calls: number;
}

/** How long the calls of one tool took that were of one class and ended alike. */
export interface ToolDuration {
  readonly tool: string;
  readonly toolClass: ToolClass;
  /** Null: they did not end in an error. */
  readonly errorType: string | null;
  readonly count: number;
  /** Milliseconds. */
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Calls in each bucket between the `DURATION_BOUNDARIES`: one more than there are boundaries. */
  readonly buckets: readonly number[];
}

/** How often a signal came. */
export interface SignalCount {
  readonly signal: FeedbackSignal;
  /** Strength when it is reported, −1…1. */
  readonly strength: number;
  readonly count: number;
  readonly evidence: readonly string[];
}

/** What a number rests on: a call, a signal or an event of trust. */
export interface EvidenceRow {
  /** What `evidence` elsewhere names it by: the id of a call, `signal#id`, or `#` and a number of the journal. */
  readonly key: string;
  readonly kind: 'call' | 'signal' | 'trust' | 'unknown';
  /** Its number in the journal; null where the journal does not hold it. */
  readonly seq: number | null;
  readonly at: number | null;
  readonly sessionId: string | null;
  /** The tool, the signal, or the kind of event. */
  readonly what: string;
  readonly action: Action | null;
  readonly status: ReportStatus | null;
  readonly score: number | null;
}

/**
 * Everything that a report says, bounded however long the journal is: plain JSON, the same for every format. Every
 * list of evidence names rows of `evidence`. Names are at most 200 characters long; what they hold is anybody's.
 */
export interface ReportData {
  readonly version: 1;
  /** Milliseconds since the epoch. */
  readonly generatedAt: number;
  /** Null: of all sessions. */
  readonly sessionId: string | null;
  /** From the first call to the last; null without one. */
  readonly period: { readonly from: number; readonly to: number } | null;
  readonly profile: AgentProfile;
  /** 0–100; null without signals. */
  readonly satisfaction: number | null;
  readonly calls: number;
  readonly counts: readonly CallCount[];
  readonly quality: readonly QualityPeriod[];
  /** Most called first. What did not fit stands together under `_other`. */
  readonly tools: readonly ToolDecisions[];
  readonly durations: readonly ToolDuration[];
  /** Strongest disapproval first. */
  readonly signals: readonly SignalCount[];
  /** Null where trust is not watched. */
  readonly trust: TrustReport | null;
  readonly evidence: readonly EvidenceRow[];
}
