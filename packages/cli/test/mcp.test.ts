import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const TSX = ['--import', import.meta.resolve('tsx'), '--conditions=@sentinel-agentos/source'];
const SERVER = [process.execPath, '--import', import.meta.resolve('tsx'), here('children/mcp-server.ts')];
const call = (id: number, name: string, args: object): string =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } })}\n`;
let root: string;
let workspace: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-cli-mcp-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = new FakeTerminal(workspace);
  const code = await runCli(args, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

describe('sentinel-agentos mcp', () => {
  it('guards a server that runs as a program, keeps its environment, and ends when its input does', async () => {
    const token = 'not-a-secret-of-any-known-form';
    const child = spawn(
      process.execPath,
      [...TSX, here('../src/main.ts'), 'mcp', '--name', 'files', '--', ...SERVER],
      {
        cwd: workspace,
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, MCP_SERVER_TOKEN: token },
      },
    );
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    const target = join(workspace, 'a.txt');
    child.stdin.write(call(1, 'write_file', { path: target, content: 'x' }));
    child.stdin.write(call(2, 'exec', { command: 'rm -rf /' }));
    await expect.poll(() => said.split('\n').length, { timeout: 90_000 }).toBe(3);
    child.stdin.end();
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(said).toContain(`true ${token}`);
    expect(said).toContain('Blocked by Sentinel');

    const os = new AgentOS({ workspaceRoot: workspace });
    const entries = os.audit({});
    expect(entries.map(({ toolName }) => toolName).toSorted()).toEqual([
      'mcp__files__exec',
      'mcp__files__write_file',
    ]);
    expect(entries[0]?.sessionId).toMatch(/^mcp-files-/);
    expect(existsSync(target)).toBe(true);
    os.undoSession(entries[0]?.sessionId);
    expect(existsSync(target)).toBe(false);
    expect(os.verifyAudit().status).toBe('ok');
    await os.close();
  }, 120_000);

  it('passes on how the server ended, and answers the call that it left open', async () => {
    const terminal = new FakeTerminal(workspace);
    const ended = runCli(['mcp', '--', ...SERVER], terminal);
    terminal.client.input.write(call(1, 'die', {}));
    expect(await ended).toBe(7);
    expect(String(terminal.client.output.read())).toContain('"isError":true');
  }, 120_000);

  it('refuses what it cannot run', async () => {
    expect((await run('mcp')).code).toBe(2);
    expect((await run('mcp', '--name', 'x')).code).toBe(2);
    expect((await run('mcp', '--nonsense', '--', 'x')).code).toBe(2);
    expect(await run('mcp', '--', join(root, 'no-such-server'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be started') as string,
    });
  });

  it('lets changed definitions hold when a person says so', async () => {
    const folder = join(workspace, '.agentos', 'mcp');
    mkdirSync(folder, { recursive: true });
    const pin = { name: 'a\u202e', accepted: 'old', seen: 'new', hints: {} };
    writeFileSync(join(folder, 'files.json'), JSON.stringify({ isWhole: true, tools: [pin] }));
    const { code, stdout } = await run('mcp', '--accept', '--name', 'files');
    expect([code, stdout]).toEqual([0, '"a\\u202e"\n']);
    expect(readFileSync(join(folder, 'files.json'), 'utf8')).toContain('"accepted": "new"');
    expect((await run('mcp', '--accept', '--name', 'files', '--language', 'zh')).stdout).toContain('没有');
  });
});
