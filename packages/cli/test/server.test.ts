import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';
import type { AddressInfo } from 'node:net';

// Everything that serves is loaded first: what is measured against a time is only that it answers.
beforeAll(() => import('../src/commands/server.js'), 60_000);

let root: string;
let workspace: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-serve-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
  for (const name of ['AGENTOS_TOKEN', 'AGENTOS_API_TOKEN', 'AGENTOS_OPERATOR_TOKEN'])
    vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

interface Serving {
  readonly url: string;
  readonly terminal: FakeTerminal;
  readonly stop: () => Promise<number>;
}

/** Serves until it is stopped, at a terminal or at none. */
async function serve(
  args: readonly string[],
  isWatched = false,
  env: NodeJS.ProcessEnv = {},
): Promise<Serving> {
  const terminal = new FakeTerminal(workspace, env, isWatched);
  const ended = runCli(['server', '--port', '0', ...args], terminal);
  const url = await vi.waitFor(
    () =>
      /http:\/\/127\.0\.0\.1:\d+/.exec(terminal.stdout)?.[0] ?? Promise.reject(new Error(terminal.stderr)),
    { timeout: 25_000 },
  );
  return {
    url,
    terminal,
    stop: async () => {
      terminal.stop();
      return ended;
    },
  };
}

async function statusOf(url: string, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (await fetch(`${url}/pipeline/profile`, { headers })).status;
}

describe('server', () => {
  it('[S2-129] [S2-134] says in one exact line where it listens, serves, and stops when it is asked to', async () => {
    const { url, terminal, stop } = await serve([]);
    expect(terminal.stdout).toBe(`🛡️ Sentinel AgentOS HTTP server → ${url}\n`);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ ok: true });
    expect(await statusOf(url)).toBe(200);
    expect(await stop()).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
    expect(readdirSync(workspace)).toEqual(['.agentos']);
  });

  it('[S2-129] refuses to listen beyond this machine without a token, and makes nothing', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      const terminal = new FakeTerminal(workspace);
      expect(await runCli(['server', '--port', '0', '--host', host], terminal)).toBe(2);
      expect(terminal.stderr).toContain(`host ${host} can be reached from a network: set an apiToken`);
    }
    expect(existsSync(join(workspace, '.agentos'))).toBe(false);
  });

  it('[S2-216] takes the token from the command line, else AGENTOS_TOKEN, else AGENTOS_API_TOKEN', async () => {
    vi.stubEnv('AGENTOS_API_TOKEN', 'third');
    const third = await serve([]);
    expect([await statusOf(third.url), await statusOf(third.url, 'third')]).toEqual([401, 200]);
    expect(process.env['AGENTOS_API_TOKEN']).toBeUndefined();
    await third.stop();
    vi.stubEnv('AGENTOS_API_TOKEN', 'third');
    vi.stubEnv('AGENTOS_TOKEN', 'second');
    const second = await serve([]);
    expect([await statusOf(second.url, 'third'), await statusOf(second.url, 'second')]).toEqual([401, 200]);
    await second.stop();
    vi.stubEnv('AGENTOS_TOKEN', 'second');
    const first = await serve(['--token', 'first']);
    expect([await statusOf(first.url, 'second'), await statusOf(first.url, 'first')]).toEqual([401, 200]);
    await first.stop();
  });

  it('[S2-217] is given another token by a restart, as the README says', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(readme).toContain('openssl rand -hex 32');
    const before = await serve(['--token', 'old']);
    await before.stop();
    const after = await serve(['--token', 'new']);
    expect([await statusOf(after.url, 'old'), await statusOf(after.url, 'new')]).toEqual([401, 200]);
    await after.stop();
  });

  it('shows people their link at a terminal, and the token nowhere else', async () => {
    vi.stubEnv('AGENTOS_OPERATOR_TOKEN', 'the-token-of-the-people');
    const watched = await serve(['--token', 'agents-token'], true);
    expect(watched.terminal.stdout).toContain(
      `Dashboard: ${watched.url}/dashboard#token=the-token-of-the-people\n`,
    );
    expect(watched.terminal.stdout).not.toContain('agents-token');
    await watched.stop();

    const piped = await serve(['--token', 'agents-token']);
    expect(piped.terminal.stdout).not.toContain('token=');
    expect(piped.terminal.stderr).toContain('set AGENTOS_OPERATOR_TOKEN');
    await piped.stop();

    vi.stubEnv('AGENTOS_OPERATOR_TOKEN', 'the-token-of-the-people');
    const chosen = await serve(['--token', 'agents-token'], false, process.env);
    expect(chosen.terminal.stderr).toBe('');
    await chosen.stop();

    const asJson = await serve(['--token', 'agents-token', '--json'], true);
    expect(JSON.parse(asJson.terminal.stdout)).toEqual({ url: asJson.url });
    expect(asJson.terminal.stderr).toBe('');
    await asJson.stop();
  });

  it('ends with 1 where somebody else listens, and closes what it opened', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const terminal = new FakeTerminal(workspace);
    expect(await runCli(['server', '--port', String(port)], terminal)).toBe(1);
    expect(terminal.stderr).toContain(`STATE_UNAVAILABLE: cannot listen on 127.0.0.1:${port}`);
    other.close();
  });

  it.each([
    [['--port', '65536'], '--port must be a port from 0 to 65535, got "65536"'],
    [['--port', '80x'], '--port must be a port from 0 to 65535, got "80x"'],
    [['--host', ''], 'host must be an address, got ""'],
    [['--token', 'two words'], 'apiToken must be 1 to 512 visible ASCII characters'],
    [['3300'], 'there is no argument "3300"'],
  ])('[S2-133] used as %j says what would be right', async (args, message) => {
    const terminal = new FakeTerminal(workspace);
    expect(await runCli(['server', ...args], terminal)).toBe(2);
    expect(terminal.stderr).toContain(message);
    expect(terminal.stderr).not.toContain('two words');
  });

  it('[S2-129] [S2-219] is a program that reads HOME, AGENTOS_WORKSPACE and AGENTOS_TOKEN, and stops at SIGTERM', async () => {
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const { XDG_STATE_HOME: _unused, ...env } = process.env;
    const child = spawn(
      process.execPath,
      [
        '--import',
        import.meta.resolve('tsx'),
        '--conditions=@sentinel-agentos/source',
        main,
        'server',
        '--port',
        '0',
        '--json',
      ],
      {
        cwd: tmpdir(),
        env: { ...env, HOME: root, USERPROFILE: root, AGENTOS_WORKSPACE: workspace, AGENTOS_TOKEN: 'hidden' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    expect([await statusOf(url), await statusOf(url, 'hidden')]).toEqual([401, 200]);
    const headers = { authorization: 'Bearer hidden', 'content-type': 'application/json' };
    const body = JSON.stringify({ toolName: 'read_file', parameters: { path: 'x' } });
    expect((await fetch(`${url}/pipeline/pre`, { method: 'POST', headers, body })).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(existsSync(join(workspace, '.agentos', 'audit'))).toBe(true);
    expect(readdirSync(join(root, '.local', 'state', 'sentinel-agentos', 'keys'))).not.toEqual([]);
  }, 60_000);
});
