import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exportNames } from '../house/export-names.mjs';
import { differences, pinnedExports } from '../house/pinned-exports.mjs';
import { publicEntries, publicPackages } from '../house/workspace.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sentinel-agentos-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function namesOf(code: string): ReturnType<typeof exportNames> {
  const file = join(folder, 'index.ts');
  writeFileSync(file, code);
  return exportNames(file);
}

describe('the names that an entry exports', () => {
  it('are read sorted, values apart from types, under the name a user sees', () => {
    const code =
      "export { b, a as c } from './a.js';\nexport { type T, d } from './d.js';\nexport type { S } from './s.js';\n";
    expect(namesOf(code)).toEqual({ values: ['b', 'c', 'd'], types: ['S', 'T'] });
  });

  it.each([
    "export * from './a.js';",
    "export * as a from './a.js';",
    'export const a = 1;',
    'console.log(1);',
  ])('are refused when hidden: %s', (code) => {
    expect(() => namesOf(code)).toThrow('index.ts:1: an entry file only lists named exports');
  });
});

describe('the pinned list', () => {
  const entries = publicPackages().flatMap(publicEntries);

  it.each(entries)('[S2-149] names what $specifier exports, no more and no less', ({ specifier, source }) => {
    expect(pinnedExports()[specifier]).toEqual(exportNames(source));
  });

  it('[S2-149] offers more than thirty names in the umbrella', () => {
    const { values, types } = pinnedExports()['sentinel-agentos'] ?? { values: [], types: [] };
    expect(values.length + types.length).toBeGreaterThan(30);
  });
});

describe('comparing with the pinned list', () => {
  it('says what was added and what was removed, entries that came or went included', () => {
    const pinned = { a: { values: ['x', 'y'], types: [] }, gone: { values: [], types: ['T'] } };
    const current = { a: { values: ['y', 'z'], types: [] }, come: { values: ['w'], types: [] } };
    expect(differences(pinned, current)).toEqual([
      '+ a: z (values)',
      '- a: x (values)',
      '- gone: T (types)',
      '+ come: w (values)',
    ]);
    expect(differences(current, current)).toEqual([]);
  });
});
