import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimedWords } from '../../../src/verify/claims/claimed-words.js';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import { sampleEffect } from '@sentinel-agentos/core/testing';
import type { VerifyBench } from '../verify-bench.js';
import type { VerifyRequest } from '@sentinel-agentos/core';

describe('words are read as claims', () => {
  const claims: readonly (readonly [string, readonly string[]])[] = [
    ['file written', []],
    ['File written successfully!', []],
    ['The file has been saved.', []],
    ['Wrote 120 bytes', []],
    ['wrote src/x.ts', ['src/x.ts']],
    ['Successfully created the file `src/new.ts`.', ['src/new.ts']],
    ['src/a.ts was successfully updated', ['src/a.ts']],
    ['Saved to /tmp/out.bin, 12 bytes', ['/tmp/out.bin']],
    ['Created ./Makefile', ['./Makefile']],
    ['created a.txt. updated b.txt.', ['a.txt', 'b.txt']],
    ['已写入', []],
    ['文件已成功保存', []],
    ['写入成功', []],
    ['已写入 src/x.ts。', ['src/x.ts']],
    ['已创建文件:docs/说明.md 和 docs/a.md', []],
    ['成功生成文件 `dist/index.js`', ['dist/index.js']],
  ];
  for (const [text, paths] of claims) {
    it(`[S2-54] ${JSON.stringify(text)} claims ${paths.length === 0 ? 'a file' : paths.join(' and ')}`, () => {
      const words = claimedWords(text);
      expect(words.claims).toBe(true);
      expect(words.paths.map(({ path }) => path)).toEqual(paths);
    });
  }

  const silent = [
    '',
    'all passed',
    '42',
    'file not written',
    'The file was not found',
    'could not write file: failed',
    'would have written src/a.ts',
    'dry run: file written',
    'no files were created',
    'Created 3 records',
    'the database was updated',
    'created and/or updated 2 rows',
    '文件未写入',
    '写入失败',
    '没有创建文件',
    'saved to https://example.org/a.png',
    'read src/a.ts',
    '更新了 3 条记录',
  ];
  for (const text of silent) {
    it(`[S2-54] ${JSON.stringify(text)} claims nothing`, () => {
      expect(claimedWords(text)).toEqual({ claims: false, paths: [] });
    });
  }

  it('any text is read without an error, and hostile ones without delay', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(typeof claimedWords(text).claims).toBe('boolean');
      }),
    );
    for (const part of [
      'a/',
      'a.',
      'file ',
      'wrote ',
      'wrote wrote/',
      '写入',
      '文件已',
      '写入了',
      "'",
      '. ',
      'wrote the file ',
    ]) {
      claimedWords(part.repeat(Math.ceil(4096 / part.length)));
    }
  });
});

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
});
