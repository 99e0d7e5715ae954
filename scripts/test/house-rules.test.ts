import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../house/workspace.mjs';

/** Code that must not pass the linter, the rule that refuses it, and where it would stand. */
const PLANTS: readonly (readonly [rule: string, file: string, code: string])[] = [
  [
    'house(no-shell)',
    'src/a.ts',
    "import { spawn } from 'node:child_process';\nspawn('ls', [], { shell: true });\n",
  ],
  [
    'house(no-shell)',
    'src/b.ts',
    "import { execFile } from 'node:child_process';\nexecFile('ls', [], { 'shell': '/bin/sh' });\n",
  ],
  ['house(no-export-all)', 'src/index.ts', "export * from './a.js';\n"],
  ['house(file-names-a-concept)', 'src/utils.ts', 'export const one: number = 1;\n'],
  ['eslint(no-restricted-imports)', 'src/c.ts', "import { exec } from 'node:child_process';\nexec('ls');\n"],
  [
    'eslint(no-restricted-imports)',
    'src/d.ts',
    "import { runInNewContext } from 'node:vm';\nrunInNewContext('1');\n",
  ],
  ['eslint(no-eval)', 'src/e.ts', "eval('1');\n"],
  ['eslint(no-restricted-globals)', 'src/f.ts', "export const made: unknown = new Function('return 1');\n"],
  ['import(no-default-export)', 'src/g.ts', 'export default 1;\n'],
  ['eslint(no-console)', 'src/h.ts', "console.log('1');\n"],
  ['unicorn(filename-case)', 'src/camelCase.ts', 'export const one: number = 1;\n'],
  ['typescript(no-explicit-any)', 'src/i.ts', 'export const one: any = 1;\n'],
  ['typescript(no-floating-promises)', 'src/j.ts', 'Promise.resolve(1);\n'],
  [
    'typescript(no-misused-promises)',
    'src/k.ts',
    'const p: Promise<boolean> = Promise.resolve(true);\nif (p) p.catch(() => 1);\n',
  ],
  [
    'typescript(switch-exhaustiveness-check)',
    'src/l.ts',
    "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n    default:\n      return 2;\n  }\n}\n",
  ],
  ['typescript(no-unsafe-member-access)', 'src/m.ts', "export const one: unknown = JSON.parse('{}').one;\n"],
  ['typescript(no-non-null-assertion)', 'src/n.ts', 'export const f = (x?: string): string => x!;\n'],
];

let folder = '';
let report = '';

// A house of its own with our configuration, so that nothing is planted where others work.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sentinel-agentos-lint-'));
  for (const file of [
    '.oxlintrc.json',
    'scripts/lint/house-rules.js',
    'tsconfig.json',
    'tsconfig.base.json',
  ]) {
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [, file, code] of PLANTS) {
    const path = join(folder, 'packages', 'planted', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
  const program = join(ROOT, 'node_modules', '.bin', 'oxlint');
  report = spawnSync(program, ['--type-aware', '-f', 'json', 'packages'], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the linter', () => {
  it.each(PLANTS)('%s refuses %s', (rule, file) => {
    const { diagnostics } = JSON.parse(report) as { diagnostics: { code: string; filename: string }[] };
    const found = diagnostics.filter(({ filename }) => filename.endsWith(file)).map(({ code }) => code);
    expect(found).toContain(rule);
  });
});
