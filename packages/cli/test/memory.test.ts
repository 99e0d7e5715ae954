import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

const FILE = '## Rules\n- Compile before testing\n\n## Recipes\n- Braise the pork for two hours\n';

describe('memory', () => {
  let workspace: string;
  let userState: string;
  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'sentinel-cli-memory-'));
    userState = mkdtempSync(join(tmpdir(), 'sentinel-cli-user-'));
    vi.stubEnv('XDG_STATE_HOME', userState);
    writeFileSync(join(workspace, 'MEMORY.md'), FILE);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const folder of [workspace, userState]) rmSync(folder, { recursive: true, force: true });
  });

  const run = async (
    args: readonly string[],
    isWatched = false,
  ): Promise<{ code: number; stdout: string; stderr: string }> => {
    const terminal = new FakeTerminal(workspace, {}, isWatched);
    const code = await runCli(['memory', ...args], terminal);
    return { code, stdout: terminal.stdout, stderr: terminal.stderr };
  };
  const json = async (...args: readonly string[]): Promise<unknown> => JSON.parse((await run(args)).stdout);

  it('says in a dry run what of a file would become what, byte by byte, and remembers nothing', async () => {
    const { code, stdout } = await run(['migrate', 'MEMORY.md', '--dry-run'], true);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^line {2}becomes {2}why +outcome +text\n {3}2 {2}rule +rules +would be kept {2}Compile/u,
    );
    expect(stdout).toContain(
      `${Buffer.byteLength(FILE)} bytes = rule 1 (25 bytes) + note 1 (32 bytes) + structure`,
    );
    expect(await json('stats')).toMatchObject({ semantic: { rules: 0 }, episodic: { events: 0 } });
  });

  it('takes a file over once, and leaves it as it was', async () => {
    expect((await run(['migrate', 'MEMORY.md'], true)).stdout).toContain('kept: 2\n');
    expect((await run(['migrate', 'MEMORY.md', '--language', 'zh'], true)).stdout).toContain('早已迁移: 2\n');
    expect(readFileSync(join(workspace, 'MEMORY.md'), 'utf8')).toBe(FILE);
    expect(readdirSync(workspace).toSorted()).toEqual(['.agentos', 'MEMORY.md']);
    expect((await run([])).stdout).toContain('[50%] Compile before testing');
    expect((await run(['show'])).stdout).toBe((await run([])).stdout);
    expect(await json('show', '--json')).toEqual({ context: (await run([])).stdout.trimEnd() });
  });

  it('never takes a file over that nobody asked for', async () => {
    expect((await run(['show'])).stdout).not.toContain('Compile');
  });

  it('finds what was remembered, with its source', async () => {
    await run(['migrate', 'MEMORY.md']);
    expect(await json('search', 'how', 'long', 'for', 'pork')).toMatchObject([
      {
        type: 'note',
        trust: 'owner',
        text: 'Recipes: Braise the pork for two hours',
        sourceIds: ['MEMORY.md'],
      },
    ]);
    expect((await run(['search', 'pork'], true)).stdout).toMatch(
      /^score {2}time \(UTC\).*\n.* note +owner .*pork/u,
    );
    expect((await run(['search', 'zebra', '--language', 'zh'], true)).stdout).toBe('未找到任何内容\n');
  });

  it('forgets by id and by source, and ends with 1 when there was nothing', async () => {
    await run(['migrate', 'MEMORY.md']);
    const [hit] = (await json('search', 'pork')) as readonly { readonly id: string }[];
    expect(await json('forget', hit?.id ?? '')).toEqual({ events: 1, items: 0 });
    expect(await run(['forget', '--source', 'MEMORY.md'], true)).toMatchObject({
      code: 0,
      stdout: 'forgotten: 0 events, 1 items\n',
    });
    const again = await run(['forget', '--source', 'MEMORY.md', '--language', 'zh'], true);
    expect(again).toMatchObject({ code: 1, stdout: '已遗忘：0 个事件，0 个条目\n' });
    expect((await run(['forget', '--session', 'nobody'])).code).toBe(1);
  });

  it('counts what it holds, in both languages', async () => {
    await run(['migrate', 'MEMORY.md']);
    expect((await run(['stats'], true)).stdout).toMatch(
      /episodic .*: 1 whole, .*\nsemantic .*: 0 facts, 1 rules/u,
    );
    expect((await run(['stats', '--language', 'zh'], true)).stdout).toMatch(/情景记忆 .*：完整 1，/u);
    expect(await json('stats')).toMatchObject({ semantic: { rules: 1 }, problems: [] });
  });

  it.each([
    [['fly'], 'memory must be followed by one of show, search, forget, migrate, stats; got "fly"'],
    [['search'], 'say what to search for'],
    [['search', 'x', '--limit', '0'], '--limit must be a whole number from 1'],
    [['forget'], 'say what to forget'],
    [['forget', 'a', '--source', 'b'], 'only one of them'],
    [['migrate'], 'name the file to migrate'],
    [['migrate', 'a', 'b'], 'there is no argument "b"'],
    [['stats', 'x'], 'there is no argument "x"'],
    [['show', 'x'], 'there is no argument "x"'],
  ])('%j is wrong use', async (args, message) => {
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('says what it cannot read', async () => {
    const { code, stderr } = await run(['migrate', 'missing.md']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('missing.md" cannot be read: ENOENT')]);
  });
});
