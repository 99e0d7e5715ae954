import type { LocalizedText } from '@sentinel-agentos/core';
import type { Severity } from '../detection.js';
import type { KeyFileName } from './key-files.js';
import type { ValidatorName } from './validators.js';

/** Kinds of secret: the words that detections, policies and placeholders use. They do not change. */
export type SecretType =
  | 'openai'
  | 'anthropic'
  | 'aws'
  | 'github'
  | 'gitlab'
  | 'google_ai'
  | 'stripe'
  | 'slack'
  | 'npm'
  | 'huggingface'
  | 'sendgrid'
  | 'twilio'
  | 'telegram'
  | 'discord'
  | 'jwt'
  | 'bearer'
  | 'basic'
  | 'private_key'
  | 'db_url'
  | 'password'
  | 'generic';

/** Characters that a rule walks back over from its anchor before its pattern is tried; `quoted`: to the quote. */
export type BackClass = 'digit' | 'word' | 'scheme' | 'quoted';

/**
 * One form of secret. A rule is data: the automaton finds an anchor, the pattern is tried there once, the
 * validator has the last word.
 */
export interface SecretRule {
  /** Stable identifier, `secret.` and a name. */
  readonly id: string;
  readonly type: SecretType;
  readonly severity: Severity;
  /** Literals without which the pattern cannot match; found whatever their case. */
  readonly anchors: readonly string[];
  /** Where the pattern is tried: at the anchor's first character (the default), or behind its last one. */
  readonly at?: 'start' | 'end';
  /** Goes back over at most `max` characters of a class before the pattern is tried. */
  readonly back?: { readonly over: BackClass; readonly max: number };
  /**
   * Sticky, with bounded repetitions only. The value is the last group that took part, or all of the match
   * without one.
   */
  readonly pattern: RegExp;
  /** The first group is the operator between a name and its value. */
  readonly hasOperator?: true;
  /** Characters that may not stand before the match: it would only be the end of a longer word. */
  readonly notAfter?: RegExp;
  readonly validator: ValidatorName;
  /** What matched is the first line of a file of this format, which is read to its end and has the last word. */
  readonly keyFile?: KeyFileName;
  /** Which rule wins where two overlap: 3 a provider's own form, 2 a structure, 1 a name and a value. */
  readonly specificity: 1 | 2 | 3;
  readonly message: LocalizedText;
}
