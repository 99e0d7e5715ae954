import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../house/workspace.mjs';

/** A file that is planted, what it imports, and the rule that refuses it; no rule when it is allowed. */
interface Plant {
  readonly file: string;
  readonly imports: string;
  readonly rule?: string;
}

const PLANTS: readonly Plant[] = [
  { file: 'packages/core/src/planted-file.ts', imports: 'node:fs', rule: 'core-no-platform' },
  { file: 'packages/core/src/planted-bare.ts', imports: 'path', rule: 'core-no-platform' },
  { file: 'packages/core/src/planted-up.ts', imports: '../../guard/src/index.js', rule: 'core-knows' },
  { file: 'packages/core/src/planted-tool.ts', imports: 'fast-check', rule: 'core-uses' },
  { file: 'packages/core/src/testing/planted-test.ts', imports: 'vitest', rule: 'core-uses' },
  { file: 'packages/guard/src/planted-sibling.ts', imports: '../../audit/src/index.js', rule: 'guard-knows' },
  {
    file: 'packages/memory/src/planted-sibling.ts',
    imports: '../../guard/src/index.js',
    rule: 'memory-knows',
  },
  {
    file: 'packages/evaluator/src/planted-up.ts',
    imports: '../../agentos/src/index.js',
    rule: 'evaluator-knows',
  },
  { file: 'packages/agentos/src/planted-up.ts', imports: '../../cli/src/main.js', rule: 'agentos-knows' },
  { file: 'packages/cli/src/planted-past.ts', imports: '../../guard/src/index.js', rule: 'cli-knows' },
  { file: 'packages/cli/src/planted-unlisted.ts', imports: 'fast-check', rule: 'cli-uses' },
  {
    file: 'packages/guard/src/planted-inner.ts',
    imports: '../../core/src/json.js',
    rule: 'through-the-front-door',
  },
  {
    file: 'packages/guard/test/planted-inner.ts',
    imports: '../../core/src/json.js',
    rule: 'through-the-front-door',
  },
  {
    file: 'packages/guard/src/planted-double.ts',
    imports: '@sentinel-agentos/core/testing',
    rule: 'no-test-code-in-src',
  },
  {
    file: 'packages/guard/src/planted-test.ts',
    imports: '../test/planted-inner.js',
    rule: 'no-test-code-in-src',
  },
  { file: 'packages/audit/src/planted-writer.ts', imports: 'node:fs' },
  {
    file: 'packages/audit/src/verify/planted.ts',
    imports: '../planted-writer.js',
    rule: 'audit-verify-stands-alone',
  },
  { file: 'packages/audit/src/format/planted.ts', imports: '../planted-writer.js' },
  {
    file: 'packages/audit/src/verify/planted-far.ts',
    imports: '../format/planted.js',
    rule: 'audit-verify-stands-alone',
  },
  { file: 'packages/sandbox/src/planted-nowhere.ts', imports: './no-such-file.js', rule: 'resolves' },
  { file: 'packages/sandbox/src/planted-cycle.ts', imports: './planted-cycle.js', rule: 'no-cycle' },
  { file: 'packages/newcomer/src/index.ts', imports: 'node:fs', rule: 'in-the-table' },
  {
    file: 'examples/planted/src/main.ts',
    imports: '../../../packages/guard/src/index.js',
    rule: 'examples-are-users',
  },
  { file: 'bench/planted.ts', imports: '../packages/core/src/json.js', rule: 'bench-is-a-user' },

  { file: 'packages/guard/src/planted-down.ts', imports: '@sentinel-agentos/core' },
  { file: 'packages/guard/test/planted-double.ts', imports: '@sentinel-agentos/core/testing' },
  { file: 'packages/agentos/src/planted-down.ts', imports: '@sentinel-agentos/guard' },
  { file: 'packages/cli/src/planted-down.ts', imports: 'sentinel-agentos' },
  { file: 'packages/memory/test/planted-tool.ts', imports: 'fast-check' },
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let copy = '';
let violations: readonly Violation[] = [];

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'sentinel-agentos-dag-'));
  copyTheHouse(copy);
  for (const { file, imports } of PLANTS)
    plant(file, `import type * as planted from '${imports}';\nexport type Planted = typeof planted;\n`);
  violations = cruise(copy);
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the table of allowed arrows', () => {
  for (const { file, imports, rule } of PLANTS) {
    if (rule === undefined) {
      it(`lets ${file} import ${imports}`, () => {
        expect(violations.filter(({ from }) => from === file)).toEqual([]);
      });
    } else {
      it(`refuses ${imports} in ${file} by ${rule}`, () => {
        expect(
          violations.filter(({ from }) => from === file).map((violation) => violation.rule.name),
        ).toContain(rule);
      });
    }
  }
});

/** The packages as they are, linked among each other as they are; what comes from outside is the installed one. */
function copyTheHouse(into: string): void {
  for (const file of ['package.json', 'tsconfig.json', 'tsconfig.base.json', 'scripts/dag.cjs']) {
    cpSync(join(ROOT, file), join(into, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(into, 'node_modules'));
  for (const folder of readdirSync(join(ROOT, 'packages'))) {
    for (const part of ['package.json', 'src', 'node_modules']) {
      const from = join(ROOT, 'packages', folder, part);
      if (existsSync(from))
        cpSync(from, join(into, 'packages', folder, part), { recursive: true, verbatimSymlinks: true });
    }
    plant(`packages/${folder}/src/index.ts`, 'export {};\n');
  }
  plant('packages/cli/src/main.ts', 'export {};\n');
}

/** Writes a file of the copy unless it is there. */
function plant(file: string, text: string): void {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) writeFileSync(path, text);
}

function cruise(folder: string): readonly Violation[] {
  const program = join(ROOT, 'node_modules', '.bin', 'depcruise');
  const args = ['--config', 'scripts/dag.cjs', '--output-type', 'json', 'packages', 'examples', 'bench'];
  const output = execFileSync(program, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const cruised = JSON.parse(output) as { readonly summary: { readonly violations: readonly Violation[] } };
  return cruised.summary.violations;
}
