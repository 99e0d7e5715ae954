import type { LocalizedText } from 'sentinel-agentos';

/** How much one thing matters: all is well, to be known, or to be mended before the guard can be relied on. */
export type Level = 'ok' | 'warning' | 'problem';

/** One thing that the doctor looked at. */
export interface DoctorFinding {
  /** Stable name of what was looked at, for example `journal`. */
  readonly check: string;
  readonly level: Level;
  readonly what: LocalizedText;
  /** What to do about it. */
  readonly fix?: LocalizedText;
}

/** Says what somebody else's error says. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
