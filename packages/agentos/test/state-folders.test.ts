import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { locateState, prepareState } from '../src/state-folders.js';

afterEach(() => vi.unstubAllEnvs());

describe('locateState', () => {
  it('puts state into the workspace, and keys and anchors outside it', () => {
    vi.stubEnv('XDG_STATE_HOME', '/home/ada/.state');
    expect(locateState({ workspaceRoot: '/proj' })).toEqual({
      workspaceRoot: '/proj',
      state: '/proj/.agentos',
      audit: '/proj/.agentos/audit',
      daily: '/proj/.agentos/daily',
      snapshots: '/proj/.agentos/snapshots',
      memory: '/proj/.agentos/memory',
      profile: '/proj/.agentos/profile',
      trust: '/proj/.agentos/trust',
      rulesFile: '/proj/.agentos/rules.json',
      keys: '/home/ada/.state/sentinel-agentos/keys',
      snapshotKey: '/home/ada/.state/sentinel-agentos/snapshots.key',
      anchors: '/home/ada/.state/sentinel-agentos/anchors',
    });
  });

  it('falls back to the home folder and the current folder', () => {
    vi.stubEnv('XDG_STATE_HOME', undefined);
    vi.stubEnv('LOCALAPPDATA', undefined);
    const { keys, workspaceRoot } = locateState({});
    expect(keys).toBe(join(homedir(), '.local', 'state', 'sentinel-agentos', 'keys'));
    expect(workspaceRoot).toBe(process.cwd());
  });

  it('takes folders of the caller’s choice', () => {
    const folders = locateState({ workspaceRoot: '/proj', stateDir: 'state', userStateDir: '/keys' });
    expect(folders).toMatchObject({ state: '/proj/state', keys: '/keys/keys' });
  });
});

describe('prepareState', () => {
  it('makes a private folder that keeps itself out of the repository', () => {
    const workspaceRoot = mkdtempSync(join(tmpdir(), 'sentinel-state-'));
    const folders = locateState({ workspaceRoot });
    prepareState(folders);
    prepareState(folders);
    expect(readFileSync(join(folders.state, '.gitignore'), 'utf8')).toBe('*\n');
    expect(statSync(folders.state).mode & 0o777).toBe(0o700);
    rmSync(workspaceRoot, { recursive: true });
  });
});
