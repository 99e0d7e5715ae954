import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileFacts } from '../../../src/facts/node-file-facts.js';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import { readEffects } from '../../../src/effects/read-effects.js';
import { sampleEffect } from '@sentinel-agentos/core/testing';
import type { VerifyBench } from '../verify-bench.js';
import type { Effect, Params, VerifyRequest } from '@sentinel-agentos/core';

describe('claimed-file', () => {
  let bench: VerifyBench;
  beforeEach(() => {
    bench = createVerifyBench();
  });
  afterEach(() => bench.dispose());

  const verify = (request: VerifyRequest) =>
    createVerifier({ workspaceRoot: bench.root }).verifySync(request);
  const statusesOf = (request: VerifyRequest) =>
    verify(request).checks.flatMap(({ check, status }) => (check === 'claimed-file' ? [status] : []));

  for (const params of [
    { path: 'src/x.ts' },
    { file: 'src/x.ts' },
    { filename: 'src/x.ts' },
    { FILE_PATH: 'src/x.ts' },
  ]) {
    it(`[S2-54] "file written" is refuted when ${JSON.stringify(params)} does not exist`, () => {
      const request = bench.succeeded('file written successfully', { tool: 'do_it', params });
      expect(verify(request)).toMatchObject({ status: 'FAIL' });
      expect(statusesOf(request)).toEqual(['fail']);
      bench.write('src/x.ts', 'x');
      expect(verify(request).status).toBe('PASS');
    });
  }

  it('[S2-54] a path that only the words name must exist, in the folder of the call or in the workspace', () => {
    const request = bench.succeeded('wrote src/x.ts', { cwd: bench.path('sub') });
    expect(statusesOf(request)).toEqual(['fail']);
    bench.write('src/x.ts', 'x');
    expect(statusesOf(request)).toEqual(['pass']);
  });

  it('[S2-45] words are found wherever a tool puts them', () => {
    const said = 'wrote src/x.ts';
    const results = [
      { message: said },
      { content: [{ type: 'text', text: said }] },
      [said],
      { result: { output: said } },
    ];
    for (const result of results) expect(statusesOf(bench.succeeded(result))).toEqual(['fail']);
    expect(statusesOf(bench.succeeded({ a: { b: { c: { message: said } } } }))).toEqual([]);
    expect(statusesOf(bench.succeeded(`${said}\n${'x'.repeat(5000)}`))).toEqual([]);
  });

  it('a name that may be something else than a file only warns', () => {
    expect(statusesOf(bench.succeeded('Updated Node.js'))).toEqual(['warn']);
  });

  it('words without any path are doubtful', () => {
    expect(statusesOf(bench.succeeded('file written', { params: { path: '', file: 3 } }))).toEqual(['warn']);
    expect(verify(bench.succeeded('file written')).status).toBe('WARN');
  });

  it('words are not asked where effects speak, nor what programs print or files contain', () => {
    const cases = ['process.spawn', 'code.exec', 'fs.read', 'net.fetch'] as const;
    for (const verb of cases) {
      const effects = [sampleEffect({ verb, target: 'x' })];
      expect(statusesOf(bench.succeeded('wrote src/x.ts', {}, { effects }))).toEqual([]);
    }
    const unknown = [sampleEffect({ verb: 'unknown', target: '' })];
    expect(statusesOf(bench.succeeded('wrote src/x.ts', {}, { effects: unknown }))).toEqual(['fail']);
    const written = bench.effects('fs.write', 'y');
    expect(statusesOf(bench.succeeded('wrote src/x.ts', {}, { effects: written }))).toEqual([]);
  });

  it('a result that throws when it is read is not believed and stops nothing', () => {
    const hostile = Object.defineProperty({}, 'message', {
      get: () => {
        throw new Error('trap');
      },
    });
    const { status, checks } = verify(bench.succeeded(hostile));
    expect(checks).toMatchObject([{ check: 'claimed-file', status: 'not-checked' }, { status: 'pass' }]);
    expect(status).toBe('PASS');
  });

  const effectsOf = (tool: string, params: Params): readonly Effect[] => {
    const world = { workspaceRoot: bench.root, stateDir: bench.path('.agentos'), facts: createFileFacts() };
    return readEffects(bench.succeeded('', { tool, params }).call, world).effects;
  };
  const calls: readonly (readonly [string, Params, unknown, string])[] = [
    ['save_note', { text: 'x' }, 'File written to notes.md', 'FAIL'],
    ['save_note', { text: 'x' }, { content: [{ type: 'text', text: 'Note saved to notes.md' }] }, 'FAIL'],
    ['保存笔记', { text: 'x' }, '文件已写入 notes.md', 'FAIL'],
    ['remember', { text: 'x' }, '已保存到 notes/a.md', 'FAIL'],
    ['do_it', { path: 'src\\a.ts' }, 'file written', 'FAIL'],
    ['do_it', {}, 'Wrote C:\\Users\\a\\notes.md', 'PASS'],
    ['refactor', { symbol: 'x' }, 'Updated 3 files', 'PASS'],
    ['make_plan', {}, 'I have created the following plan', 'PASS'],
    ['create_issue', { title: 'x' }, { status: 'created' }, 'PASS'],
    ['github_update_file', { path: 'README.md', repo: 'a/b' }, 'Updated README.md', 'PASS'],
    ['drive_create_file', { path: '/Docs/a.docx' }, 'File created', 'PASS'],
    ['http_request', { method: 'POST', url: 'https://example.com' }, 'file written to a.md', 'PASS'],
    ['read_file', { path: 'log.txt' }, 'file written to src/a.ts', 'PASS'],
    ['get_doc', { id: 1 }, 'The file was written by Bob', 'PASS'],
    ['note_writer', { path: 'zz.txt' }, 'Done', 'WARN'],
    ['reportWriter', { output: 'zz.txt' }, { status: 'ok' }, 'FAIL'],
    ['note_writer', { path: 'zz.txt' }, { status: 'ok' }, 'WARN'],
    ['save', { path: 'zz.txt' }, 'Done', 'FAIL'],
    ['create_report', { path: 'zz.txt' }, 'Done', 'FAIL'],
    ['写作', { path: 'zz.txt' }, '完成', 'FAIL'],
    ['note_writer', { path: 'zz.txt' }, '操作成功。', 'WARN'],
    ['do_it', { path: 'zz.txt' }, 'Done', 'PASS'],
    ['do_it', {}, 'Added zz.txt', 'WARN'],
    ['do_it', {}, 'Wrote 12 lines to zz.txt', 'FAIL'],
    ['do_it', {}, 'saved to "my file.txt"', 'FAIL'],
    ['do_it', {}, 'Saved to zz.txt without error', 'FAIL'],
    ['do_it', {}, 'Saved src/zz.ts (no warnings)', 'FAIL'],
    ['do_it', {}, 'Saved src/zz.ts in the repo', 'FAIL'],
    ['do_it', {}, '已将结果保存到 out/zz.txt', 'FAIL'],
    ['do_it', {}, '用户修改了src/gone.ts', 'PASS'],
    ['do_it', {}, 'I already created src/foo.ts', 'PASS'],
    ['git_log', {}, 'abc1234 Created src/gone.ts', 'PASS'],
    ['bash', { command: 'git log --format=%s' }, 'Created src/gone.ts', 'PASS'],
    ['bash', { command: 'echo hi' }, 'wrote src/gone.ts', 'PASS'],
    ['do_it', {}, 'Report saved to coverage/nothing.html', 'FAIL'],
    ['do_it', {}, 'Report saved to coverage/index.html', 'PASS'],
    ['do_it', { project: 'packages/a' }, 'Report saved to coverage/index.html', 'PASS'],
  ];
  for (const [tool, params, said, status] of calls) {
    it(`[S2-54] ${tool} that says ${JSON.stringify(said)} is ${status}`, () => {
      bench.write('packages/a/coverage/index.html', '');
      const request = bench.succeeded(said, { tool, params }, { effects: effectsOf(tool, params) });
      expect(verify(request).status).toBe(status);
    });
  }

  it('takes no long text for a statement', () => {
    const text = Array.from({ length: 13 }, (_, i) => `wrote src/${i}.ts`).join('\n');
    expect(statusesOf(bench.succeeded(text))).toEqual([]);
  });

  it('[S2-54] finds a file whose path is written with backslashes', () => {
    bench.write('src/a.ts', 'x');
    expect(statusesOf(bench.succeeded('wrote src\\a.ts'))).toEqual(['pass']);
  });
});
