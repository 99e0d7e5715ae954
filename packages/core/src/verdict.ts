import type { LocalizedText } from './finding.js';

/** Result of one check after a run. A check that could not look says so; it never passes. */
export interface CheckResult {
  /** Stable name of the check, for example `file-exists`. */
  readonly check: string;
  readonly status: 'pass' | 'warn' | 'fail' | 'not-checked';
  /** Path or parameter the check looked at. */
  readonly target?: string;
  readonly message: LocalizedText;
}

/** `PASS`: something was checked and all of it held. `WARN`: doubtful or nothing could be checked. `FAIL`: refuted. */
export type VerifyStatus = 'PASS' | 'WARN' | 'FAIL';

/** What the checks after a run say together. */
export interface Verdict {
  readonly status: VerifyStatus;
  readonly checks: readonly CheckResult[];
}
