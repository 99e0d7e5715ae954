import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

let workspace: string;

beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'sentinel-report-'));
  vi.stubEnv('XDG_STATE_HOME', join(workspace, 'user'));
  const os = new AgentOS({ workspaceRoot: workspace, sessionId: 's1', preRegisteredRules: true });
  await os.execute('read_file', { path: 'a.txt' }, () => 'text');
  await os.execute('exec', { command: 'rm -rf /' }, () => 'never');
  await os.execute('lo\u202eok</title><script>alert(1)</script>', {}, () => 'text');
  os.recordFeedback('user_explicit_approval');
  await os.close();
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(workspace, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = new FakeTerminal(workspace);
  const code = await runCli(args, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

describe('report', () => {
  it('prints one page of HTML in which no name of a tool is markup', async () => {
    const { code, stdout } = await run('report', '--html');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>/i);
    expect(stdout).not.toMatch(/<script|\u202e/);
    expect(stdout).toContain('lo⟨U+202E⟩ok&lt;/title&gt;');
    expect((await run('report', '--html', '--language', 'zh')).stdout).toContain('<html lang="zh-CN">');
  });

  it('says on a line of its own that it is at work, where somebody watches, and takes the line away', async () => {
    const terminal = new FakeTerminal(workspace, {}, true);
    await runCli(['report', '--prometheus'], terminal);
    expect(terminal.shown).toEqual(['reading the journal …', '']);
  });

  it('writes a file for its owner alone, and replaces one only when told to', async () => {
    const file = join(workspace, 'report.html');
    expect(await run('report', '--html', 'report.html')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(file, 'utf8')).toContain('</html>');
    expect(statSync(file).mode & 0o777).toBe(0o600);

    writeFileSync(file, 'mine');
    const refused = await run('report', '--html', 'report.html');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('is there already; --force replaces it');
    expect(readFileSync(file, 'utf8')).toBe('mine');

    expect((await run('report', '--json', 'report.html', '--force')).code).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1, calls: 3 });
    expect(readdirSync(workspace).filter((name) => name.includes('draft'))).toEqual([]);
  });

  it('says so when there is no such folder, and leaves nothing behind', async () => {
    const { code, stderr } = await run('report', '--html', 'nowhere/report.html');
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be written');
    expect(existsSync(join(workspace, 'nowhere'))).toBe(false);
  });

  it('prints the text format of Prometheus', async () => {
    const { stdout } = await run('report', '--prometheus');
    expect(stdout).toContain('# TYPE sentinel_calls_total counter\n');
    expect(stdout).toContain('sentinel_calls_total{tool_class="HIGH",decision="deny",status="BLOCKED"} 1\n');
    expect(stdout).toContain('sentinel_feedback_signals_total{signal="user_explicit_approval"} 1\n');
    expect(stdout).toMatch(/^sentinel_trust_risk \d/m);
    expect(stdout.endsWith('\n')).toBe(true);
  });

  it('prints a request of OTLP a line', async () => {
    const [events, metrics, rest] = (await run('report', '--otel')).stdout.split('\n');
    expect(JSON.parse(events ?? '')).toHaveProperty(
      'resourceLogs.0.scopeLogs.0.logRecords.0.eventName',
      'gen_ai.evaluation.result',
    );
    expect(JSON.parse(metrics ?? '')).toHaveProperty(
      'resourceMetrics.0.scopeMetrics.0.metrics.0.name',
      'gen_ai.execute_tool.duration',
    );
    expect(rest).toBe('');
  });

  it('is of one session, or of a time, where that is asked for', async () => {
    const of = async (...args: string[]): Promise<{ calls: number; sessionId: string | null }> =>
      JSON.parse((await run('report', '--json', ...args)).stdout) as {
        calls: number;
        sessionId: string | null;
      };
    expect(await of()).toMatchObject({ calls: 3, sessionId: null });
    expect(await of('--session', 's1')).toMatchObject({ calls: 3, sessionId: 's1' });
    expect(await of('--session', 'another')).toMatchObject({ calls: 0, sessionId: 'another' });
    expect(await of('--since', '2100-01-01')).toMatchObject({ calls: 0 });
  });

  it.each([
    [[], 'report needs exactly one of --html, --prometheus, --otel, --json'],
    [['--html', '--json'], 'report needs exactly one of'],
    [['--html', ''], 'report needs the path of a file'],
    [['--html', 'a', 'b'], 'there is no argument "b"'],
    [['--since', 'yesterday', '--html'], '--since must be a time'],
  ])('used as %j says what would be right', async (args, message) => {
    const { code, stderr } = await run('report', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
