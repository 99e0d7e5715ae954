import { describe, expect, it } from 'vitest';
import {
  isCheckpointLine,
  lineOf,
  MAX_BODY_BYTES,
  MAX_LINE_BYTES,
  NO_PREVIOUS,
  parseLine,
  parseLineHeader,
} from '../../src/format/line.js';

const header = (text: string): ReturnType<typeof parseLineHeader> => {
  const bytes = Buffer.from(text);
  return parseLineHeader(bytes, 0, bytes.length);
};

describe('a line', () => {
  it('begins with its link and number, so that the chain can be followed without parsing', () => {
    const line = lineOf(NO_PREVIOUS, 7, '{"kind":"event"}');
    expect(line).toBe(`{"$prev":"${NO_PREVIOUS}","$seq":7,"kind":"event"}`);
    expect(header(line)).toEqual({ prev: NO_PREVIOUS, seq: 7, bodyStart: 85 });
  });

  it('fits its limit with the longest body and the largest number', () => {
    const line = lineOf(NO_PREVIOUS, Number.MAX_SAFE_INTEGER, `{"x":"${'a'.repeat(MAX_BODY_BYTES - 8)}"}`);
    expect(line.length).toBe(MAX_LINE_BYTES);
  });

  it.each([
    ['an empty line', ''],
    ['another object', '{"kind":"event"}'],
    ['an upper-case link', lineOf('A'.repeat(64), 1, '{"a":1}')],
    ['a number with a leading zero', `{"$prev":"${NO_PREVIOUS}","$seq":01,"a":1}`],
    ['a number that is not safe', `{"$prev":"${NO_PREVIOUS}","$seq":9999999999999999,"a":1}`],
    ['white space', `{ "$prev":"${NO_PREVIOUS}","$seq":1,"a":1}`],
  ])('is not read from %s', (_, text) => {
    expect(header(text)).toBeNull();
  });

  it('is a commit marker only when `checkpoint` is its first field', () => {
    const first = Buffer.from(lineOf(NO_PREVIOUS, 0, '{"checkpoint":"x"}'));
    const later = Buffer.from(lineOf(NO_PREVIOUS, 0, '{"at":1,"checkpoint":"x"}'));
    const at = { prev: NO_PREVIOUS, seq: 0, bodyStart: 85 };
    expect(isCheckpointLine(first, at)).toBe(true);
    expect(isCheckpointLine(later, at)).toBe(false);
  });

  it('is parsed to an object or to nothing', () => {
    const parse = (text: string): unknown => parseLine(Buffer.from(text), 0, Buffer.byteLength(text));
    expect(parse('{"a":1}')).toEqual({ a: 1 });
    expect(parse('null')).toBeNull();
    expect(parse('1')).toBeNull();
    expect(parse('{"a":')).toBeNull();
  });
});
