import type { LocalizedText } from '@sentinel-agentos/core';
import type { Severity } from '../detection.js';

/** Kinds of personal data: the words that detections, policies and placeholders use. They do not change. */
export type PersonalType =
  | 'cn-id'
  | 'cn-passport'
  | 'cn-credit-code'
  | 'cn-plate'
  | 'cn-bank-card'
  | 'credit-card'
  | 'iban-code'
  | 'us-ssn'
  | 'email'
  | 'phone'
  | 'ip-address'
  | 'address'
  | 'street-address'
  | 'us-itin'
  | 'us-mbi'
  | 'uk-nino'
  | 'uk-nhs'
  | 'es-nif'
  | 'es-nie'
  | 'fi-personal-identity-code'
  | 'sg-nric-fin'
  | 'in-aadhaar'
  | 'in-pan'
  | 'in-gstin'
  | 'de-tax-id'
  | 'tr-national-id'
  | 'kr-rrn'
  | 'pl-pesel'
  | 'ca-sin'
  | 'au-medicare'
  | 'th-tnin'
  | 'za-id-number';

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
  readonly type: PersonalType;
  readonly pattern: RegExp;
  readonly accepts: (candidate: Candidate) => Acceptance | undefined;
  readonly message: LocalizedText;
}
