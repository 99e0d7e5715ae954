import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SentinelError } from '@sentinel-agentos/core';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import { eslintCheck } from '../../../src/verify/checks/eslint-check.js';
import type { CheckResult } from '@sentinel-agentos/core';
import type { EslintCheckOptions } from '../../../src/verify/checks/eslint-check.js';
import type { VerifyBench } from '../verify-bench.js';

/**
 * A linter that is called like ESLint and answers like it: `BAD` is an error, `HM` a warning, `!!` a syntax error.
 * Without `eslint.config.js` it has no configuration.
 */
const LINTER = `
const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync('calls', JSON.stringify(args) + '\\n');
if (!fs.existsSync('eslint.config.js')) {
  console.error("Oops! Something went wrong! :(\\n\\nESLint couldn't find an eslint.config.(js|mjs|cjs) file.");
  process.exit(2);
}
if (args[0] !== '--format' || args[1] !== 'json') process.exit(2);
const stdin = args.includes('--stdin');
const paths = stdin ? [args[args.indexOf('--stdin-filename') + 1]] : args.slice(args.indexOf('--') + 1);
const report = paths.map((filePath) => {
  if (!filePath.endsWith('.js'))
    return { filePath, messages: [{ ruleId: null, fatal: false, severity: 1, message: 'File ignored because no matching configuration was supplied.' }] };
  const text = fs.readFileSync(stdin ? 0 : filePath, 'utf8');
  const messages = text.split('\\n').flatMap((line, index) => {
    if (line.includes('!!')) return [{ ruleId: null, fatal: true, severity: 2, message: 'Parsing error: !!', line: index + 1 }];
    if (line.includes('BAD')) return [{ ruleId: 'no-bad', severity: 2, message: line.trim(), line: index + 1 }];
    return line.includes('HM') ? [{ ruleId: 'no-hm', severity: 1, message: line.trim(), line: index + 1 }] : [];
  });
  return { filePath, messages };
});
console.log(JSON.stringify(report));
process.exitCode = report.some(({ messages }) => messages.some(({ severity }) => severity === 2)) ? 1 : 0;
`;

