import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownJson, shownLine, shownName, shownPath } from '../src/shown-text.js';

// oxlint-disable-next-line no-control-regex
const ACTED_ON = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes)),
);

describe('text for a terminal', () => {
  it('holds nothing that a terminal acts on, whatever a name holds, and no two names look alike', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(shownName(one)).not.toMatch(ACTED_ON);
        expect(shownName(one) === shownName(other)).toBe(one === other);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps of a control character only tabs in a line of a file', () => {
    fc.assert(
      fc.property(anyText, (line) => {
        expect(shownLine(line).replaceAll('\t', '')).not.toMatch(ACTED_ON);
      }),
      { numRuns: 2000 },
    );
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.array(anyText)), (value) => {
        const json = shownJson(value);
        expect(json.replaceAll('\n', '')).not.toMatch(ACTED_ON);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('names what lies in the workspace from there, and everything else in full', () => {
    expect(shownPath('/proj/src/a.ts', '/proj')).toBe('src/a.ts');
    expect(shownPath('/proj', '/proj')).toBe('/proj');
    expect(shownPath('/projer/a', '/proj')).toBe('/projer/a');
    expect(shownPath('/proj/..a', '/proj')).toBe('..a');
  });
});
