import type { LocalizedText } from '@sentinel-agentos/core';
import type { Detection, Severity } from '../detection.js';
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
}

/** Finds secrets whose anchor ends in `[from, to)` of a text. */
export type Finder = (text: string, from: number, to: number, work: Work) => readonly Finding[];

/** Rules that know a provider's form come first, then severity, then what stands there plainly. */
export function rankOf(specificity: number, severity: Severity, depth: number): number {
  return specificity * 100 + severity * 10 - depth;
}

/** What is said of a finding to others: everything but the value. */
export function detectionOf({ rule, type, severity, start, end, encodings, message }: Finding): Detection {
  return { kind: 'secret', rule, type, severity, start, end, encodings, message };
}
