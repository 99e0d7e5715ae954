import { dirname, join } from 'node:path';
import { assertAbsolute, assertKnownFields, assertMilliseconds, assertOnFail } from '../valid-checks.js';
import { changedFiles, touchedPaths } from '../changes/changed-files.js';
import { changedSetup } from '../programs/changed-setup.js';
import { expectedChanges } from '../changes/expected-changes.js';
import { findWorkspacePackage } from '../programs/workspace-package.js';
import { isIn } from '../../snapshot/target-limits.js';
import { isThere } from '../changes/is-there.js';
import { listProblems } from '../problems/list-problems.js';
import { newProblems } from '../problems/new-problems.js';
import { typecheck } from '../programs/typecheck.js';
import type { AsyncCheck, CheckRequest } from '../check.js';
import type { ChangedFile } from '../changes/changed-files.js';
import type { CheckResult, LocalizedText } from '@sentinel-agentos/core';

/** How a project is type-checked. */
export interface TscCheckOptions {
  /** Absolute path of a `tsconfig.json`. Default: the nearest one above each changed file, in the workspace. */
  readonly project?: string;
  /** Default: 120,000. */
  readonly timeoutMs?: number;
  /** `warn` turns its failure into a warning. Default: `fail`. */
  readonly onFail?: 'warn' | 'fail';
}

/** The bytes of more files are not asked for. */
const MOST_FILES = 2000;
const MATTERS = /\.(?:[cm]?[jt]sx?|json)$/;

/**
 * Opt-in, named `typecheck`: what `tsc --noEmit` says, compared with what it would have said before the call, by the
 * TypeScript that the workspace has installed. Only errors that were not there before fail it, in whatever file of the
 * project they stand; where they stand in the file does not matter. Without TypeScript, without a `tsconfig.json`, or
 * where bytes from before are missing and would decide: not checked. Neither is it after a call that changed settings or
 * installed packages, or that may have changed more than 2,000 files.
 *
 * The compiler is code of the workspace and runs with the rights of this process, in a process of its own. Throws
 * `INVALID_ARGUMENT` for options that there are not.
 */
export function tscCheck(options: TscCheckOptions = {}): AsyncCheck {
  const { project, timeoutMs = 120_000, onFail = 'fail' } = options;
  assertKnownFields('tscCheck', options, ['project', 'timeoutMs', 'onFail']);
  assertMilliseconds('timeoutMs', timeoutMs);
  assertOnFail('onFail', onFail);
  if (project !== undefined) assertAbsolute('project', project);
  return {
    name: 'typecheck',
    mode: 'async',
    timeoutMs,
    onFail,
    applies: (request) => expectedChanges(request).length > 0,
    run: (request, signal) => checkChanges(request, signal, project),
  };
}

async function checkChanges(
  request: CheckRequest,
  signal: AbortSignal,
  project: string | undefined,
): Promise<readonly CheckResult[]> {
  const { workspaceRoot } = request;
  // What names alone can tell comes first: reading thousands of files takes its time.
  const paths = touchedPaths(request, (path) => MATTERS.test(path) && !/[/\\]node_modules[/\\]/.test(path));
  if (paths.length === 0) return [];
  const compiler = findWorkspacePackage(workspaceRoot, 'typescript');
  if (compiler === null) {
    return [
      notChecked({ en: 'TypeScript is not installed in the workspace', zh: '工作区未安装 TypeScript' }),
    ];
  }
  const setup = changedSetup(request);
  if (setup !== null) return [notChecked(setup)];
  if (paths.length > MOST_FILES) {
    const en = `the call may have changed ${paths.length} files, more than are compared`;
    return [notChecked({ en, zh: `本次调用可能更改了 ${paths.length} 个文件，超出比较上限` })];
  }
  const files = await changedFiles(request, paths, signal);
  if (files.length === 0) return [];
  const nearest = files.map(({ path }) => project ?? nearestProject(path, workspaceRoot));
  const projects = [...new Set(nearest)].filter((each) => each !== null);
  if (projects.length === 0) {
    // A changed data file outside any project is nobody's type error.
    if (files.every(({ path }) => path.endsWith('.json'))) return [];
    return [
      notChecked({ en: 'there is no tsconfig.json above the changed files', zh: '未找到 tsconfig.json' }),
    ];
  }
  const results: CheckResult[] = [];
  for (const each of projects) {
    const found = await typecheck({ compiler: compiler.folder, project: each, files, signal });
    results.push(
      found.status === 'failed'
        ? notChecked(found.reason, each)
        : judge(each, found.before, found.after, files, workspaceRoot),
    );
  }
  return results;
}

function judge(
  project: string,
  before: Parameters<typeof newProblems>[0],
  after: Parameters<typeof newProblems>[1],
  files: readonly ChangedFile[],
  workspaceRoot: string,
): CheckResult {
  const added = newProblems(before, after);
  if (added.length > 0) {
    const listed = listProblems(added, workspaceRoot);
    return result(project, 'fail', {
      en: `${project} has ${added.length} new errors\n${listed}`,
      zh: `${project} 新增 ${added.length} 个错误\n${listed}`,
    });
  }
  const unknown = files.find((file) => file.before.status === 'unknown');
  if (after.length > 0 && unknown?.before.status === 'unknown') {
    const { path, before: known } = unknown;
    return notChecked(
      {
        en: `${project} has ${after.length} errors; whether they are new is not known, since ${path} cannot be compared: ${known.reason}`,
        zh: `${project} 有 ${after.length} 个错误，但无法确定是否为新增：无法比较 ${path}：${known.reason}`,
      },
      project,
    );
  }
  return result(project, 'pass', {
    en: `${project} has no errors${after.length === 0 ? '' : ' that it did not have before'}`,
    zh: after.length === 0 ? `${project} 没有错误` : `${project} 没有新增错误`,
  });
}

function nearestProject(path: string, workspaceRoot: string): string | null {
  for (let folder = dirname(path); isIn(folder, workspaceRoot); folder = dirname(folder)) {
    const project = join(folder, 'tsconfig.json');
    if (isThere(project, false)) return project;
    if (dirname(folder) === folder) break;
  }
  return null;
}

function notChecked(message: LocalizedText, target?: string): CheckResult {
  return { check: 'typecheck', status: 'not-checked', ...(target === undefined ? {} : { target }), message };
}

function result(target: string, status: CheckResult['status'], message: LocalizedText): CheckResult {
  return { check: 'typecheck', status, target, message };
}
