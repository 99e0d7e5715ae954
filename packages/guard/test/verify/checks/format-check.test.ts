import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import { formatCheck } from '../../../src/verify/checks/format-check.js';
import type { CheckResult } from '@sentinel-agentos/core';
import type { VerifyBench } from '../verify-bench.js';

describe('format', () => {
  let bench: VerifyBench;
  beforeEach(() => {
    bench = createVerifyBench();
  });
  afterEach(() => bench.dispose());

  const look = (...names: readonly string[]): readonly CheckResult[] => {
    const request = bench.succeeded('ok', {}, { effects: bench.effects('fs.write', ...names) });
    const verifier = createVerifier({ workspaceRoot: bench.root, checks: [formatCheck()] });
    return verifier.verifySync(request).checks.filter(({ check }) => check === 'format');
  };
  const bomb = Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*b${i - 1}, *b${i - 1}]`);
  bomb[0] = 'b0: &b0 [x]';

  const cases: readonly (readonly [string, string | Uint8Array, CheckResult['status']])[] = [
    ['good.json', '{"a":1}', 'pass'],
    ['bom.json', '\uFEFF{}', 'pass'],
    ['bad.json', '{"a":1,}', 'fail'],
    ['EMPTY.JSON', '', 'fail'],
    ['latin.json', Uint8Array.of(0x22, 0xe9, 0x22), 'fail'],
    ['deep.json', '['.repeat(100_000), 'fail'],
    ['tsconfig.build.json', '{ // comment\n}', 'not-checked'],
    ['tsconfig.json', '{}', 'pass'],
    ['a.jsonc', '{ /* comment */ }', 'not-checked'],
    ['good.yaml', 'a: 1\nb:\n  - x\n  - "y"\n', 'pass'],
    ['many.yml', 'a: 1\n---\nb: 2\n...\n---\n- c\n', 'pass'],
    ['empty.yml', '', 'pass'],
    ['tags.yml', 'bucket: !Ref name\nlist: !!set { a, b }\n', 'pass'],
    ['merge.yml', 'a: &a { x: 1 }\nb:\n  <<: *a\n  y: 2\n', 'pass'],
    ['second.yml', 'a: 1\n---\nb: [\n', 'fail'],
    ['indent.yml', 'a:\n\tb: 1\n', 'fail'],
    ['double.yml', 'a: 1\nb: 2\na: 3\n', 'fail'],
    ['alias.yml', 'a: *nobody\n', 'fail'],
    ['latin.yml', Uint8Array.of(0x61, 0x3a, 0x20, 0xe9), 'fail'],
    ['bomb.yml', bomb.join('\n'), 'pass'],
    ['deep.yml', '['.repeat(50_000), 'not-checked'],
    ['deep-map.yml', '? '.repeat(50_000), 'not-checked'],
    ['chart.yaml', '{{- if .Values.on }}\na: 1\n{{- end }}\n', 'not-checked'],
    ['play.yml', '{% if x %}\na: 1\n{% endif %}\n', 'not-checked'],
    ['good.toml', 'a = 1\n[b]\nc = 9007199254740993\nd = 2026-01-01\n', 'pass'],
    ['bad.toml', 'a = \n', 'fail'],
    ['double.toml', 'a = 1\na = 2\n', 'fail'],
    ['latin.toml', Uint8Array.of(0x61, 0x3d, 0x22, 0xff, 0x22), 'fail'],
    ['deep.toml', `a = ${'['.repeat(50_000)}`, 'fail'],
    ['proto.toml', '[__proto__]\na = 1\n', 'pass'],
  ];
  for (const [name, content, status] of cases) {
    it(`[S2-50] ${name} is ${status}`, () => {
      bench.write(name, content);
      expect(look(name, 'readme.md').map((each) => each.status)).toEqual([status]);
    });
  }

  it('[S2-50] says where the mistake is', () => {
    bench.write('a.yml', 'a: 1\nb: ]\n');
    bench.write('a.toml', 'a = 1\nb = \n');
    const [yaml, toml] = look('a.yml', 'a.toml');
    expect(yaml?.message.en).toMatch(/is not YAML: .* at line 2, column \d+$/);
    expect(toml?.message.zh).toMatch(/不是有效的 TOML/);
  });

  it('reads a large file of many keys without delay', () => {
    const keys = Array.from({ length: 10_000 }, (_, i) => `key${i}: value of ${i}`);
    bench.write('large.yml', keys.join('\n'));
    expect(look('large.yml')).toMatchObject([{ status: 'pass' }]);
  });

  it('does not judge what it cannot read', () => {
    mkdirSync(bench.path('folder.json'));
    bench.write('huge.json', ' '.repeat(16 * 1024 * 1024 + 1));
    bench.write('huge.yaml', '#'.repeat(256 * 1024 + 1));
    bench.write('huge.toml', '#'.repeat(4 * 1024 * 1024 + 1));
    const results = look('folder.json', 'missing.json', 'huge.json', 'huge.yaml', 'huge.toml');
    expect(results.map(({ status }) => status)).toEqual(Array<string>(5).fill('not-checked'));
  });

  it('blames a command only for what it changed', () => {
    bench.write('old.json', '{');
    const params = { command: 'test -f nope && echo > old.json || true' };
    const effects = bench.effects('fs.write', 'old.json');
    const snapshot = bench.snapshot(effects);
    const run = () =>
      formatCheck().run(bench.succeeded('ok', { tool: 'bash', params }, { effects, snapshot }));
    expect(run()).toMatchObject([{ status: 'not-checked' }]);
    bench.write('old.json', '');
    expect(run()).toMatchObject([{ status: 'fail' }]);
  });

  it('has nothing to say about other files', () => {
    expect(look('a.txt', 'json', '.yaml/x')).toEqual([]);
  });
});
