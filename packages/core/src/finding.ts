import type { Evidence } from './effect.js';

/** A text for people in the languages the product speaks. */
export interface LocalizedText {
  readonly en: string;
  readonly zh: string;
}

export type Language = keyof LocalizedText;

/** Which gate found something: one of the guard's, the detector, or the trust that a session has earned. */
export type Gate = 'call' | 'schema' | 'rules' | 'risk' | 'detect' | 'policy' | 'trust';

/** One reason for a decision. */
export interface Finding {
  readonly gate: Gate;
  /** Stable identifier of the rule within its gate, for example `schema.pathDeny`. */
  readonly rule: string;
  /** The least action this finding allows. */
  readonly floor: Action;
  /** Parameter the finding is about, as a dotted path. */
  readonly field?: string;
  readonly message: LocalizedText;
  readonly evidence?: Evidence;
}

/** What may happen with a call, from least to most careful. */
export type Action = 'auto' | 'notify' | 'confirm' | 'deny';
