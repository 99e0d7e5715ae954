import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

const agent = fileURLToPath(new URL('one-agent.ts', import.meta.url));
let root: string;
let workspace: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-cli-undo-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], isWatched = false): Promise<Ran> {
  const terminal = new FakeTerminal(workspace, {}, isWatched);
  const code = await runCli(args, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

/** At a terminal. */
const watch = (...args: readonly string[]): Promise<Ran> => run(args, true);

async function json(...args: readonly string[]): Promise<{ readonly code: number; readonly value: unknown }> {
  const { code, stdout } = await run(args);
  return { code, value: JSON.parse(stdout) as unknown };
}

const at = (name: string): string => join(workspace, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');
const files = (): readonly string[] =>
  readdirSync(workspace)
    .filter((name) => name !== '.agentos')
    .sort();

/** One call that writes files; returns its id. */
async function call(
  contents: Readonly<Record<string, string | Uint8Array>>,
  sessionId = 's1',
): Promise<string> {
  const os = new AgentOS({ workspaceRoot: workspace, sessionId });
  const [path = ''] = Object.keys(contents);
  const more = Object.keys(contents).map((name) => ({ path: name, change: 'write' as const }));
  const write = (): string => {
    for (const [name, content] of Object.entries(contents)) {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), content);
    }
    return 'file written';
  };
  const { auditId, status } = await os.execute('write_file', { path, content: '' }, write, { claims: more });
  expect(status).toBe('succeeded');
  await os.close();
  return auditId;
}

describe('undo <id>', () => {
  it('puts a file back, says so to a person, and the undo is undone with the id it names', async () => {
    writeFileSync(at('a.txt'), 'before\n');
    const id = await call({ 'a.txt': 'after\n' });
    const undone = await watch('undo', id);
    expect(undone.stdout).toBe(
      [
        `${id} (write_file): undone`,
        '  restored  a.txt',
        '',
        'To take this back:',
        `  sentinel-agentos undo ${id}.undo`,
        '',
      ].join('\n'),
    );
    expect(undone.code).toBe(0);
    expect(read('a.txt')).toBe('before\n');
    expect((await watch('undo', `${id}.undo`)).stdout).toContain('restored  a.txt');
    expect(read('a.txt')).toBe('after\n');
  });

  it('is one object for programs', async () => {
    const id = await call({ 'a.txt': 'new' });
    expect(await json('undo', id)).toEqual({
      code: 0,
      value: {
        id,
        tool: 'write_file',
        status: 'complete',
        undoId: `${id}.undo`,
        paths: [{ path: at('a.txt'), outcome: 'removed' }],
      },
    });
    expect(files()).toEqual([]);
  });

  it("keeps a user's bytes, says where its own lie, and ends with 1", async () => {
    writeFileSync(at('a.txt'), 'before');
    const id = await call({ 'a.txt': 'after', 'b.txt': 'new' });
    writeFileSync(at('a.txt'), "the user's");
    const undone = await watch('undo', id);
    expect(undone.stdout).toContain(`${id} (write_file): partly undone`);
    expect(undone.stdout).toContain('  conflict  a.txt — somebody else changed it');
    expect(undone.stdout).toContain(`    its bytes from before the call: a.txt.sentinel-${id}\n`);
    expect(undone.stdout).toContain('  removed  b.txt');
    expect(undone.code).toBe(1);
    expect([read('a.txt'), read(`a.txt.sentinel-${id}`)]).toEqual(["the user's", 'before']);
  });

  it('says what was not kept and cannot be put back, before and after, and ends with 1', async () => {
    const name = 'half \ud83d.txt';
    const id = await call({ [name]: 'new' });
    const planned = await watch('undo', id, '--dry-run');
    expect(planned.stdout).toContain('  not kept  "half \\ud83d.txt" — it is not a valid path');
    const { stdout, code } = await watch('undo', id);
    expect(stdout).toContain(
      `${id} (write_file): not undone\n  failed  "half \\ud83d.txt" — it was not kept`,
    );
    expect(code).toBe(1);
  });

  it('counts what was unchanged, and speaks Chinese', async () => {
    const id = await call({ 'a.txt': 'new' });
    rmSync(at('a.txt'));
    const { stdout, code } = await watch('undo', id, '--language', 'zh');
    expect(stdout).toBe(`${id} (write_file): 已撤销\n  1 个未变\n`);
    expect(code).toBe(0);
  });

  it('with --dry-run says what it would do and changes nothing', async () => {
    writeFileSync(at('a.txt'), 'before');
    const id = await call({ 'a.txt': 'after', 'b.txt': 'new', 'c/d/e.txt': 'new', 'f/g.txt': 'new' });
    writeFileSync(at('b.txt'), "the user's");
    writeFileSync(at('f/user.txt'), "the user's");
    const whole = everyByte(workspace);
    const planned = await watch('undo', id, '--dry-run');
    expect(planned.stdout).toContain('would be partly undone');
    expect(planned.stdout).toContain('  restored  a.txt\n');
    expect(planned.stdout).toContain('  conflict  b.txt — somebody else');
    expect(planned.stdout).toContain('This was a dry run: nothing was changed.');
    expect(planned.stdout).not.toContain('To take this back');
    expect(planned.code).toBe(1);
    const { value } = await json('undo', '--dry-run', id);
    expect(value).toMatchObject({ dryRun: true, id, status: 'partial', uncovered: [] });
    expect(everyByte(workspace)).toBe(whole);

    const outcomes = (from: unknown): unknown =>
      (from as { readonly paths: readonly { path: string; outcome: string }[] }).paths
        .filter(({ outcome }) => outcome !== 'unchanged')
        .map(({ path, outcome }) => [path, outcome]);
    const done = await json('undo', id);
    expect(outcomes(done.value)).toEqual(outcomes(value));
    expect(outcomes(value)).toContainEqual([at('c'), 'removed']);
    expect(outcomes(value)).toContainEqual([at('f'), 'conflict']);
  });

  it('shows no name that moves the cursor or makes up lines', async () => {
    const name = 'a\u001b[2J\n  restored  b.txt\u202e.txt';
    const id = await call({ [name]: 'new' });
    for (const args of [['snapshots'], ['diff', id], ['diff', id, '--json'], ['undo', id, '--dry-run']]) {
      const { stdout } = await watch(...args);
      for (const control of ['\u001b', '\u202e']) expect(stdout).not.toContain(control);
      expect(stdout).not.toMatch(/^ {2}restored {2}b/m);
    }
    expect((await watch('diff', id)).stdout).toContain(
      String.raw`created  "a\u001b[2J\n  restored  b.txt\u202e.txt"`,
    );
    expect((await json('undo', id)).value).toMatchObject({ paths: [{ path: at(name) }] });
  });
});

describe('an id', () => {
  it('may be shortened to six characters, and means the call before the undos of it', async () => {
    const id = await call({ 'a.txt': 'new' });
    await run(['undo', id]);
    expect((await json('diff', id.slice(0, -1))).value).toMatchObject({ id });
    expect((await json('diff', `${id}.und`)).value).toMatchObject({ id: `${id}.undo` });
    const short = await run(['diff', 'op_']);
    expect(short.stderr).toContain('<id> must be at least 6 characters of an id, got op_');
    expect(short.code).toBe(2);
  });

  it('that means several names them and ends with 2', async () => {
    const ids = { next: vi.fn<() => string>() };
    ids.next.mockReturnValueOnce('call-123-a').mockReturnValueOnce('call-123-b');
    const os = new AgentOS({ workspaceRoot: workspace, ids });
    for (const name of ['a', 'b']) {
      await os.execute('write_file', { path: name, content: '' }, () => writeFileSync(at(name), 'new'));
    }
    await os.close();
    const { stderr, code } = await run(['undo', 'call-12']);
    expect(stderr).toContain('call-12 means call-123-a, call-123-b');
    expect(code).toBe(2);
    expect(files()).toEqual(['a', 'b']);
  });

  it.each([
    ['undo', 'op_nobody'],
    ['undo', '../../etc'],
    ['undo', 'op_nobody', '--dry-run'],
    ['undo', '--session', 'nobody'],
    ['undo', '--session', 'nobody', '--dry-run'],
    ['diff', 'op_nobody'],
  ])('that nobody knows is named, ends with 1, and leaves no trace: %s %s %s', async (...args) => {
    const { stderr, stdout, code } = await run(args.filter((arg) => arg !== undefined));
    expect(stderr).toMatch(/^NOT_FOUND: there is no (?:snapshot|session)/);
    expect([code, stdout]).toEqual([1, '']);
    expect(readdirSync(workspace)).toEqual([]);
    expect(readdirSync(root)).toEqual(['work']);
  });

  it.each([
    [['undo'], 'either <id> or --session ID'],
    [['undo', 'op_1', '--session', 's1'], 'either <id> or --session ID'],
    [['undo', ''], 'must not be empty'],
    [['undo', '--session='], 'must not be empty'],
    [['undo', 'a', 'b'], 'there is no argument "b"'],
    [['undo', 'a', '--force'], 'force'],
    [['diff'], 'name the call first'],
    [['snapshots', 'x'], 'there is no argument "x"'],
    [['snapshots', '--limit', '0'], '--limit must be a whole number from 1, got "0"'],
  ])('and options used wrongly end with 2: %j', async (args, message) => {
    const { stderr, stdout, code } = await run(args);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe('undo --session', () => {
  it('undoes what two processes did as one session, newest first, while one of them lives', async () => {
    writeFileSync(at('a.txt'), 'v0');
    const first = await agentProcess('shared', 'a.txt=v1', 'b.txt=new');
    await first.end();
    const second = await agentProcess('shared', 'a.txt=v2');
    await call({ 'c.txt': 'of another session' }, 'other');

    const planned = await json('undo', '--session', 'shared', '--dry-run');
    expect(planned).toMatchObject({ code: 0, value: { dryRun: true, status: 'complete' } });
    const { stdout, code } = await watch('undo', '--session', 'shared');
    expect(code).toBe(0);
    expect(stdout).toContain('session shared: undone (3 calls)\n');
    const ids = [...first.ids, ...second.ids];
    expect(stdout).toContain(
      ['To take this back, in this order:', ...ids.map((id) => `  sentinel-agentos undo ${id}.undo`)].join(
        '\n',
      ),
    );
    expect(read('a.txt')).toBe('v0');
    expect(files()).toEqual(['a.txt', 'c.txt']);

    await second.end('the agent works on');
    expect(read('last.txt')).toBe('the agent works on');
    const again = await json('undo', '--session', 'shared');
    expect(again).toMatchObject({
      code: 0,
      value: {
        status: 'complete',
        calls: [{ status: 'complete' }, ...ids.map(() => ({ status: 'already-undone' }))],
      },
    });
    for (const id of ids) expect((await run(['undo', `${id}.undo`])).code).toBe(0);
    expect([read('a.txt'), read('b.txt')]).toEqual(['v2', 'new']);
    expect((await run(['audit', 'verify'])).code).toBe(0);
  });

  it('goes past a conflict and a damaged snapshot, says so, and ends with 1', async () => {
    writeFileSync(at('a.txt'), 'v0');
    const kept = await call({ 'a.txt': 'v1' });
    writeFileSync(at('a.txt'), "the user's");
    const damaged = await call({ 'b.txt': 'new' });
    writeFileSync(join(workspace, '.agentos', 'snapshots', damaged, 'manifest.json'), '\u001b');
    const fine = await call({ 'c.txt': 'new' });

    const planned = await watch('undo', '--session', 's1', '--dry-run');
    expect(planned.code).toBe(1);
    expect(planned.stdout).toContain(`${damaged}: would be skipped, its snapshot is damaged`);
    const { stdout, code } = await watch('undo', '--session', 's1', '--language', 'zh');
    expect(code).toBe(1);
    expect(stdout).toContain('会话 s1: 部分撤销 (3 个调用)');
    expect(stdout).toContain(`${fine} (write_file): 已撤销`);
    expect(stdout).toContain(`${damaged}: 已跳过：快照已损坏`);
    expect(stdout).toContain('  冲突  a.txt');
    expect(files()).toEqual(['a.txt', `a.txt.sentinel-${kept}`, 'b.txt']);
    const { value } = await json('snapshots', '--session', 's1');
    expect(value).toContainEqual(expect.objectContaining({ id: damaged, status: 'damaged' }));
  });
});

describe('snapshots', () => {
  it('are a table for people and objects for programs, newest first', async () => {
    const first = await call({ 'a.txt': 'new' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await call({ 'b.txt': 'new' }, 's2');
    const lines = (await watch('snapshots')).stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^time +status +tool +paths +bytes +session +id$/);
    expect(lines[1]).toMatch(new RegExp(`can be undone +write_file +1 +0 +s2 +${second}$`));
    expect(lines[2]).toMatch(new RegExp(`${first}$`));
    expect((await watch('snapshots', '--language', 'zh')).stdout).toMatch(/^时间/);
    expect((await json('snapshots', '--limit', '1')).value).toMatchObject([
      {
        id: second,
        status: 'settled',
        tool: 'write_file',
        sessionId: 's2',
        undoOf: null,
        paths: 1,
        uncovered: [],
      },
    ]);
    expect((await json('snapshots', '--session', 's1')).value).toMatchObject([{ id: first }]);
  });

  it('are none in a workspace without any, and listing leaves no trace', async () => {
    expect(await json('snapshots')).toEqual({ code: 0, value: [] });
    expect(readdirSync(workspace)).toEqual([]);
  });
});

/** Starts an agent in a process of its own; it has written its files and waits when this resolves. */
async function agentProcess(
  session: string,
  ...contents: readonly string[]
): Promise<{ readonly ids: readonly string[]; readonly end: (more?: string) => Promise<void> }> {
  const flags = ['--import', import.meta.resolve('tsx'), '--conditions=@sentinel-agentos/source'];
  const state = join(root, 'state', 'sentinel-agentos');
  const child = spawn(process.execPath, [...flags, agent, workspace, state, session, ...contents], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    ids: JSON.parse(said.toString('utf8')) as readonly string[],
    end: async (more) => {
      const ended = once(child, 'exit');
      child.stdin.end(more);
      expect(await ended).toEqual([0, null]);
    },
  };
}

function everyByte(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${path}\n${readFileSync(path, 'latin1')}`)
    .join('\n');
}
