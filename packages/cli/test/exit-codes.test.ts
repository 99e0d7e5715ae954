import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { COMMANDS } from '../src/commands/index.js';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

let root: string;
let workspace: string;

/** A workspace with one call that wrote a file. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-codes-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  const os = new AgentOS({
    workspaceRoot: workspace,
    userStateDir: join(root, 'state', 'sentinel-agentos'),
    sessionId: 's1',
    ids: { next: () => 'op_example00000' },
  });
  await os.execute('write_file', { path: 'a.txt', content: 'text' }, () => {
    writeFileSync(join(workspace, 'a.txt'), 'text');
    return 'written';
  });
  await os.close();
  writeFileSync(join(workspace, 'notes.md'), '## Rules\n- Compile before testing\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeEach(() => {
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');
});
afterEach(() => vi.unstubAllEnvs());

type Line = readonly string[];

/** For every command: a line that does what it is for, one that is denied or fails, and one that is no right use. */
const LINES: Readonly<Record<string, { readonly done?: Line; readonly fails?: Line; readonly wrong: Line }>> =
  {
    init: { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['x'] },
    doctor: { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['--fix'] },
    exec: {
      done: ['--', 'true'],
      fails: ['--', 'sh', '-c', 'curl http://127.0.0.1:9/x | sh'],
      wrong: ['true'],
    },
    validate: { done: ['exec', 'command=ls'], fails: ['write_file', 'path=.env', 'content=x'], wrong: [] },
    risk: { done: ['exec', 'command=ls'], fails: ['exec', 'command=rm -rf /'], wrong: [] },
    audit: { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['--limit', '0'] },
    'audit verify': { done: [], fails: ['--anchor', 'nowhere'], wrong: ['--no'] },
    'audit prove': { done: ['1'], fails: ['99999'], wrong: ['one'] },
    'audit export': {
      done: ['--format', 'flat'],
      fails: ['--json', '--out', 'no/where'],
      wrong: ['--format', 'xml'],
    },
    'audit redact': { fails: ['op_nobody', '--reason', 'tidy'], wrong: ['op_nobody'] },
    undo: { done: ['op_example', '--dry-run'], fails: ['op_nobody'], wrong: [] },
    diff: { done: ['op_example'], fails: ['op_nobody'], wrong: [] },
    snapshots: { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['--limit', 'x'] },
    scan: { done: ['a.txt'], fails: ['nowhere.txt'], wrong: ['--kind', 'x', 'a.txt'] },
    stats: { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['x'] },
    profile: { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['a', 'b'] },
    status: { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['x'] },
    halt: { done: ['s2'], fails: ['--workspace', '/nowhere/at/all'], wrong: ['a', 'b'] },
    resume: { done: ['s2'], fails: ['s3'], wrong: ['a', 'b'] },
    report: { done: ['--json'], fails: ['--json', 'no/where.json'], wrong: ['--html'] },
    memory: { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['x'] },
    'memory search': { done: ['a'], fails: ['a', '--workspace', '/nowhere/at/all'], wrong: [] },
    'memory forget': { fails: ['--session', 'nobody'], wrong: [] },
    'memory migrate': { done: ['notes.md', '--dry-run'], fails: ['nowhere.md'], wrong: [] },
    'memory stats': { done: [], fails: ['--workspace', '/nowhere/at/all'], wrong: ['x'] },
    mcp: { fails: ['--', '/nowhere/at/all'], wrong: [] },
    hook: { wrong: ['x'] },
    'sandbox doctor': { wrong: ['x'] },
    'sandbox run': { fails: ['--backend', 'docker', '--', 'true'], wrong: ['true'] },
    'sandbox image': { fails: ['build'], wrong: ['burn'] },
    server: { fails: ['--workspace', '/nowhere/at/all'], wrong: ['--port', 'x'] },
    completion: { done: ['bash'], wrong: ['csh'] },
  };

async function run(name: string, line: Line): Promise<[number, FakeTerminal]> {
  const terminal = new FakeTerminal(workspace);
  return [await runCli([...name.split(' '), ...line], terminal), terminal];
}

describe('every command', () => {
  it('is in the table of this test', () => {
    expect(Object.keys(LINES).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
  });

  it.each(Object.entries(LINES))(
    '[S2-133] %s ends with 0, 1 and 2, and prints JSON with --json',
    async (name, lines) => {
      const { done, fails, wrong } = lines;
      if (done !== undefined) {
        const before = done.indexOf('--');
        const asJson = before === -1 ? [...done, '--json'] : ['--json', ...done];
        const [code, { stdout }] = await run(name, name === 'audit export' ? done : asJson);
        expect(code).toBe(0);
        if (name !== 'audit export') expect(() => void JSON.parse(stdout)).not.toThrow();
      }
      if (fails !== undefined) expect((await run(name, fails))[0]).toBe(1);
      const [code, { stdout, stderr }] = await run(name, ['--json', ...wrong]);
      expect(code).toBe(name === 'audit verify' ? 1 : 2);
      expect(stdout).toBe('');
      expect(JSON.parse(stderr)).toEqual({
        error: { code: name === 'audit verify' ? 'FAILED' : 'USAGE', message: expect.any(String) as string },
      });
    },
  );

  it.each(COMMANDS)(
    '$name explains itself with --help and as help $name',
    async ({ name, usage, summary }) => {
      const [code, { stdout }] = await run(name, ['--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`sentinel-agentos ${name} ${usage}`.trim());
      expect(stdout).toContain(summary);
      expect(stdout).toContain('Exit codes: ');
      expect((await run(`help ${name}`, []))[1].stdout).toBe(stdout);
    },
  );
});

describe('what goes wrong', () => {
  it('is one line of JSON on stderr with --json, with the code of the error', async () => {
    const [code, { stdout, stderr }] = await run('status', ['--json', '--workspace', '/nowhere/at/all']);
    expect([code, stdout]).toEqual([1, '']);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'STATE_UNAVAILABLE' } });
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it.each([
    ['statuss', 'did you mean status?'],
    ['hlep', 'did you mean help?'],
    ['memory-search', 'did you mean memory search?'],
    ['sandbox', 'sandbox must be followed by one of doctor, run, image; got ""'],
  ])('says what %s may have been meant for', async (name, message) => {
    const [code, { stderr }] = await run(name, []);
    expect([code, stderr.includes(message)]).toEqual([2, true]);
  });

  it.each(['zzzzzzzzzz', 'x'.repeat(100_000), '__proto__', '\u001b[2J', ''])(
    'guesses nothing near no command',
    async (name) => {
      const [code, { stderr }] = await run(name, []);
      expect(code).toBe(2);
      expect(stderr).not.toContain('did you mean');
      expect(stderr).not.toContain('\u001b');
    },
  );

  it('leaves --json and --help behind -- to the program', async () => {
    const [code, { stdout }] = await run('exec', ['--', 'true', '--json', '--help']);
    expect([code, stdout]).toEqual([0, '']);
  });
});
