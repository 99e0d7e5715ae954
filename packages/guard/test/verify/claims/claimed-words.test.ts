import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimedWords } from '../../../src/verify/claims/claimed-words.js';

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
    ['File written to notes.md', ['notes.md']],
    ['Note saved to notes.md', ['notes.md']],
    ['Wrote file C:/a/b.txt', ['C:/a/b.txt']],
    ['File C:\\a\\b.txt written', ['C:\\a\\b.txt']],
    ['Created: a/b.ts', ['a/b.ts']],
    ['Created a new file', []],
    ['已保存到 notes.md', ['notes.md']],
    ['Added zz.txt', ['zz.txt']],
    ['Wrote 12 lines to zz.txt', ['zz.txt']],
    ['Wrote 1.5 KB into zz.txt', ['zz.txt']],
    ['saved to "my file.txt"', ['my file.txt']],
    ['Saved to `out/my file (1).txt`.', ['out/my file (1).txt']],
    ['Saved to zz.txt without error', ['zz.txt']],
    ['Saved src/zz.ts (no warnings)', ['src/zz.ts']],
    ['Wrote src/zz.ts, 0 errors', ['src/zz.ts']],
    ['Saved src/zz.ts in the repo', ['src/zz.ts']],
    ['Saved src/zz.ts but could not format it', ['src/zz.ts']],
    ['Wrote src/error.ts', ['src/error.ts']],
    ['Created src/database/table.ts', ['src/database/table.ts']],
    ['已将结果保存到 out/zz.txt', ['out/zz.txt']],
    ['成功将结果写入 out/zz.txt', ['out/zz.txt']],
    ['已写入 out/zz.txt,没有错误', ['out/zz.txt']],
    ['已写入\uFF1Aout/zz.txt\uFF01文件未覆盖', ['out/zz.txt']],
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
    'Updated 3 files',
    'I have created the following plan',
    '{"status":"created"}',
    'The file format was updated in v2',
    'Created issue #12: fix file upload',
    'File uploaded and record created',
    'A file was created by Bob',
    'The file was last modified on Monday',
    'This file is generated',
    'If the file was modified, reload',
    'It should be written to file',
    'file.txt modified 3 days ago',
    'The tests you wrote in src/a.ts are green',
    'Wrote 12 bytes to s3://bucket/key.txt',
    'Wrote 12 bytes to the socket',
    'File created in Google Drive: Plan.docx',
    'Updated README.md in the remote repository',
    '已更新文件描述',
    '已生成报告，文件列表如下',
    '已写入数据库',
    '请修改 src/a.ts',
    '建议修改 src/a.ts',
    'I already created src/foo.ts',
    'src/foo.ts was created earlier',
    'abc1234 Created src/gone.ts',
    '* 0a1b2c3d4e (HEAD -> main) Added src/gone.ts',
    '用户修改了src/gone.ts',
    '用户已创建了 src/gone.ts',
    '结果将保存到 out/zz.txt',
    'Saved notes.md in the cloud',
    'src/a.ts was updated by Bob',
    'PR #12 merged: created src/gone.ts',
    '2026-01-02 0a1b2c3 Created src/gone.ts',
    'In commit 0a1b2c3: created src/gone.ts',
    'Wrote 12 lines to stdout',
    'Added src/a.ts to the context',
  ];
  for (const text of silent) {
    it(`[S2-54] ${JSON.stringify(text)} claims nothing`, () => {
      expect(claimedWords(text)).toEqual({ claims: false, paths: [] });
    });
  }

  const certainties: readonly (readonly [string, readonly (readonly [string, boolean])[]])[] = [
    ['Bob created src/x.ts', [['src/x.ts', false]]],
    ['小明修改了src/x.ts', [['src/x.ts', false]]],
    ['我修改了src/x.ts', [['src/x.ts', true]]],
    ['I created src/x.ts', [['src/x.ts', true]]],
    ['Successfully created src/x.ts', [['src/x.ts', true]]],
    ['Report saved to out/x.html', [['out/x.html', true]]],
    ['Removed src/gone.ts, updated src/a.ts', [['src/a.ts', true]]],
    ['Updated src/a.ts by adding a line', [['src/a.ts', true]]],
    ['Updated Node.js', [['Node.js', false]]],
  ];
  for (const [text, paths] of certainties) {
    it(`[S2-54] ${JSON.stringify(text)} is certain of what it says itself`, () => {
      expect(claimedWords(text).paths.map(({ path, certain }) => [path, certain])).toEqual(paths);
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
      '"a ',
      '-',
      '. ',
      'wrote the file ',
    ]) {
      claimedWords(part.repeat(Math.ceil(4096 / part.length)));
    }
  });
});
