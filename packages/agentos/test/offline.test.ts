import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryWorkspace } from './temporary-workspace.js';

it('[S4-23] [S4-36] blocks, finds secrets and keeps its journal in a process without a network, which it never asks for', () => {
  const { workspaceRoot, userStateDir } = temporaryWorkspace();
  const program = fileURLToPath(new URL('./offline-session.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      import.meta.resolve('tsx'),
      '--conditions=@sentinel-agentos/source',
      program,
      workspaceRoot,
      userStateDir,
    ],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    statuses: ['denied', 'succeeded', 'denied', 'succeeded'],
    found: ['detect.secret.password-assignment'],
    attempts: 0,
    control: 'refused',
    attemptsOfControl: 1,
  });
});
