import type { LocalizedText } from '@sentinel-agentos/core';
import type { Severity } from '../detection.js';

/** A piece of text that has the shape of a rule, and the text around it. */
export interface Candidate {
  readonly text: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What a rule says about a candidate: how sure it is, and optionally a narrower span. */
export interface Acceptance {
  readonly severity: Severity;
  readonly start?: number;
  readonly end?: number;
}

/**
 * One kind of personal data. `pattern` finds candidates and must be global, with every repetition bounded;
 * `accepts` proves them by check digit, structure or the words around them.
 */
export interface PersonalRule {
  /** What detections of this rule are called, for example `cn-id`. Several rules may share a type. */
  readonly type: string;
  readonly pattern: RegExp;
  readonly accepts: (candidate: Candidate) => Acceptance | undefined;
  readonly message: LocalizedText;
}
