import { gitFilesMark, readGitState } from './git-state.js';
import { readWholeGitState } from './whole-git-state.js';
import type { GitState } from '@sentinel-agentos/core';

/** The git state of one folder, looked at as rarely as its truth allows. */
export interface GitReader {
  /**
   * HEAD and branch as they are. `dirty` is the last answer of `whole`, as long as index and HEAD are the same files
   * and no call has changed anything since; null otherwise. Null outside a repository.
   */
  now(): GitState | null;
  /** The same with `dirty` determined by git. */
  whole(): Promise<GitState | null>;
  /** A call changed files: what git said before does not hold any more. */
  forget(): void;
}

export function createGitReader(folder: string): GitReader {
  let known: { readonly mark: string; readonly dirty: boolean | null } | null = null;
  let changes = 0;
  return {
    now: () => {
      const state = readGitState(folder);
      if (state === null || known === null) return state;
      return known.mark === gitFilesMark(folder) ? { ...state, dirty: known.dirty } : state;
    },
    whole: async () => {
      const mark = gitFilesMark(folder);
      const seen = changes;
      const state = await readWholeGitState(folder);
      if (state !== null && seen === changes) known = { mark, dirty: state.dirty };
      return state;
    },
    forget: () => {
      changes += 1;
      known = null;
    },
  };
}