describe('lint', () => {
  let bench: VerifyBench;
  beforeEach(() => {
    bench = createVerifyBench();
    const manifest = { name: 'eslint', version: '9.0.0', bin: { eslint: './bin/eslint.js' } };
    bench.write('node_modules/eslint/package.json', JSON.stringify(manifest));
    bench.write('node_modules/eslint/bin/eslint.js', LINTER);
    bench.write('eslint.config.js', '');
  });
  afterEach(() => bench.dispose());

  /** Runs a change of the named files under a snapshot, then the check. */
  const after = async (
    change: Readonly<Record<string, string>>,
    options: EslintCheckOptions = {},
    kept = true,
  ): Promise<readonly CheckResult[]> => {
    const effects = bench.effects('fs.write', ...Object.keys(change));
    const snapshot = kept ? bench.snapshot(effects) : null;
    for (const [name, content] of Object.entries(change)) bench.write(name, content);
    const bytesBefore = (id: string, path: string) => bench.snapshotter.bytesBefore(id, path);
    const verifier = createVerifier({
      workspaceRoot: bench.root,
      checks: [eslintCheck(options)],
      bytesBefore,
    });
    const request = bench.succeeded('ok', {}, { effects, snapshot });
    const { checks } = await verifier.verify(request, new AbortController().signal);
    return checks.filter(({ check }) => check === 'lint');
  };

  it('[S2-48] fails an error that the call brought in, and names it', async () => {
    bench.write('src/a.js', 'fine\nBAD old\n');
    const [result] = await after({ 'src/a.js': 'fine\nBAD new\nBAD old\n' });
    expect(result).toMatchObject({ status: 'fail', target: bench.path('src/a.js') });
    expect(result?.message.en).toContain('src/a.js:2 no-bad: BAD new');
    expect(result?.message.en).not.toContain('BAD old');
    expect(result?.message.zh).toContain('新增 1 个问题');
  });

  it('[S2-48] does not blame a call for errors that were there before, also where they moved', async () => {
    bench.write('a.js', 'BAD old\n');
    expect(await after({ 'a.js': '// a comment\n\nBAD old\n' })).toMatchObject([{ status: 'pass' }]);
  });

  it('[S2-48] counts an error as often as it occurs', async () => {
    bench.write('a.js', 'BAD\n');
    expect(await after({ 'a.js': 'BAD\nBAD\n' })).toMatchObject([{ status: 'fail' }]);
  });

  it('[S2-48] a new file has no errors to excuse, and a syntax error is one', async () => {
    expect(await after({ 'new.js': 'BAD\n' })).toMatchObject([{ status: 'fail' }]);
    expect(await after({ 'other.js': '!!\n' })).toMatchObject([{ status: 'fail' }]);
    expect(await after({ 'fine.js': 'x\n' })).toMatchObject([{ status: 'pass' }]);
  });

  it('lets warnings pass unless told otherwise, and never fails them', async () => {
    expect(await after({ 'a.js': 'HM\n' })).toMatchObject([{ status: 'pass' }]);
    expect(await after({ 'a.js': 'HM\nHM\n' }, { warnings: true })).toMatchObject([{ status: 'warn' }]);
  });

  it('[S2-48] can be made to warn only', async () => {
    expect(await after({ 'a.js': 'BAD\n' }, { onFail: 'warn' })).toMatchObject([{ status: 'warn' }]);
  });

  it('says that it did not look when what was there before decides and was not kept', async () => {
    bench.write('a.js', 'BAD old\n');
    const [result] = await after({ 'a.js': 'BAD old\nBAD new\n' }, {}, false);
    expect(result).toMatchObject({ status: 'not-checked' });
    expect(result?.message.en).toContain('there is no snapshot of it');
    expect(await after({ 'a.js': 'fine\n' }, {}, false)).toMatchObject([{ status: 'pass' }]);
  });

  it('looks at no file that ESLint ignores, that is gone, or outside the workspace', async () => {
    expect(await after({ 'a.txt': 'BAD' })).toEqual([]);
    const effects = bench.effects('fs.write', '../outside.js');
    const check = eslintCheck();
    const request = bench.succeeded('ok', {}, { effects });
    expect(await check.run(request, new AbortController().signal)).toEqual([]);
    bench.write('gone.js', 'BAD');
    const deletes = bench.effects('fs.delete', 'gone.js');
    const deleted = bench.succeeded('ok', {}, { effects: deletes, snapshot: bench.snapshot(deletes) });
    rmSync(bench.path('gone.js'));
    expect(await check.run(deleted, new AbortController().signal)).toEqual([]);
  });

  const setups = [
    'eslint.config.js',
    'eslint.config.mjs',
    '.eslintrc.json',
    'package.json',
    'tsconfig.base.json',
    'node_modules/eslint-plugin-x/index.js',
    'tools/eslint-rules/no-x.js',
    'linked/plugin/index.js',
  ];
  for (const name of setups) {
    it(`[S2-48] starts nothing after a call that changed ${name}`, async () => {
      bench.write('node_modules/plugin/index.js', '');
      symlinkSync('node_modules', bench.path('linked'));
      const [result] = await after({ 'a.js': 'BAD\n', [name]: 'throw 1;\n' });
      expect(result).toMatchObject({ status: 'not-checked' });
      expect(result?.message.en).toContain('nothing is started that may run what it wrote');
      expect(existsSync(bench.path('calls'))).toBe(false);
    });
  }

  it('[S2-48] starts nothing after a call that wrote a folder with settings in it, or installed packages', async () => {
    bench.write('packages/x/eslint.config.js', '');
    bench.write('packages/x/a.js', 'BAD\n');
    const written = bench.effects('fs.write', 'packages');
    const installed = [...bench.effects('fs.write', 'packages/x/a.js'), ...bench.effects('pkg.install', 'x')];
    for (const effects of [written, installed]) {
      const found = await eslintCheck().run(
        bench.succeeded('ok', {}, { effects }),
        AbortSignal.timeout(60_000),
      );
      expect(found).toMatchObject([{ status: 'not-checked' }]);
      expect(existsSync(bench.path('calls'))).toBe(false);
    }
  });

  it('believes no ESLint that ends with an error and names none', async () => {
    const silent =
      'console.log(JSON.stringify([{ filePath: process.argv.at(-1), messages: [] }])); process.exitCode = 1;';
    bench.write('node_modules/eslint/bin/eslint.js', silent);
    expect(await after({ 'a.js': 'BAD\n' })).toMatchObject([{ status: 'not-checked' }]);
  });

  it('looks at every file of a folder that a call writes', async () => {
    bench.write('src/a.js', 'BAD a\n');
    bench.write('src/deep/b.js', 'BAD b\n');
    const effects = bench.effects('fs.write', 'src');
    const snapshot = bench.snapshot(effects);
    bench.write('src/deep/b.js', 'BAD b\nBAD c\n');
    const bytesBefore = (id: string, path: string) => bench.snapshotter.bytesBefore(id, path);
    const verifier = createVerifier({ workspaceRoot: bench.root, checks: [eslintCheck()], bytesBefore });
    const request = bench.succeeded('ok', {}, { effects, snapshot });
    const { checks } = await verifier.verify(request, new AbortController().signal);
    const lint = checks.filter(({ check }) => check === 'lint');
    expect(lint).toMatchObject([{ status: 'fail', target: bench.path('src/deep/b.js') }]);
  });

  it('gives hostile names to no shell and takes none for an option', async () => {
    const names = ['--fix.js', '$(touch pwned).js', 'a b;touch pwned.js', '[id].js'];
    const results = await after(Object.fromEntries(names.map((name) => [name, 'BAD\n'])));
    expect(results.map(({ status }) => status)).toEqual(names.map(() => 'fail'));
    expect(existsSync(bench.path('pwned'))).toBe(false);
  });

  it('says that it did not look without ESLint, without a configuration, and without time', async () => {
    expect(await after({ 'slow.js': 'BAD\n' }, { timeoutMs: 1 })).toMatchObject([{ status: 'not-checked' }]);
    rmSync(bench.path('eslint.config.js'));
    const [without] = await after({ 'a.js': 'BAD\n' });
    expect(without).toMatchObject({ status: 'not-checked' });
    expect(without?.message.en).toContain("ESLint couldn't find an eslint.config");
    bench.write('node_modules/eslint/bin/eslint.js', 'console.log("no report")');
    expect(await after({ 'b.js': 'BAD\n' })).toMatchObject([{ status: 'not-checked' }]);
    rmSync(bench.path('node_modules'), { recursive: true });
    const [missing] = await after({ 'c.js': 'BAD\n' });
    expect(missing).toMatchObject({ status: 'not-checked' });
    expect(missing?.message.zh).toContain('未安装 ESLint');
    expect(await after({ 'c.md': 'BAD\n' })).toEqual([]);
  });

  it('refuses options that there are not', () => {
    for (const options of [
      { timeoutMs: 0 },
      { onFail: 'ignore' },
      { warnings: 'yes' },
      { fix: true },
    ] as readonly object[]) {
      expect(() => eslintCheck(options)).toThrow(SentinelError);
    }
  });
});
