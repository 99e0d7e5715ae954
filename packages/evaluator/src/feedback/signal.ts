import { SentinelError } from '@sentinel-agentos/core';

/** What a user did that tells how content they are. */
export type FeedbackSignal =
  | 'user_deleted_code'
  | 'user_provided_correction'
  | 'user_interrupted'
  | 'user_modified_output'
  | 'user_ignored_result'
  | 'user_repeated_instruction'
  | 'user_silence_then_praise'
  | 'user_immediate_continue'
  | 'agent_self_corrected'
  | 'user_explicit_approval'
  | 'user_used_result'
  | 'user_shared_output';

/** Strength of every signal when a user or host reports it, from −1 (worst) to 1 (best). */
export const SIGNAL_STRENGTHS: Readonly<Record<FeedbackSignal, number>> = Object.freeze({
  user_deleted_code: -0.8,
  user_provided_correction: -0.7,
  user_interrupted: -0.6,
  user_modified_output: -0.5,
  user_ignored_result: -0.4,
  user_repeated_instruction: -0.3,
  user_silence_then_praise: 0.2,
  user_immediate_continue: 0.3,
  agent_self_corrected: 0.3,
  user_explicit_approval: 0.6,
  user_used_result: 0.7,
  user_shared_output: 0.8,
});

/** `explicit`: reported by a user or the host. `auto-detected`: concluded from behaviour; counts half. */
export type FeedbackSource = 'explicit' | 'auto-detected';

const SOURCE_FACTORS: Readonly<Record<FeedbackSource, number>> = { explicit: 1, 'auto-detected': 0.5 };

/** True for the name of a signal; prototype keys are not names. */
export function isSignal(name: unknown): name is FeedbackSignal {
  return typeof name === 'string' && Object.hasOwn(SIGNAL_STRENGTHS, name);
}

export function isSource(name: unknown): name is FeedbackSource {
  return typeof name === 'string' && Object.hasOwn(SOURCE_FACTORS, name);
}

/**
 * Effective strength in whole millionths: base strength × source factor × confidence. So
 * `user_repeated_instruction` weighs −0.3 when reported and −0.15 when auto-detected.
 */
export function strengthInMillionths(
  signal: FeedbackSignal,
  source: FeedbackSource,
  confidence: number,
): number {
  // Adding 0 turns -0, which JSON does not keep, into 0.
  return Math.round(SIGNAL_STRENGTHS[signal] * SOURCE_FACTORS[source] * confidence * 1_000_000) + 0;
}

/** Parses what a caller hands in as a signal. */
export function readSignal(name: unknown): FeedbackSignal {
  if (isSignal(name)) return name;
  const shown =
    typeof name === 'string' ? JSON.stringify(name.slice(0, 80)) : `${typeof name} ${String(name)}`;
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `Unknown feedback signal ${shown}. Known: ${Object.keys(SIGNAL_STRENGTHS).join(', ')}.`,
  );
}

export function readSource(source: unknown): FeedbackSource {
  if (isSource(source)) return source;
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `source must be 'explicit' or 'auto-detected', got ${String(source).slice(0, 80)}. An agent cannot report its own feedback.`,
  );
}

export function readConfidence(confidence: unknown): number {
  if (typeof confidence === 'number' && confidence > 0 && confidence <= 1) return confidence;
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `confidence must be a number above 0 and up to 1, got ${String(confidence).slice(0, 80)}.`,
  );
}
