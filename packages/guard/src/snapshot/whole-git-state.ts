import { openQuietGit } from '../git/quiet-git.js';
import { readGitState } from './git-state.js';
import type { GitState } from '@sentinel-agentos/core';
import type { SimpleGit } from 'simple-git';

/**
 * The git state with `dirty` determined by `git status`. The repository is untrusted: its hooks, its monitor,
 * its content filters and its submodules are switched off, the user's configuration is not read, and the index is
 * not refreshed. `dirty` stays null when git is missing or refuses. The git library is loaded on first use.
 */
export async function readWholeGitState(folder: string): Promise<GitState | null> {
  const state = readGitState(folder);
  if (state === null) return null;
  try {
    const filters = await filterNames(await openQuietGit(folder));
    const off = filters.flatMap((name) =>
      ['clean', 'smudge', 'process'].map((key) => `filter.${name}.${key}=`),
    );
    const optional = filters.map((name) => `filter.${name}.required=false`);
    const git = await openQuietGit(folder, [...off, ...optional]);
    const changes = await git.raw('status', '--porcelain', '-z', '--ignore-submodules=all', '--no-renames');
    return { ...state, dirty: changes !== '' };
  } catch {
    return state;
  }
}

/** Content filters that the repository's configuration defines: `git status` would run them. */
async function filterNames(git: SimpleGit): Promise<readonly string[]> {
  const listed = await git.raw('config', '--list', '--name-only', '-z');
  const names = listed.split('\0').flatMap((key) => /^filter\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []);
  if (names.some((name) => name.includes('=')))
    throw new Error('a filter has a name that cannot be switched off');
  return [...new Set(names)];
}
