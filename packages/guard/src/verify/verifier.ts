import { aggregate } from './aggregate.js';
import {
  assertAbsolute,
  assertKnownFields,
  assertMilliseconds,
  assertResults,
  assertValidChecks,
} from './valid-checks.js';
import { claimedFileCheck } from './checks/claimed-file-check.js';
import { fileChangedCheck } from './checks/file-changed-check.js';
import { fileExistsCheck } from './checks/file-exists-check.js';
import { resultNotEmptyCheck } from './checks/result-not-empty-check.js';
import { runResult } from './run-result.js';
import { withinLimit } from './within-limit.js';
import type { Check, CheckRequest } from './check.js';
import type { CheckResult, LocalizedText, Verifier, VerifyRequest } from '@sentinel-agentos/core';

/** How a verifier is made. */
export interface VerifierOptions {
  /** Absolute path that relative paths in results may refer to, besides the call's own folder. */
  readonly workspaceRoot: string;
  /** Checks besides the ones that are always on. */
  readonly checks?: readonly Check[];
  /** Milliseconds for one asynchronous check that names no limit of its own. Default: 30,000. */
  readonly timeoutMs?: number;
  /**
   * Bytes of a file from before a call, by the id of its snapshot and an absolute path: `bytesBefore` of a
   * snapshotter. Without it, checks that compare have nothing to compare with.
   */
  readonly bytesBefore?: (snapshotId: string, path: string) => Uint8Array | null;
}

/**
 * Looks on the disk whether a run did what it claims. Always on: `run`, `file-exists`, `file-changed`,
 * `claimed-file`, `result-not-empty`. Results come in the order of the checks. Throws `INVALID_ARGUMENT` for what
 * is no check, two checks of one name, a limit that is none, and options that there are not.
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { workspaceRoot, timeoutMs = 30_000, bytesBefore } = options;
  const always = [fileExistsCheck(), fileChangedCheck(), claimedFileCheck(), resultNotEmptyCheck()];
  const registered = options.checks ?? [];
  assertKnownFields('createVerifier', options, ['workspaceRoot', 'checks', 'timeoutMs', 'bytesBefore']);
  assertAbsolute('workspaceRoot', workspaceRoot);
  assertMilliseconds('timeoutMs', timeoutMs);
  assertValidChecks(registered, ['run', ...always.map(({ name }) => name)]);
  const checks: readonly Check[] = [...always, ...registered];

  const ask = (request: VerifyRequest): CheckRequest => {
    const { snapshot } = request;
    return {
      ...request,
      workspaceRoot,
      bytesBefore: (path) => (snapshot === null ? null : (bytesBefore?.(snapshot.id, path) ?? null)),
    };
  };

  return {
    verify: async (request, signal) => {
      const ended = runResult(request.run);
      if (ended !== null) return aggregate([ended]);
      const asked = ask(request);
      const results = await Promise.all(
        checks.map(async (check) => {
          if (check.mode === 'sync') return runSync(check, asked);
          return guarded(check, asked, async () =>
            withinLimit(check, asked, check.timeoutMs ?? timeoutMs, signal),
          );
        }),
      );
      return aggregate(results.flat());
    },
    verifySync: (request) => {
      const ended = runResult(request.run);
      if (ended !== null) return aggregate([ended]);
      const asked = ask(request);
      return aggregate(checks.flatMap((check) => runSync(check, asked)));
    },
  };
}

function runSync(check: Check, request: CheckRequest): readonly CheckResult[] {
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
  request: CheckRequest,
  run: () => Promise<readonly CheckResult[]>,
): Promise<readonly CheckResult[]> {
  try {
    return check.applies(request) ? softened(check, await run()) : [];
  } catch (error) {
    return [crashed(check, error)];
  }
}

function softened(check: Check, results: readonly CheckResult[]): readonly CheckResult[] {
  assertResults(results);
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
