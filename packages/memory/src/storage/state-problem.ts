import type { LocalizedText } from '@sentinel-agentos/core';

/** Something found wrong, mostly with the files the memory keeps, and what became of it. */
export interface StateProblem {
  /** Absolute path of the file that was found damaged; null when it is not about a file. */
  readonly file: string | null;
  /** Where the damaged bytes are now; null when they could not be moved and are still in `file`. */
  readonly keptAs: string | null;
  readonly message: LocalizedText;
}

/** Collects problems. */
export type ReportProblem = (problem: StateProblem) => void;
