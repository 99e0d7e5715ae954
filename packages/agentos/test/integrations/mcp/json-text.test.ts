import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberText, outline, rewriteStrings } from '../../../src/integrations/mcp/json-text.js';

const json = fc.json({ maxDepth: 6 });

describe('the text of JSON', () => {
  it('has the members that parsing finds, each with its own text', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { parts, repeats } = outline(text);
        expect(repeats).toBe(false);
        expect(parts.map(({ name, text: part }) => [name, JSON.parse(part) as unknown])).toEqual(
          Object.entries(JSON.parse(text) as object),
        );
        for (const part of parts) expect(text.slice(part.start)).toContain(part.text);
      }),
    );
  });

  it('shows repeated names, however they are spelled and wherever they are', () => {
    for (const text of ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '[{"x":[{"__proto__":1,"__proto__":2}]}]']) {
      expect(outline(text).repeats).toBe(true);
    }
    for (const text of [
      '{"a":{"a":1},"b":[{"a":1},{"a":1}]}',
      '{"a":"\\"a\\":1,\\"a\\":2"}',
      '[]',
      '1',
      '"{"',
    ]) {
      expect(outline(text).repeats).toBe(false);
    }
    expect(memberText('{"a":1,"a": 2.0 }', 'a')?.text).toBe('2.0');
  });

  it('keeps everything but the strings that are rewritten', () => {
    fc.assert(
      fc.property(json, (text) => {
        expect(rewriteStrings(text, (value) => value)).toBe(text);
        const doubled = rewriteStrings(text, (value) => `${value}\\"${value}`);
        expect(() => JSON.parse(doubled) as unknown).not.toThrow();
      }),
    );
    expect(rewriteStrings('{"k":[1.0,"a\\\\","\\"b"]}', (value) => value.toUpperCase())).toBe(
      '{"K":[1.0,"A\\\\","\\"B"]}',
    );
  });

  it('is read in one go, also where all of it is escapes', () => {
    const text = JSON.stringify({ x: '\\"'.repeat(500_000) });
    expect(outline(text).parts.length).toBe(1);
    expect(rewriteStrings(text, (value) => value)).toBe(text);
  });
});
