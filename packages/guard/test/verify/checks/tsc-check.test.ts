import { rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SentinelError } from '@sentinel-agentos/core';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import { tscCheck } from '../../../src/verify/checks/tsc-check.js';
import type { CheckResult } from '@sentinel-agentos/core';
import type { TscCheckOptions } from '../../../src/verify/checks/tsc-check.js';
import type { VerifyBench } from '../verify-bench.js';

const COMPILER = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
const OPTIONS = { strict: true, noEmit: true, types: [], lib: ['es5'], module: 'nodenext', target: 'es2022' };

describe('typecheck', () => {
  let bench: VerifyBench;
  beforeEach(() => {
    bench = createVerifyBench();
    bench.write('node_modules/.keep', '');
    symlinkSync(COMPILER, bench.path('node_modules/typescript'), 'junction');
    bench.write('tsconfig.json', JSON.stringify({ compilerOptions: OPTIONS, include: ['src'] }));
    bench.write('src/a.ts', 'export const a: number = 1;\n');
    bench.write('src/b.ts', "import { a } from './a.js';\nexport const b: number = a;\n");
    bench.write('src/old.ts', 'export const old: string = 1;\n');
  });
  afterEach(() => bench.dispose());

  /** Makes the files hold this, null for none, under a snapshot; then asks the check. */
  const after = async (
    change: Readonly<Record<string, string | null>>,
    options: TscCheckOptions = {},
    kept = true,
  ): Promise<readonly CheckResult[]> => {
    const effects = Object.entries(change).flatMap(([name, text]) =>
      bench.effects(text === null ? 'fs.delete' : 'fs.write', name),
    );
    const snapshot = kept ? bench.snapshot(effects) : null;
    for (const [name, text] of Object.entries(change)) {
      if (text === null) rmSync(bench.path(name));
      else bench.write(name, text);
    }
    const bytesBefore = (id: string, path: string) => bench.snapshotter.bytesBefore(id, path);
    const verifier = createVerifier({ workspaceRoot: bench.root, checks: [tscCheck(options)], bytesBefore });
    const request = bench.succeeded('ok', {}, { effects, snapshot });
    const { checks } = await verifier.verify(request, new AbortController().signal);
    return checks.filter(({ check }) => check === 'typecheck');
  };

  it('[S2-49] fails an error that the call brought in, also in a file that it did not touch', async () => {
    const [result] = await after({ 'src/a.ts': "\nexport const a: string = 'x';\n" });
    expect(result).toMatchObject({ status: 'fail', target: bench.path('tsconfig.json') });
    expect(result?.message.en).toContain(
      "src/b.ts:2 TS2322: Type 'string' is not assignable to type 'number'.",
    );
    expect(result?.message.en).not.toContain('old.ts');
  });

  it('[S2-49] does not blame a call for errors that were there before, also where they moved', async () => {
    const [result] = await after({
      'src/a.ts': 'export const a: number = 2;\n',
      'src/old.ts': '// a comment\n\nexport const old: string = 1;\n',
    });
    expect(result).toMatchObject({ status: 'pass' });
    expect(result?.message.en).toContain('that it did not have before');
  });

  it('[S2-49] knows files that the call made and files that it deleted', async () => {
    expect(await after({ 'src/new.ts': 'const n: string = 1;\n' })).toMatchObject([{ status: 'fail' }]);
    const [deleted] = await after({ 'src/new.ts': null, 'src/a.ts': null });
    expect(deleted).toMatchObject({ status: 'fail' });
    expect(deleted?.message.en).toMatch(
      /has 1 new errors\nsrc\/b\.ts:1 TS2307: Cannot find module '\.\/a\.js'/,
    );
  });

  it('[S2-49] starts nothing after a call that changed settings or an installed package', async () => {
    const names = ['tsconfig.json', 'tsconfig.app.json', 'package.json', 'node_modules/x/index.js'];
    for (const name of names) {
      const [result] = await after({
        'src/a.ts': `export const a = ${names.indexOf(name) + 5};\n`,
        [name]: '{}',
      });
      expect(result).toMatchObject({ status: 'not-checked' });
      expect(result?.message.en).toBe(
        `the call changed ${bench.path(name)}; nothing is started that may run what it wrote`,
      );
    }
  });

  it('[S2-49] asks for no bytes of thousands of files', async () => {
    for (let index = 0; index <= 2000; index += 1) bench.write(`many/${index}.ts`, '');
    const effects = bench.effects('fs.delete', 'many');
    const snapshot = bench.snapshot(effects);
    rmSync(bench.path('many'), { recursive: true });
    const asked: string[] = [];
    const bytesBefore = (_: string, path: string): null => {
      asked.push(path);
      return null;
    };
    const verifier = createVerifier({ workspaceRoot: bench.root, checks: [tscCheck()], bytesBefore });
    const request = bench.succeeded('ok', {}, { effects, snapshot });
    const found = async () =>
      (await verifier.verify(request, new AbortController().signal)).checks.find(
        ({ check }) => check === 'typecheck',
      );
    expect((await found())?.message.en).toContain('2001 files, more than are compared');
    rmSync(bench.path('node_modules'), { recursive: true });
    expect((await found())?.message.en).toContain('TypeScript is not installed');
    expect(asked).toEqual([]);
  });

  it('[S2-49] follows the references of a project that has no files of its own', async () => {
    bench.write('tsconfig.json', '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }');
    bench.write('tsconfig.app.json', JSON.stringify({ compilerOptions: OPTIONS, include: ['src'] }));
    const [result] = await after({ 'src/a.ts': "export const a: string = 'x';\n" });
    expect(result).toMatchObject({ status: 'fail' });
    expect(result?.message.en).toContain('has 1 new errors');
  });

  it('[S2-49] asks the project nearest to a changed file, or the one that is named', async () => {
    bench.write('sub/tsconfig.json', JSON.stringify({ compilerOptions: OPTIONS }));
    const change = { 'sub/x.ts': 'export const x: string = 1;\n' };
    expect(await after(change)).toMatchObject([{ status: 'fail', target: bench.path('sub/tsconfig.json') }]);
    const project = bench.path('tsconfig.json');
    expect(await after({ 'sub/y.ts': 'const y: string = 1;\n' }, { project })).toMatchObject([
      { status: 'pass', target: project },
    ]);
  });

  it('says that it did not look when what was there before decides and was not kept', async () => {
    const [result] = await after({ 'src/a.ts': "export const a: string = 'x';\n" }, {}, false);
    expect(result).toMatchObject({ status: 'not-checked' });
    expect(result?.message.en).toContain('there is no snapshot of it');
    rmSync(bench.path('src/old.ts'));
    expect(await after({ 'src/a.ts': 'export const a: number = 3;\n' }, {}, false)).toMatchObject([
      { status: 'pass' },
    ]);
  });

  it('says that it did not look without a project, with a broken compiler, without one, and without time', async () => {
    expect(await after({ 'src/a.ts': '\n' }, { timeoutMs: 1 })).toMatchObject([{ status: 'not-checked' }]);
    rmSync(bench.path('node_modules'), { recursive: true });
    expect((await after({ 'src/a.ts': '\n\n' }))[0]?.message.en).toContain('TypeScript is not installed');
    bench.write('node_modules/typescript/package.json', '{ "version": "9.0.0", "main": "./index.js" }');
    bench.write('node_modules/typescript/index.js', '');
    expect((await after({ 'src/a.ts': '' }))[0]?.message.en).toContain('no interface that is known here');
    rmSync(bench.path('tsconfig.json'));
    expect((await after({ 'src/a.ts': '\n' }))[0]?.message.zh).toContain('未找到 tsconfig.json');
    expect(await after({ 'data.json': '{}', 'readme.md': 'x' })).toEqual([]);
  });

  it('[S2-49] can be made to warn only, and refuses options that there are not', async () => {
    expect(await after({ 'src/a.ts': 'export const a = ;\n' }, { onFail: 'warn' })).toMatchObject([
      { status: 'warn' },
    ]);
    for (const options of [
      { timeoutMs: -1 },
      { onFail: 'ignore' },
      { project: 'tsconfig.json' },
      { noEmit: true },
    ] as object[]) {
      expect(() => tscCheck(options)).toThrow(SentinelError);
    }
  });
});
