import type { LocalizedText } from '@sentinel-agentos/core';

/** What kind of thing was found. */
export type DetectionKind = 'secret' | 'personal' | 'injection';

/** 3: certain enough to act on alone · 2: likely, taints and advises · 1: a hint. */
export type Severity = 1 | 2 | 3;

/** One thing that a scanner found in a text. */
export interface Detection {
  readonly kind: DetectionKind;
  /** Stable identifier of the rule, for example `secret.github-token`. */
  readonly rule: string;
  /** What it is, in few words that do not change: `github`, `cn-id`, `html-comment-instruction`. */
  readonly type: string;
  readonly severity: Severity;
  /** Half-open span in the scanned text, UTF-16 units: the value itself, or what it is encoded in. */
  readonly start: number;
  readonly end: number;
  /** How it was hidden, outermost first: `['base64', 'url']`; empty when it stood there plainly. */
  readonly encodings: readonly string[];
  readonly message: LocalizedText;
}

/** Everything that was found in one text. */
export interface ScanResult {
  /** In order of their start, none inside another one of its kind. */
  readonly detections: readonly Detection[];
  /** The work budget ran out: what is behind was not looked at, and nobody may take it for clean. */
  readonly incomplete: boolean;
}
