import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS, ALL_SESSIONS } from 'sentinel-agentos';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

const agent = fileURLToPath(new URL('waiting-agent.ts', import.meta.url));
let root: string;
let workspace: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-cli-halt-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = new FakeTerminal(workspace, { USER: 'ada' });
  const code = await runCli(args, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

async function worked(sessionId: string): Promise<void> {
  const os = new AgentOS({ workspaceRoot: workspace, sessionId });
  await os.execute('ask', {}, () => 1);
  await os.close();
}

describe('the commands of the kill switch', () => {
  it('resume a session whose switch was damaged, as it is listed or as the only one, also without an event of its own', async () => {
    for (const named of [true, false]) {
      await worked('s1');
      const folder = join(workspace, '.agentos', 'trust');
      expect((await run('halt', 's1')).code).toBe(0);
      expect((await run('resume', 's1')).code).toBe(0);
      const file = readdirSync(folder).find((name) => name.endsWith('.switch')) ?? '';
      for (const name of readdirSync(folder)) if (name.endsWith('.events')) rmSync(join(folder, name));
      writeFileSync(join(folder, file), 'odd');
      expect((await run('resume', ...(named ? [file] : []))).code).toBe(0);
      const os = new AgentOS({ workspaceRoot: workspace, sessionId: 's1' });
      expect(os.trust().halted).toBeNull();
      expect(os.haltedSessions()).toEqual([]);
      await os.close();
    }
  });

  it('[S4-09] halt an agent that is at work in another process, and resume it', async () => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        import.meta.resolve('tsx'),
        '--conditions=@sentinel-agentos/source',
        agent,
        workspace,
        join(root, 'state', 'sentinel-agentos'),
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    child.stdout.setEncoding('utf8');
    const call = async (): Promise<string> => {
      child.stdin.write('next\n');
      const [line] = (await once(child.stdout, 'data')) as [string];
      return line.trim();
    };
    try {
      expect(await call()).toBe('succeeded');
      const { code, stdout } = await run('halt', '--reason', 'it deletes too much');
      expect([code, stdout]).toEqual([
        0,
        'Halted at-work. Its tools run again after: sentinel-agentos resume at-work\n',
      ]);
      expect(await call()).toBe('denied');
      expect(await call()).toBe('denied');
      const { stdout: status } = await run('status');
      expect(status).toContain('HALTED by ada: it deletes too much');
      expect(status).toContain('Halted sessions: #at-work');
      expect(await run('resume')).toMatchObject({ code: 0, stdout: 'Resumed at-work\n' });
      expect(await call()).toBe('succeeded');
    } finally {
      child.stdin.end();
      await once(child, 'close');
    }
    const os = new AgentOS({ workspaceRoot: workspace });
    const names = [...os.guard.audit.records({ kinds: ['event'], sessionId: 'at-work' })].map((record) =>
      record.kind === 'event' ? record.name : '',
    );
    expect(names).toEqual(['trust.halted', 'trust.resumed']);
    expect(os.verifyAudit().status).toBe('ok');
    await os.close();
  }, 60_000);

  it('[S4-45] halt the session that is named, or the latest, and no other', async () => {
    await worked('first');
    await worked('second');
    expect((await run('halt')).stdout).toContain('Halted second');
    expect((await run('halt', 'first')).stdout).toContain('Halted first');
    const os = new AgentOS({ workspaceRoot: workspace });
    expect(os.haltedSessions().toSorted()).toEqual(['first', 'second']);
    expect(await os.execute('ask', {}, () => 1, { sessionId: 'third' })).toMatchObject({
      status: 'succeeded',
    });
    await os.close();
  });

  it('[S4-45] [S4-46] halt and resume all sessions, also later ones, beside what holds for each', async () => {
    await run('halt', 'own');
    expect(await run('halt', '--all', '--reason', 'fire drill')).toMatchObject({
      code: 0,
      stdout: 'Halted all sessions. Tools run again after: sentinel-agentos resume --all\n',
    });
    const os = new AgentOS({ workspaceRoot: workspace, sessionId: 'later' });
    const call = async (): Promise<string> => (await os.execute('ask', {}, () => 1)).status;
    expect(await call()).toBe('denied');
    expect(os.trust(ALL_SESSIONS).halted).toMatchObject({ by: 'ada', reason: 'fire drill' });
    expect((await run('status')).stdout).toContain('All sessions are halted\nHalted sessions: #own');
    expect((await run('resume')).stderr).toMatch(/own, --all|--all, own/u);
    expect((await run('resume', 'own')).stdout).toBe('Resumed own\nStill halted: --all\n');
    await run('halt', 'own');
    expect((await run('resume', '--all')).stdout).toBe('Resumed all sessions\nStill halted: own\n');
    expect(await call()).toBe('succeeded');
    expect(os.haltedSessions()).toEqual(['own']);
    expect((await run('halt', '--all', '--language', 'zh')).stdout).toContain('所有会话');
    expect(await run('resume', '--all', '--language', 'zh')).toMatchObject({ code: 0 });
    expect(await run('resume', '--all')).toMatchObject({ code: 1 });
    expect(os.verifyAudit().status).toBe('ok');
    await os.close();
  });

  it('[S4-46] resume the session that is named, and ask which where several are halted', async () => {
    expect(await run('resume')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no session') as string,
    });
    await run('halt', 'one');
    await run('halt', 'two\u202e');
    const { code, stderr } = await run('resume');
    expect([code, stderr.includes('name the session to resume: ')]).toEqual([2, true]);
    expect(stderr).not.toContain('\u202e');
    expect(await run('resume', 'one')).toMatchObject({ code: 0, stdout: 'Resumed one\n' });
    expect(await run('resume', 'one')).toMatchObject({ code: 1 });
    expect(await run('resume', '--language', 'zh')).toMatchObject({ code: 0 });
  });

  it('[S4-44] [S4-14] show grade, R(t) and the four axes of the latest session, or of the one that is named', async () => {
    await worked('first');
    const { stdout } = await run('status');
    expect(stdout).toContain('#first: Grade A | P-Score 100.00 | R(t)=0.00 | Mode Normal');
    expect(stdout).toContain(
      'Baseline 1.00 | Norm 1.00 | Stability 0.00 (0 is no drift) | Meta-control 1.00',
    );
    expect((await run('status', '--session', 'nobody')).stdout).toContain('#nobody: no calls yet');
    expect((await run('status', '--language', 'zh')).stdout).toContain('等级 A');
  });

  it('leave no trace where they only look', async () => {
    for (const args of [['status'], ['stats'], ['profile'], ['memory', 'show'], ['memory', 'stats']])
      expect((await run(...args)).code).toBe(0);
    expect(readdirSync(root)).toEqual(['work']);
    expect(readdirSync(workspace)).toEqual([]);
  });

  it('are refused where they are used wrongly', async () => {
    for (const args of [
      ['halt', 'a', 'b'],
      ['halt', ''],
      ['resume', ''],
      ['halt', '--all', 'one'],
      ['resume', 'one', '--all'],
      ['status', 'x'],
    ]) {
      expect((await run(...args)).code).toBe(2);
    }
  });

  it('take a session of any name', async () => {
    for (const name of ['../../x', '__proto__', '会话', ' ']) {
      expect((await run('halt', name)).code).toBe(0);
      expect((await run('resume', name)).code).toBe(0);
    }
  });
});
