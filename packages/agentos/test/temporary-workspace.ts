import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { AgentOSOptions } from '../src/index.js';

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty workspace of its own, with a user state folder beside it; removed after the test. */
export function temporaryWorkspace(): Required<Pick<AgentOSOptions, 'workspaceRoot' | 'userStateDir'>> {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-agentos-'));
  made.push(folder);
  const workspaceRoot = join(folder, 'workspace');
  mkdirSync(workspaceRoot);
  return { workspaceRoot, userStateDir: join(folder, 'user') };
}
