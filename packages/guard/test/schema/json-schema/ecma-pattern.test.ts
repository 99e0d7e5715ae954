import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileEcmaPattern } from '../../../src/schema/json-schema/ecma-pattern.js';
import { createBudget } from '../../../src/schema/json-schema/evaluation.js';

const PATTERNS = [
  '^\\s$',
  '^\\S$',
  '^[\\s]$',
  '^[^\\s]$',
  '^[a\\s-]$',
  '^.$',
  '^[.]$',
  '^\\.$',
  '^\\d$',
  '^\\w$',
  '^[\\w.]$',
  '^\\W$',
  '^a.b$',
  '[\\]\\s]$',
  '^\\[.\\]$',
  '^(?:a|\\s)+$',
  '^(?<name>.)$',
  '^[^\\]]$',
  '^\\\\.$',
  '^\\/.$',
  '^\\p{L}+$',
  '^[\\u4e00-\\u9fff]+$',
];
const SPACES = [
  0x9, 0xa, 0xb, 0xc, 0xd, 0x20, 0x85, 0xa0, 0x1680, 0x180e, 0x2000, 0x200a, 0x200b, 0x2028, 0x2029, 0x202f,
  0x205f, 0x3000, 0xfeff,
];

describe('a pattern of a JSON Schema', () => {
  it.each(PATTERNS)('%s matches what it matches in ECMAScript', (source) => {
    const native = new RegExp(source, 'u');
    const ours = compileEcmaPattern(source, 'p');
    const unit = fc.oneof(
      fc.constantFrom(...SPACES.map((code) => String.fromCodePoint(code))),
      fc.constantFrom('a', 'b', '.', '[', ']', '\\', '/', '-', '0', '_', '文', '😀', 'é'),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 3 }), (text) => {
        expect(ours.occursIn(text, createBudget())).toBe(native.test(text));
      }),
      { numRuns: 300 },
    );
    for (const code of SPACES) {
      const text = String.fromCodePoint(code);
      expect([code, ours.occursIn(text, createBudget())]).toEqual([code, native.test(text)]);
    }
  });

  it('keeps its source for messages', () => {
    expect(compileEcmaPattern('\\s', 'p').source).toBe('\\s');
  });

  it('costs as much as the text is long', () => {
    let spent = 0;
    const budget = { spend: (steps: number): void => void (spent += steps) };
    compileEcmaPattern('', 'p').occursIn('', budget);
    expect(spent).toBe(1);
    compileEcmaPattern('a', 'p').occursIn('x'.repeat(160), budget);
    expect(spent).toBe(12);
  });
});
