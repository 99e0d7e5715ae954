import type { Action, VerifyStatus } from '@sentinel-agentos/core';
import type { ToolClass } from '../../trust/tool-class.js';

/** How a call ended, in the journal's words. */
export type ReportStatus = VerifyStatus | 'BLOCKED' | 'UNFINISHED' | 'UNVERIFIED';

/** Every action, from the mildest. */
export const ACTIONS: readonly Action[] = ['auto', 'notify', 'confirm', 'deny'];

/** Every status, from the best. */
export const STATUSES: readonly ReportStatus[] = [
  'PASS',
  'WARN',
  'UNVERIFIED',
  'UNFINISHED',
  'FAIL',
  'BLOCKED',
];

/** Every class of tools, from the one that can do most. */
export const TOOL_CLASSES: readonly ToolClass[] = ['HIGH', 'MEDIUM', 'LOW'];

/** One call as a report reads it; whoever has a journal makes it from the journal's records. */
export interface ReportCall {
  readonly callId: string;
  /** Number of the record that decided it. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sessionId: string;
  readonly tool: string;
  readonly toolClass: ToolClass;
  readonly action: Action;
  readonly status: ReportStatus;
  /** Quality of the call, 0–100; null where nothing supports a score. */
  readonly score: number | null;
  /** How long it ran, in milliseconds; null when it did not run or is not known to have ended. */
  readonly durationMs: number | null;
  /** What kind of error it ended with, as a name of few; null without one. */
  readonly errorType: string | null;
}

/** A signal of a user's that the journal holds. */
export interface ReportSignal {
  readonly seq: number;
  readonly at: number;
  readonly sessionId: string;
  readonly signal: string;
}
