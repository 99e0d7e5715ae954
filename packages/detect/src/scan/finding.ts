import type { LocalizedText } from '@sentinel-agentos/core';
import type { Detection, Severity } from '../detection.js';
import type { Region } from '../decode/decoded.js';
import { withoutOverlaps } from '../secrets/overlap.js';
import type { Work } from './work.js';

/** A secret at its place, with its value, before overlaps are resolved and allow-lists asked. */
export interface Finding {
  readonly rule: string;
  readonly type: string;
  readonly severity: Severity;
  readonly message: LocalizedText;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly encodings: readonly string[];
  /** See `Ranked` of the overlap resolution. */
  readonly rank: number;
  /** The place of its rule in the table: of two findings that say the same, the first one's is kept. */
  readonly order: number;
}

/**
 * Finds the secrets that lie at `[from, to)` of a text, and gives the place where it has to go on. Called again and
 * again from the place it gave, it finds the same whatever the steps were.
 */
export type Finder = (region: Region, work: Work, found: (finding: Finding) => void) => number;

/** Rules that know a provider's form come first, then severity, then what stands there plainly. */
export function rankOf(specificity: number, severity: Severity, depth: number): number {
  return specificity * 100 + severity * 10 - depth;
}

/**
 * Of findings that overlap, the most specific ones. Which of two that say the same is kept does not depend on which
 * was found first.
 */
export function resolved(findings: readonly Finding[]): Finding[] {
  return withoutOverlaps(findings.toSorted(byWhatTheySay));
}

const byWhatTheySay = (one: Finding, other: Finding): number =>
  other.rank - one.rank ||
  one.order - other.order ||
  one.encodings.join(' ').localeCompare(other.encodings.join(' '), 'en');

/** What is said of a finding to others: everything but the value. */
export function detectionOf({ rule, type, severity, start, end, encodings, message }: Finding): Detection {
  return { kind: 'secret', rule, type, severity, start, end, encodings, message };
}
