import { assertBoolean, assertKnownFields, assertMilliseconds, assertOnFail } from '../valid-checks.js';
import { changedFiles, touchedPaths } from '../changes/changed-files.js';
import { changedSetup } from '../programs/changed-setup.js';
import { createEslint } from '../programs/eslint-program.js';
import { expectedChanges } from '../changes/expected-changes.js';
import { isThere } from '../changes/is-there.js';
import { listProblems } from '../problems/list-problems.js';
import { newProblems } from '../problems/new-problems.js';
import type { AsyncCheck, CheckRequest } from '../check.js';
import type { ChangedFile } from '../changes/changed-files.js';
import type { CheckResult, LocalizedText } from '@sentinel-agentos/core';
import type { Eslint } from '../programs/eslint-program.js';
import type { LintProblem } from '../problems/eslint-report.js';

/** How changed files are linted. */
export interface EslintCheckOptions {
  /** New warnings are reported as a warning. Default: false, only errors count. */
  readonly warnings?: boolean;
  /** Default: 60,000. */
  readonly timeoutMs?: number;
  /** `warn` turns its failure into a warning. Default: `fail`. */
  readonly onFail?: 'warn' | 'fail';
}

/** More files than these in one call are not linted: their names would not fit into a command. */
const MOST_FILES = 500;

/**
 * Opt-in, named `lint`: runs the ESLint that the workspace has installed, with the workspace's own configuration,
 * on the files that a call changed. Only errors that were not there before the call fail it, wherever they stand
 * in the file; a syntax error is one. A file that ESLint ignores is not looked at. Without ESLint, without a
 * configuration, or where bytes from before are missing and would decide: not checked. Neither is it after a call that
 * changed settings or plugins, or installed packages.
 *
 * ESLint's configuration and plugins are code of the workspace and run with the rights of this process. Throws
 * `INVALID_ARGUMENT` for options that there are not.
 */
export function eslintCheck(options: EslintCheckOptions = {}): AsyncCheck {
  const { warnings = false, timeoutMs = 60_000, onFail = 'fail' } = options;
  assertKnownFields('eslintCheck', options, ['warnings', 'timeoutMs', 'onFail']);
  assertBoolean('warnings', warnings);
  assertMilliseconds('timeoutMs', timeoutMs);
  assertOnFail('onFail', onFail);
  return {
    name: 'lint',
    mode: 'async',
    timeoutMs,
    onFail,
    applies: (request) => expectedChanges(request).length > 0,
    run: (request, signal) => lintChanges(request, signal, warnings),
  };
}

async function lintChanges(
  request: CheckRequest,
  signal: AbortSignal,
  warnings: boolean,
): Promise<readonly CheckResult[]> {
  const eslint = createEslint(request.workspaceRoot, signal);
  if (eslint === null) {
    if (touchedPaths(request, (path) => /\.[cm]?[jt]sx?$/.test(path)).length === 0) return [];
    return [notChecked({ en: 'ESLint is not installed in the workspace', zh: '工作区未安装 ESLint' })];
  }
  const paths = touchedPaths(request, (path) => eslint.mayLint(path) && isThere(path, true));
  if (paths.length === 0) return [];
  const setup = changedSetup(request);
  if (setup !== null) return [notChecked(setup)];
  if (paths.length > MOST_FILES) {
    const en = `the call may have changed ${paths.length} files, more than are linted`;
    return [notChecked({ en, zh: `本次调用可能更改了 ${paths.length} 个文件，超出检查上限` })];
  }
  const files = (await changedFiles(request, paths, signal)).filter(({ there }) => there);
  if (files.length === 0) return [];
  const after = await eslint.lintFiles(files.map(({ path }) => path));
  if (after.status === 'failed') return [notChecked(after.reason)];
  const results: CheckResult[] = [];
  for (const file of files) {
    const problems = after.files.get(file.path)?.filter(({ severity }) => warnings || severity === 'error');
    if (problems !== undefined) results.push(await judge(file, problems, eslint, request.workspaceRoot));
  }
  return results;
}

/** Lints what the file held before only where that may matter. */
async function judge(
  { path, before }: ChangedFile,
  after: readonly LintProblem[],
  eslint: Eslint,
  workspaceRoot: string,
): Promise<CheckResult> {
  if (after.length === 0)
    return result(path, 'pass', { en: `${path} has no errors`, zh: `${path} 没有错误` });
  if (before.status === 'unknown') {
    return notChecked(
      {
        en: `${path} has errors; whether they are new is not known: ${before.reason}`,
        zh: `${path} 存在错误，但无法确定是否为新增：${before.reason}`,
      },
      path,
    );
  }
  const earlier = before.status === 'absent' ? null : await eslint.lintText(before.bytes, path);
  if (earlier?.status === 'failed') return notChecked(earlier.reason, path);
  const added = newProblems(earlier?.files.get(path) ?? [], after);
  if (added.length === 0) {
    return result(path, 'pass', {
      en: `${path} has no errors that it did not have before`,
      zh: `${path} 没有新增错误`,
    });
  }
  const listed = listProblems(added, workspaceRoot);
  return result(path, added.some(({ severity }) => severity === 'error') ? 'fail' : 'warn', {
    en: `${path} has ${added.length} new problems\n${listed}`,
    zh: `${path} 新增 ${added.length} 个问题\n${listed}`,
  });
}

function notChecked(message: LocalizedText, target?: string): CheckResult {
  return { check: 'lint', status: 'not-checked', ...(target === undefined ? {} : { target }), message };
}

function result(target: string, status: CheckResult['status'], message: LocalizedText): CheckResult {
  return { check: 'lint', status, target, message };
}
