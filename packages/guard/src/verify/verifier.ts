import { SentinelError } from '@sentinel-agentos/core';
import { aggregate } from './aggregate.js';
import { claimedFileCheck } from './claimed-file-check.js';
import { fileChangedCheck } from './file-changed-check.js';
import { fileExistsCheck } from './file-exists-check.js';
import { resultNotEmptyCheck } from './result-not-empty-check.js';
import { runResult } from './run-result.js';
import { withinLimit } from './within-limit.js';
import type { Check } from './check.js';
import type { CheckResult, LocalizedText, Verifier, VerifyRequest } from '@sentinel-agentos/core';

/** How a verifier is made. */
export interface VerifierOptions {
  /** Absolute path that relative paths in results may refer to, besides the call's own folder. */
  readonly workspaceRoot: string;
  /** Checks besides the ones that are always on. */
  readonly checks?: readonly Check[];
  /** Milliseconds for one asynchronous check that names no limit of its own. Default: 30,000. */
  readonly timeoutMs?: number;
}

/**
 * Looks on the disk whether a run did what it claims. Always on: `run`, `file-exists`, `file-changed`,
 * `claimed-file`, `result-not-empty`. Results come in the order of the checks. Throws `INVALID_ARGUMENT` for two
 * checks of one name or a limit that is none.
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const timeoutMs = options.timeoutMs ?? 30_000;
  const checks: readonly Check[] = [
    fileExistsCheck(),
    fileChangedCheck(),
    claimedFileCheck(options.workspaceRoot),
    resultNotEmptyCheck(),
    ...(options.checks ?? []),
  ];
  assertValid(checks, timeoutMs);

  return {
    verify: async (request, signal) => {
      const ended = runResult(request.run);
      if (ended !== null) return aggregate([ended]);
      const results = await Promise.all(
        checks.map(async (check) => {
          if (check.mode === 'sync') return runSync(check, request);
          return guarded(check, request, async () =>
            withinLimit(check, request, check.timeoutMs ?? timeoutMs, signal),
          );
        }),
      );
      return aggregate(results.flat());
    },
    verifySync: (request) => {
      const ended = runResult(request.run);
      if (ended !== null) return aggregate([ended]);
      return aggregate(checks.flatMap((check) => runSync(check, request)));
    },
  };
}

function runSync(check: Check, request: VerifyRequest): readonly CheckResult[] {
  try {
    if (!check.applies(request)) return [];
    switch (check.mode) {
      case 'sync':
        return softened(check, check.run(request));
      case 'async':
        return [
          notChecked(check, {
            en: 'this check has to wait, and this call could not',
            zh: '该检查需要等待，而本次调用无法等待',
          }),
        ];
    }
  } catch (error) {
    return [crashed(check, error)];
  }
}

async function guarded(
  check: Check,
  request: VerifyRequest,
  run: () => Promise<readonly CheckResult[]>,
): Promise<readonly CheckResult[]> {
  try {
    return check.applies(request) ? softened(check, await run()) : [];
  } catch (error) {
    return [crashed(check, error)];
  }
}

function softened(check: Check, results: readonly CheckResult[]): readonly CheckResult[] {
  if (check.onFail !== 'warn') return results;
  return results.map((result) => (result.status === 'fail' ? { ...result, status: 'warn' } : result));
}

function crashed(check: Check, error: unknown): CheckResult {
  const why = error instanceof Error ? error.message : String(error);
  return notChecked(check, { en: `the check itself failed: ${why}`, zh: `检查本身出错：${why}` });
}

function notChecked({ name }: Check, message: LocalizedText): CheckResult {
  return { check: name, status: 'not-checked', message };
}

function assertValid(checks: readonly Check[], timeoutMs: number): void {
  if (!Number.isFinite(timeoutMs) || timeoutMs <= 0) {
    throw new SentinelError('INVALID_ARGUMENT', `timeoutMs must be a positive number; got ${timeoutMs}`);
  }
  const names = new Set<string>(['run']);
  for (const { name } of checks) {
    if (names.has(name)) {
      throw new SentinelError('INVALID_ARGUMENT', `two checks are named ${JSON.stringify(name)}`);
    }
    names.add(name);
  }
}
