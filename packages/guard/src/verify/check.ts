import type { CheckResult, VerifyRequest } from '@sentinel-agentos/core';

/** What a check is asked about: the run, and the files as they were before it. */
export interface CheckRequest extends VerifyRequest {
  /** Absolute path of the folder that the agent works in. */
  readonly workspaceRoot: string;
  /**
   * Bytes of a file from before the call, by absolute path; null when it was no file or was not kept, which
   * `snapshot` tells apart. Throws when what was kept is damaged.
   */
  readonly bytesBefore: (path: string) => Uint8Array | null;
}

interface CheckBase {
  /** Stable name, unique in a verifier: results without a name of their own carry it. */
  readonly name: string;
  /** `warn` turns every `fail` of this check into a warning: it never fails a run. Default: `fail`. */
  readonly onFail?: 'warn' | 'fail';
  /** Whether the check has anything to look at. Asked only for runs that succeeded. */
  readonly applies: (request: CheckRequest) => boolean;
}

/** A check that need not wait: reading a few files. Nobody can stop it, so it must be quick. */
export interface SyncCheck extends CheckBase {
  readonly mode: 'sync';
  readonly run: (request: CheckRequest) => readonly CheckResult[];
}

/** A check that waits for something: a program, a server. Where a caller can't wait it is reported as not checked. */
export interface AsyncCheck extends CheckBase {
  readonly mode: 'async';
  /** Milliseconds after which it counts as not checked. Default: the verifier's. */
  readonly timeoutMs?: number;
  /** Must give up what it started when `signal` aborts. Its answer does not count any more then. */
  readonly run: (request: CheckRequest, signal: AbortSignal) => Promise<readonly CheckResult[]>;
}

/**
 * One question asked after a run. A check that throws, runs out of time or answers with something else than
 * results did not look: it neither passes nor fails.
 */
export type Check = SyncCheck | AsyncCheck;
