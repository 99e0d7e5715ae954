import { EXIT } from './command.js';
import { ProgramFailed } from './program-failed.js';
import type { Ended } from './run-program.js';
import type { ExecResult, Receipt, RollbackReport } from 'sentinel-agentos';

/** What a run of `exec` gives: the end of a program, or all that a sandbox tells of one. */
export type ExecValue = Ended | ExecResult;

/** How a command line ended, as `exec --json` prints it. */
export interface ExecOutcome {
  readonly callId: string;
  readonly allowed: boolean;
  readonly status: Receipt['status'];
  readonly action: Receipt['risk'];
  readonly score: number;
  /** Why it was stopped or failed, or what its user should know; null when there is nothing to say. */
  readonly reason: string | null;
  /** What to change so that less would stop it; null when nobody knows. */
  readonly safer: string | null;
  /** Of the program; null when it did not run, or ended without one. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly verify: Receipt['verify'];
  /** How its changes were taken back, where the program failed at high risk; null when they were not. */
  readonly rollback: RollbackReport['status'] | null;
}

/** What is said of a call and its run. */
export function execOutcome(receipt: Receipt<ExecValue>): ExecOutcome {
  const { auditId, allowed, status, risk, decision, verify, rollback } = receipt;
  const { exitCode, signal } = endOf(receipt);
  return {
    callId: auditId,
    allowed,
    status,
    action: risk,
    score: decision.risk.score,
    reason: receipt.error ?? receipt.reason ?? null,
    safer: receipt.blocked ? (receipt.safer ?? null) : null,
    exitCode,
    signal,
    verify,
    rollback: rollback?.status ?? null,
  };
}

/** What `exec` ends with: the program's code, or why there is none, as a shell numbers it. */
export function execExitCode(receipt: Receipt<ExecValue>): number {
  if (receipt.status === 'succeeded') return endOf(receipt).exitCode ?? EXIT.denied;
  if (receipt.status !== 'failed') return EXIT.denied;
  const { cause } = receipt;
  if (cause instanceof ProgramFailed) return cause.ended.exitCode;
  switch (codeOf(cause)) {
    case 'ENOENT':
      return 127;
    case 'EACCES':
    case 'ENOEXEC':
    case 'E2BIG':
      return 126;
    default:
      return EXIT.denied;
  }
}

function endOf(receipt: Receipt<ExecValue>): { exitCode: number | null; signal: string | null } {
  if (receipt.status === 'failed' && receipt.cause instanceof ProgramFailed) return receipt.cause.ended;
  if (receipt.status !== 'succeeded') return { exitCode: null, signal: null };
  const { result } = receipt;
  return { exitCode: result.exitCode, signal: 'signal' in result ? result.signal : null };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
