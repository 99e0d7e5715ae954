import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { COMMANDS } from '../src/commands/index.js';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

let workspace: string;
let userState: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'sentinel-cli-'));
  userState = mkdtempSync(join(tmpdir(), 'sentinel-cli-user-'));
  vi.stubEnv('XDG_STATE_HOME', userState);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(workspace, { recursive: true, force: true });
  rmSync(userState, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = new FakeTerminal(workspace);
  const code = await runCli(args, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

describe('validate', () => {
  it('[S2-119] [S2-122] passes what has the right form, prints errors always, and hints at the risk', async () => {
    const { code, stdout, stderr } = await run('validate', 'exec', 'command=rm -rf /');
    expect(stdout).toBe('{"pass":true,"errors":[]}\n');
    expect(stderr).toContain('risk: deny');
    expect(code).toBe(0);
  });

  it('[S2-123] rejects a write to a secret file with the field and the reason', async () => {
    const { code, stdout } = await run('validate', 'write_file', 'path=.env', 'content=hello');
    expect(stdout).toBe('{"pass":false,"errors":[{"field":"path","message":"path matches deny pattern"}]}\n');
    expect(code).toBe(1);
  });

  it('gives no hint where there is nothing to hint at', async () => {
    expect(await run('validate', 'write_file', 'path=src/main.ts', 'content=console.log(1)')).toEqual({
      code: 0,
      stdout: '{"pass":true,"errors":[]}\n',
      stderr: '',
    });
  });

  it('[S2-121] reads the older form with parameters as JSON', async () => {
    const { stdout, code } = await run(
      'validate',
      '--tool',
      'exec',
      '--params',
      '{"command":"npm run my test"}',
    );
    expect(stdout).toBe('{"pass":true,"errors":[]}\n');
    expect(code).toBe(0);
    expect((await run('validate', '--tool', 'exec', '--params', '{bad')).code).toBe(2);
  });

  it('leaves no trace in the workspace', async () => {
    await run('validate', 'exec', 'command=ls');
    await run('risk', 'exec', 'command=ls');
    expect(readdirSync(workspace)).toEqual([]);
  });
});

describe('risk', () => {
  it('[S2-124] prints score, action and dimensions', async () => {
    const { code, stdout } = await run('risk', 'exec', 'command=sudo reboot');
    expect(JSON.parse(stdout)).toMatchObject({
      score: 8.5,
      action: 'deny',
      dimensions: { impact: 3, reversibility: 0.2, sensitivity: 3, errorRate: 0.18 },
    });
    expect(code).toBe(1);
  });

  it('lets a harmless command pass', async () => {
    const { code, stdout } = await run('risk', 'exec', 'command=npm test');
    expect(JSON.parse(stdout)).toMatchObject({ score: 0.19, action: 'auto' });
    expect(code).toBe(0);
  });

  it('explains in Chinese when asked', async () => {
    const { stdout } = await run('risk', 'exec', 'command=sudo reboot', '--language', 'zh');
    expect(stdout).toMatch(/\p{Script=Han}/u);
  });
});

describe('what is recorded', () => {
  beforeEach(async () => {
    const os = new AgentOS({ workspaceRoot: workspace });
    for (const session of ['s1', 's2']) {
      await os.execute('exec', { command: 'npm test' }, () => 'all passed', { sessionId: session });
    }
    await os.execute('exec', { command: 'rm -rf /' }, () => 'never');
    os.memory.semantic.setPreference('language', 'zh-CN');
    os.endSession();
    await os.close();
  });

  it('[S2-125] shows recorded calls, newest first, up to a limit', async () => {
    const all = JSON.parse((await run('audit')).stdout) as { toolName: string }[];
    expect(all).toHaveLength(3);
    expect(all[0]).toMatchObject({ toolName: 'exec', action: 'deny' });
    expect(JSON.parse((await run('audit', '--limit', '2')).stdout)).toHaveLength(2);
    expect(JSON.parse((await run('audit', '--session', 's1', '--tool', 'exec')).stdout)).toHaveLength(1);
  });

  it('[S2-126] counts', async () => {
    expect(JSON.parse((await run('stats')).stdout)).toMatchObject({
      totalOperations: 3,
      verifyFailures: 0,
      highRiskOps: 1,
    });
  });

  it('[S2-127] prints the profile', async () => {
    expect(JSON.parse((await run('profile')).stdout)).toMatchObject({
      overallScore: expect.any(Number) as unknown,
      breakdown: expect.any(Object) as unknown,
      trends: expect.anything() as unknown,
      warnings: expect.any(Array) as unknown,
    });
    expect((await run('profile', 's1')).code).toBe(0);
  });

  it('[S2-128] prints the status report', async () => {
    const { stdout } = await run('status');
    expect(stdout).toContain('=== Sentinel AgentOS Status Report ===');
    expect(stdout).toContain('Total Operations: 3');
    expect(stdout).not.toContain('null/100');
  });

  it('[S2-130] prints what a new session would be told', async () => {
    const { stdout } = await run('memory');
    expect(stdout).toContain('[Sentinel AgentOS Memory Context]');
    expect(stdout).toContain('language');
  });
});

describe('using it', () => {
  it('[S2-131] lists every command in its help', async () => {
    const { code, stdout } = await run('help');
    for (const { name, summary } of COMMANDS) {
      expect(stdout).toContain(name);
      expect(stdout).toContain(summary);
    }
    expect(code).toBe(0);
    expect((await run('--help')).stdout).toBe(stdout);
  });

  it('prints its version', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([
    [[], 'name a command'],
    [['fly'], 'there is no command "fly"'],
    [['validate'], 'name a tool first'],
    [['validate', 'exec', 'command'], 'expected key=value, got "command"'],
    [['validate', '--tool', 'exec', '--params', '[1]'], 'must be a JSON object'],
    [['validate', '--tool', 'exec', '--nonsense'], 'nonsense'],
    [['validate', '--tool='], '--tool needs the name of a tool'],
    [['audit', '--limit', '0'], '--limit must be a whole number from 1, got "0"'],
    [['audit', '--what'], 'what'],
    [['audit', 'vreify'], 'there is no argument "vreify"'],
    [['audit', '--status', 'good'], '--status must be one of PASS, WARN, FAIL'],
    [['audit', '--min-score', 'high'], '--min-score must be a risk score like 3 or 0.5, got "high"'],
    [['audit', '--since', 'yesterday'], '--since must be a time like 2026-01-31T08:00:00Z or 24h'],
    [['audit', 'prove'], '<seq> must be the number of a record, got ""'],
    [['audit', 'prove', '1.5'], '<seq> must be the number of a record, got "1.5"'],
    [['audit', 'prove', '1', '2'], 'there is no argument "2"'],
    [['audit', 'export'], '--format must be one of jsonl, flat, csv, got ""'],
    [['audit', 'export', '--format', 'xml'], '--format must be one of jsonl, flat, csv, got "xml"'],
    [['audit', 'export', '--format', 'csv', '--out='], '--out needs the path of a file'],
    [['audit', 'redact'], 'name the call first'],
    [['audit', 'redact', 'op_1'], '--reason must say why'],
    [['stats', 'x'], 'takes no arguments'],
    [['profile', 'a', 'b'], 'at most the name of one session'],
    [['help', '--language', 'fr'], '--language must be en or zh'],
    [['status', '--workspace'], '--workspace needs a value'],
  ])('[S2-133] ends with 2 and says what is right: %j', async (args, message) => {
    const { code, stderr, stdout } = await run(...args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('says what is wrong with a workspace that does not exist', async () => {
    const { code, stderr } = await run('status', '--workspace', join(workspace, 'nowhere'));
    expect(stderr).toContain('STATE_UNAVAILABLE');
    expect(code).toBe(1);
  });

  it('takes the workspace from the environment', async () => {
    const terminal = new FakeTerminal('/', { AGENTOS_WORKSPACE: workspace });
    expect(await runCli(['init'], terminal)).toBe(0);
    expect(readdirSync(workspace)).toEqual(['.agentos']);
  });
});
