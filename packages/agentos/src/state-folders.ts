import { lstatSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';

/** Where state lives. Everything is plain files. */
export interface StateFolders {
  readonly workspaceRoot: string;
  /** `<workspaceRoot>/.agentos` unless configured. */
  readonly state: string;
  readonly audit: string;
  readonly snapshots: string;
  readonly memory: string;
  readonly profile: string;
  /** Kill switches, and what changed the trust in sessions. */
  readonly trust: string;
  /** One log of ended sessions a day. */
  readonly daily: string;
  readonly rulesFile: string;
  /** Outside the workspace: an agent that can write the workspace must not reach the journal's keys. */
  readonly keys: string;
  /** Outside the workspace too: what seals snapshots, so that nobody else can say what an undo does. */
  readonly snapshotKey: string;
  /** Outside the workspace: heads of the journal, so that cutting its tail shows. */
  readonly anchors: string;
}

export interface FolderOptions {
  readonly workspaceRoot?: string | undefined;
  readonly stateDir?: string | undefined;
  readonly userStateDir?: string | undefined;
}

/** Says where everything is, without touching the disk. */
export function locateState(options: FolderOptions): StateFolders {
  const workspaceRoot = resolve(options.workspaceRoot ?? process.cwd());
  const state = resolve(workspaceRoot, options.stateDir ?? '.agentos');
  const userState = resolve(options.userStateDir ?? defaultUserState());
  return {
    workspaceRoot,
    state,
    audit: join(state, 'audit'),
    snapshots: join(state, 'snapshots'),
    memory: join(state, 'memory'),
    profile: join(state, 'profile'),
    trust: join(state, 'trust'),
    daily: join(state, 'daily'),
    rulesFile: join(state, 'rules.json'),
    keys: join(userState, 'keys'),
    snapshotKey: join(userState, 'snapshots.key'),
    anchors: join(userState, 'anchors'),
  };
}

/**
 * Refuses what can be no workspace, without touching the disk.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the workspace does not exist or is no folder, and when its state is a
 * symbolic link.
 */
export function checkState({ workspaceRoot, state }: StateFolders): void {
  const workspace = statSync(workspaceRoot, { throwIfNoEntry: false });
  if (workspace?.isDirectory() !== true) {
    throw new SentinelError('STATE_UNAVAILABLE', `workspaceRoot is not an existing folder: ${workspaceRoot}`);
  }
  if (isLink(state)) {
    throw new SentinelError('STATE_UNAVAILABLE', `the state folder must not be a symbolic link: ${state}`);
  }
}

/**
 * Makes the state folder, with a `.gitignore` that keeps it out of the repository.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` as `checkState`, and when it cannot be written.
 */
export function prepareState(folders: StateFolders): void {
  checkState(folders);
  const { state } = folders;
  try {
    mkdirSync(state, { recursive: true, mode: 0o700 });
    keepOutOfGit(state);
  } catch (error) {
    throw new SentinelError(
      'STATE_UNAVAILABLE',
      `the state folder cannot be written: ${state}. Give another place as stateDir.`,
      { cause: error },
    );
  }
}

/** What cannot be looked at is no link; making the folder says what is wrong with it. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Creates, never opens: what stands there may be a link that a hostile repository brought along. */
function keepOutOfGit(state: string): void {
  try {
    writeFileSync(join(state, '.gitignore'), '*\n', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** The user's state folder after the XDG base directory specification; its counterpart on Windows. */
function defaultUserState(): string {
  const base =
    process.env['XDG_STATE_HOME'] ?? process.env['LOCALAPPDATA'] ?? join(homedir(), '.local', 'state');
  return join(base, 'sentinel-agentos');
}
