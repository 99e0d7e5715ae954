import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { MissingPlace } from './make-place.js';
import { readPlainFile } from './plain-file.js';
import { isWithin } from './workspace-paths.js';

/** A repository with more linked worktrees and submodules than this is protected as far as they go. */
const MAX_FOLDERS = 1000;
const MAX_DEPTH = 8;

/** Paths that say where git finds settings and hooks: who writes them decides what git runs. */
export interface RepositoryDoors {
  readonly present: readonly string[];
  /** They have no effect as they are made, and would have one if somebody else made them. */
  readonly missing: readonly MissingPlace[];
}

/** `commondir` leads to other settings. One that names its own folder leads nowhere (gitrepository-layout). */
const OWN_FOLDER = '.\n';

function kindOf(place: string): 'folder' | 'file' | 'none' {
  const stat = lstatSync(place, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return 'folder';
  return stat === undefined ? 'none' : 'file';
}

function foldersIn(folder: string): readonly string[] {
  if (kindOf(folder) !== 'folder') return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name));
}

/** The path that a file of git holds, from the folder that it is relative to. */
function pathIn(file: string, prefix: string, base: string): string | undefined {
  const text = readPlainFile(file);
  if (text?.startsWith(prefix) !== true) return undefined;
  const named = text.slice(prefix.length).replace(/[\r\n]+$/, '');
  return named === '' || named.includes('\0') ? undefined : path.resolve(base, named);
}

/** Where the files of a submodule are, as its settings say. */
function workingFolder(folder: string): string | undefined {
  const named = /^[ \t]*worktree[ \t]*=[ \t]*"?([^"\n\r]+)"?/im.exec(
    readPlainFile(path.join(folder, 'config')) ?? '',
  )?.[1];
  return named === undefined ? undefined : path.resolve(folder, named);
}

/**
 * Reads which paths of a repository lead git to settings and hooks, besides `config` and `hooks` of the repository
 * itself: those of its linked worktrees and submodules, and `.git` files in the workspace that point to them. What
 * points out of the workspace is out of reach anyway. Follows no link.
 *
 * @param workspace the real path of the workspace
 * @param git the `.git` of a repository in it, folder or file
 */
export function repositoryDoors(workspace: string, git: string): RepositoryDoors {
  const present = new Set<string>();
  const missing = new Map<string, MissingPlace>();
  const seen = new Set<string>();

  const add = (place: string, text?: string | null): void => {
    if (!isWithin(workspace, place)) return;
    if (kindOf(place) !== 'none') present.add(place);
    else if (text !== undefined) missing.set(place, { path: place, text });
  };
  /** A `.git` file, and the folder that it points to. */
  const pointer = (file: string): void => {
    if (!isWithin(workspace, file) || kindOf(file) !== 'file') return;
    present.add(file);
    const folder = pathIn(file, 'gitdir: ', path.dirname(file));
    if (folder !== undefined) repository(folder);
  };
  const linkedWorktree = (folder: string, ownSettings: boolean): void => {
    add(path.join(folder, 'commondir'));
    add(path.join(folder, 'gitdir'));
    add(path.join(folder, 'config.worktree'), ownSettings ? '' : undefined);
    const file = pathIn(path.join(folder, 'gitdir'), '', folder);
    if (file !== undefined) pointer(file);
  };
  const submodules = (folder: string, depth: number): void => {
    for (const inner of foldersIn(folder)) {
      // The name of a submodule may have slashes.
      if (kindOf(path.join(inner, 'HEAD')) === 'none') {
        if (depth < MAX_DEPTH) submodules(inner, depth + 1);
        continue;
      }
      repository(inner);
      const working = workingFolder(inner);
      if (working !== undefined) pointer(path.join(working, '.git'));
    }
  };
  const repository = (folder: string): void => {
    if (seen.has(folder) || seen.size >= MAX_FOLDERS) return;
    if (!isWithin(workspace, folder) || kindOf(folder) !== 'folder') return;
    seen.add(folder);
    const common = pathIn(path.join(folder, 'commondir'), '', folder);
    if (common !== undefined && common !== folder) {
      linkedWorktree(folder, false);
      repository(common);
      return;
    }
    add(path.join(folder, 'config'), '');
    add(path.join(folder, 'hooks'), null);
    add(path.join(folder, 'commondir'), OWN_FOLDER);
    // Read only where the settings say so (git-worktree, "extensions.worktreeConfig").
    const ownSettings = /worktreeconfig/i.test(readPlainFile(path.join(folder, 'config')) ?? '');
    add(path.join(folder, 'config.worktree'), ownSettings ? '' : undefined);
    for (const inner of foldersIn(path.join(folder, 'worktrees'))) linkedWorktree(inner, ownSettings);
    submodules(path.join(folder, 'modules'), 0);
  };

  pointer(git);
  repository(git);
  return { present: [...present], missing: [...missing.values()] };
}

/** The repository that a protected path is about; undefined when it is about none. */
export function repositoryOf(protectedPath: string): string | undefined {
  const place = protectedPath.replace(/\/$/, '');
  if (path.basename(place) === '.git') return place;
  const folder = path.dirname(place);
  return path.basename(place) === 'config' && path.basename(folder) === '.git' ? folder : undefined;
}
