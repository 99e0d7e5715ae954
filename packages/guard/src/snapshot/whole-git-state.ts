import { readGitState } from './git-state.js';
import type { GitState } from '@sentinel-agentos/core';
import type { SimpleGit } from 'simple-git';

/** A repository's hooks and its file-system monitor are programs that the repository names. */
const QUIET: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
];
const LIMIT_MS = 20_000;

/**
 * The git state with `dirty` determined by `git status`. The repository is untrusted: its hooks, its monitor,
 * its content filters and its submodules are switched off, the user's configuration is not read, and the index is
 * not refreshed. `dirty` stays null when git is missing or refuses. The git library is loaded on first use.
 */
export async function readWholeGitState(folder: string): Promise<GitState | null> {
  const state = readGitState(folder);
  if (state === null) return null;
  try {
    const filters = await filterNames(await openGit(folder, []));
    const off = filters.flatMap((name) =>
      ['clean', 'smudge', 'process'].map((key) => `filter.${name}.${key}=`),
    );
    const optional = filters.map((name) => `filter.${name}.required=false`);
    const git = await openGit(folder, [...off, ...optional]);
    const changes = await git.raw('status', '--porcelain', '-z', '--ignore-submodules=all', '--no-renames');
    return { ...state, dirty: changes !== '' };
  } catch {
    return state;
  }
}

async function openGit(baseDir: string, config: readonly string[]): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git');
  const environment = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
  return simpleGit({
    baseDir,
    config: [...QUIET, ...config],
    maxConcurrentProcesses: 1,
    timeout: { block: LIMIT_MS },
    // These only let us switch things off; the values are ours.
    unsafe: {
      allowUnsafeConfigPaths: true,
      allowUnsafeFilter: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
    },
    allowEnvironment: Object.keys(environment),
  }).env({ PATH: process.env['PATH'] ?? '', ...environment });
}

/** Content filters that the repository's configuration defines: `git status` would run them. */
async function filterNames(git: SimpleGit): Promise<readonly string[]> {
  const listed = await git.raw('config', '--list', '--name-only', '-z');
  const names = listed.split('\0').flatMap((key) => /^filter\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []);
  if (names.some((name) => name.includes('=')))
    throw new Error('a filter has a name that cannot be switched off');
  return [...new Set(names)];
}
