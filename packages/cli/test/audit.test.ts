import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { runCli } from '../src/cli.js';
import { FakeTerminal } from './fake-terminal.js';

let root: string;
let workspace: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-cli-audit-'));
  workspace = mkdtempSync(join(root, 'work-'));
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
  const os = new AgentOS({ workspaceRoot: workspace });
  await os.execute('exec', { command: 'npm test' }, () => 'all passed', { sessionId: 's1' });
  await os.execute('exec', { command: 'echo \u001b[31mred\u202e' }, () => 'red', { sessionId: 's2' });
  await os.execute('exec', { command: 'rm -rf /' }, () => 'never');
  await os.close();
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

const segment = (): string => join(workspace, '.agentos', 'audit', 'segment-000000.jsonl');
const found = async (...args: readonly string[]): Promise<unknown[]> =>
  JSON.parse((await run('audit', ...args)).stdout) as unknown[];
const anchorFile = (): string => {
  const folder = join(root, 'state', 'sentinel-agentos', 'anchors');
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.anchor'));
  return join(folder, name);
};

describe('audit', () => {
  it('[S2-59] [S2-60] filters by session, tool, status, score, time and text, and combines them', async () => {
    expect(await found('--json')).toHaveLength(3);
    expect(await found('--session', 's1', '--tool', 'exec')).toHaveLength(1);
    expect(await found('--status', 'blocked')).toHaveLength(1);
    expect(await found('--min-score', '3.0')).toHaveLength(1);
    expect(await found('--max-score', '3', '--session', 's2')).toHaveLength(1);
    expect(await found('--since', '1h')).toHaveLength(3);
    expect(await found('--until', '2020-01-01')).toHaveLength(0);
    expect(await found('--text', 'NPM')).toHaveLength(1);
    expect(await found('--action', 'deny', '--text', 'npm')).toHaveLength(0);
  });

  it('[S2-125] is a table for people at a terminal, without anything that would move their cursor', async () => {
    const terminal = new FakeTerminal(workspace, {}, true);
    expect(await runCli(['audit', '--limit', '2'], terminal)).toBe(0);
    const lines = terminal.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^time +seq +status +action +score +tool +session +what$/);
    expect(lines[1]).toMatch(/BLOCKED +deny +9\.18 +exec .*rm -rf \//);
    expect(lines[2]).toContain('echo  [31mred');
    for (const control of ['\u001b', '\u202e']) expect(terminal.stdout).not.toContain(control);
    const chinese = new FakeTerminal(workspace, {}, true);
    await runCli(['audit', '--language', 'zh'], chinese);
    expect(chinese.stdout).toMatch(/^时间/);
    const json = new FakeTerminal(workspace, {}, true);
    await runCli(['audit', '--json'], json);
    expect(JSON.parse(json.stdout)).toHaveLength(3);
  });

  it('says which workspace does not exist', async () => {
    const { code, stderr } = await run('audit', '--workspace', join(root, 'nowhere'));
    expect(stderr).toContain('--workspace must be an existing folder');
    expect(code).toBe(1);
  });
});

describe('audit verify', () => {
  it('[S2-58] ends with 0 for a whole journal, and says how far it is to somebody who watches', async () => {
    const { code, stdout } = await run('audit', 'verify');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Whole')]);
    const terminal = new FakeTerminal(workspace, {}, true);
    expect(await runCli(['audit', 'verify', '--language', 'zh'], terminal)).toBe(0);
    expect(terminal.stdout).toContain('完整');
    expect(terminal.shown.at(-1)).toBe('');
    expect(terminal.shown.join('')).toMatch(/正在校验：100%/);
    expect(JSON.parse((await run('audit', 'verify', '--json')).stdout)).toMatchObject({ status: 'ok' });
  });

  it('[S2-58] ends with 2 for a changed record and names it', async () => {
    writeFileSync(segment(), readFileSync(segment(), 'utf8').replace('npm test', 'npm tost'));
    const { code, stdout } = await run('audit', 'verify');
    expect(code).toBe(2);
    expect(stdout).toMatch(/^Tampered: record 1 /);
    const report = JSON.parse((await run('audit', 'verify', '--json')).stdout) as unknown;
    expect(report).toMatchObject({ status: 'tampered', bad: { seq: 1, reason: 'changed' } });
  });

  it('[S2-58] ends with 3 when its end was cut off, also by a head that was kept elsewhere', async () => {
    const kept = join(root, 'kept.anchor');
    writeFileSync(kept, readFileSync(anchorFile()));
    expect((await run('audit', 'verify', '--anchor', kept)).code).toBe(0);
    const lines = readFileSync(segment(), 'utf8').split('\n');
    const second = lines.findIndex((line, index) => index > 4 && line.includes('"checkpoint":"'));
    truncateSync(segment(), Buffer.byteLength(`${lines.slice(0, second + 1).join('\n')}\n`));
    expect((await run('audit', 'verify')).code).toBe(3);
    rmSync(anchorFile());
    expect((await run('audit', 'verify')).code).toBe(1);
    expect((await run('audit', 'verify', '--anchor', kept)).code).toBe(3);
  });

  it.each([
    [['--anchor', 'nowhere.anchor'], '--anchor must be the file of an anchor'],
    [['--anchor'], '--anchor'],
    [['now'], 'there is no argument "now"'],
  ])('ends with 1, not with what means tampered, when it is used wrongly: %j', async (args, message) => {
    const { code, stderr, stdout } = await run('audit', 'verify', ...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });

  it('ends with 1 where there is no journal', async () => {
    const empty = mkdtempSync(join(root, 'empty-'));
    expect((await run('audit', 'verify', '--workspace', empty)).code).toBe(1);
    expect(readdirSync(empty)).toEqual([]);
  });
});

describe('audit prove', () => {
  it('prints a proof that others can check', async () => {
    const { code, stdout } = await run('audit', 'prove', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 1\n/);
    const { record } = JSON.parse((await run('audit', 'prove', '1', '--json')).stdout) as { record: string };
    expect(readFileSync(segment(), 'utf8').split('\n')).toContain(record);
  });

  it('says so when there is no such record', async () => {
    const { code, stderr } = await run('audit', 'prove', '999');
    expect(stderr).toContain('NOT_FOUND');
    expect(code).toBe(1);
  });
});

describe('audit export', () => {
  it('writes the lines as they are, so that they verify', async () => {
    const { code, stdout, stderr } = await run('audit', 'export', '--format', 'jsonl');
    expect([code, stdout, stderr]).toEqual([0, readFileSync(segment(), 'utf8'), '']);
  });

  it('says that lines of some calls are no journal', async () => {
    const { stdout, stderr } = await run('audit', 'export', '--format', 'jsonl', '--session', 's1');
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stderr).toContain('cannot be verified as a journal');
  });

  it('writes a file for its owner only, whole or not at all', async () => {
    const out = join(root, 'calls.csv');
    expect((await run('audit', 'export', '--format', 'csv', '--out', out)).code).toBe(0);
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(5);
    expect(statSync(out).mode & 0o077).toBe(0);
    const { code, stderr } = await run(
      'audit',
      'export',
      '--format',
      'flat',
      '--out',
      join(root, 'no', 'where'),
    );
    expect(stderr).toContain('--out');
    expect(code).toBe(1);
    expect(readdirSync(root).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });
});

describe('audit redact', () => {
  it('says so when there is no such call, or nothing of it can be erased', async () => {
    const { code, stderr } = await run('audit', 'redact', 'op_nobody', '--reason', 'GDPR request 7');
    expect(stderr).toContain('NOT_FOUND');
    expect(code).toBe(1);
  });
});
