import { findWorkspacePackage, programOf } from './workspace-package.js';
import { readEslintReport } from '../problems/eslint-report.js';
import { runProgram } from './run-program.js';
import type { LintProblem } from '../problems/eslint-report.js';
import type { LocalizedText } from '@sentinel-agentos/core';
import type { ProgramEnd } from './run-program.js';

/** What ESLint said, by absolute path of the files that it linted; or why it said nothing. */
export type LintRun =
  | { readonly status: 'linted'; readonly files: ReadonlyMap<string, readonly LintProblem[]> }
  | { readonly status: 'failed'; readonly reason: LocalizedText };

/** The ESLint of a workspace. */
export interface Eslint {
  /** Whether a file can be given to it: from version 9 on it knows itself what it lints. */
  mayLint(path: string): boolean;
  lintFiles(paths: readonly string[]): Promise<LintRun>;
  /** Lints bytes as if they were a file's. */
  lintText(bytes: Uint8Array, path: string): Promise<LintRun>;
}

/** Finds the ESLint that a workspace has installed; null when there is none. */
export function createEslint(workspaceRoot: string, signal: AbortSignal): Eslint | null {
  const found = findWorkspacePackage(workspaceRoot, 'eslint');
  const program = found === null ? null : programOf(found, 'eslint');
  if (found === null || program === null) return null;
  const major = Number.parseInt(String(found.manifest['version']), 10);
  const run = async (args: readonly string[], input?: Uint8Array): Promise<LintRun> => {
    const ended = await runProgram({
      file: process.execPath,
      args: [program, '--format', 'json', ...args],
      cwd: workspaceRoot,
      env: process.env,
      signal,
      ...(input === undefined ? {} : { input }),
    });
    const linted = toRun(ended);
    if (major >= 9 || linted.status === 'failed') return linted;
    const files = new Map([...linted.files].filter(([path, problems]) => isJudged(path, problems)));
    return { status: 'linted', files };
  };
  return {
    // Earlier versions take every file that is named for JavaScript.
    mayLint: (path) => (major >= 9 ? /\.\w+$/ : /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/).test(path),
    lintFiles: (paths) => run(['--', ...paths]),
    lintText: (bytes, path) => run(['--stdin', '--stdin-filename', path], bytes),
  };
}

/** Before version 9, a file that is named is parsed as JavaScript, whatever it is, when no parser is set up for it. */
function isJudged(path: string, problems: readonly LintProblem[]): boolean {
  return /\.[cm]?jsx?$/.test(path) || !problems.some(({ fatal }) => fatal);
}

function toRun(ended: ProgramEnd): LintRun {
  if (ended.status !== 'exited') {
    const why = ended.status === 'killed' ? ended.signal : ended.reason;
    return failed(why);
  }
  // 0: no errors; 1: errors; others: it could not lint, for example for want of a configuration.
  const files = ended.code === 0 || ended.code === 1 ? readEslintReport(ended.stdout) : null;
  if (files !== null && (ended.code === 0 || hasError(files))) return { status: 'linted', files };
  const said = ended.output.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Oops!'));
  return failed(said.slice(0, 4).join(' ').slice(0, 500) || `it ended with ${ended.code}`);
}

/** Ended with "errors", it must name one. */
function hasError(files: ReadonlyMap<string, readonly LintProblem[]>): boolean {
  return [...files.values()].some((problems) => problems.some(({ severity }) => severity === 'error'));
}

function failed(why: string): LintRun {
  return {
    status: 'failed',
    reason: { en: `ESLint could not be run: ${why}`, zh: `无法运行 ESLint：${why}` },
  };
}
