import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryWorkspace } from './temporary-workspace.js';

let ran: { readonly stdout: string; readonly stderr: string };
let loaded: ReadonlySet<string>;

beforeAll(() => {
  const { workspaceRoot, userStateDir } = temporaryWorkspace();
  const loads = join(userStateDir, 'loads');
  const program = fileURLToPath(new URL('./offline-session.ts', import.meta.url));
  const fromSource = ['--import', import.meta.resolve('tsx'), '--conditions=@sentinel-agentos/source'];
  // Neither a key nor an account, nor anything else that could name a service. Node lists there what it loaded.
  const env = { PATH: process.env['PATH'], HOME: userStateDir, NODE_V8_COVERAGE: loads };
  ran = spawnSync(process.execPath, [...fromSource, program, workspaceRoot, userStateDir], {
    encoding: 'utf8',
    env,
  });
  loaded = loadedPackages(loads);
}, 120_000);

/** The packages from outside whose code was loaded while the session ran. */
function loadedPackages(loads: string): ReadonlySet<string> {
  const reports = readdirSync(loads).map(
    (file) => JSON.parse(readFileSync(join(loads, file), 'utf8')) as { readonly result: { url: string }[] },
  );
  const urls = reports.flatMap(({ result }) => result.map(({ url }) => url));
  return new Set(urls.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []));
}

describe('a whole session in a process without a network, an account or a key', () => {
  it('[S4-23] [S4-36] [S2-225] [S4-05] [S4-16] blocks, finds secrets, remembers, undoes and keeps its journal, and never asks for a service', () => {
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual({
      statuses: ['denied', 'succeeded', 'denied', 'succeeded', 'succeeded'],
      found: ['detect.secret.password-assignment'],
      undone: 'complete',
      verified: 'ok',
      remembers: true,
      attempts: 0,
      control: 'refused',
      attemptsOfControl: 1,
    });
  });

  it('[S2-115] loads no server, no browser and no socket library', () => {
    expect(loaded).toContain('zod');
    for (const name of ['express', 'hono', '@hono/node-server', 'puppeteer', 'playwright-core', 'ws', 'cors'])
      expect(loaded).not.toContain(name);
  });
});
