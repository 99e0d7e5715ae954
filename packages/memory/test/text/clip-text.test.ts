import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipEnd, clipToBytes, clipToTokens } from '../../src/text/clip-text.js';
import { encodedBytes } from '../../src/text/encoded-bytes.js';
import { estimateTokens } from '../../src/text/estimate-tokens.js';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });

describe('clipping', () => {
  it('never exceeds the room and leaves a text that fits as it is', () => {
    fc.assert(
      fc.property(anyText, fc.nat(600), (text, room) => {
        const byBytes = clipToBytes(text, room);
        expect(encodedBytes(byBytes)).toBeLessThanOrEqual(room);
        if (encodedBytes(text) <= room) expect(byBytes).toBe(text);
        const byTokens = clipToTokens(text, room);
        expect(estimateTokens(byTokens)).toBeLessThanOrEqual(room);
        if (estimateTokens(text) <= room) expect(byTokens).toBe(text);
        const byChars = clipEnd(text, room);
        expect(Array.from(byChars).length).toBeLessThanOrEqual(room);
      }),
      { numRuns: 500 },
    );
  });

  it('never cuts a character in two', () => {
    const text = '😀'.repeat(300);
    for (let room = 0; room < 500; room += 1) {
      for (const clipped of [clipToBytes(text, room), clipToTokens(text, room), clipEnd(text, room)]) {
        expect(clipped.replaceAll('😀', '')).toMatch(/^(?:\n… \[\d+ characters left out\] …\n|…)?$/u);
      }
    }
  });

  it('keeps beginning and end and says what is missing, where there is room to say so', () => {
    expect(clipToBytes(`a${'-'.repeat(2_000)}z`, 1_000)).toMatch(
      /^a-+\n… \[\d+ characters left out\] …\n-+z$/u,
    );
    expect(clipToBytes(`a${'-'.repeat(2_000)}z`, 20)).toBe(`a${'-'.repeat(19)}`);
    expect(clipEnd('abcdef', 4)).toBe('abc…');
    expect(clipEnd('abcdef', 0)).toBe('');
    expect(clipEnd('😀😀😀', 3)).toBe('😀😀😀');
  });
});

describe('estimates', () => {
  it('of bytes are never below what a JSON file takes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(encodedBytes(text)).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(text)) - 2);
      }),
    );
  });

  it('of tokens count four letters as one, and a Chinese character as one and a third, with a reserve', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('测试前先编译'.repeat(10))).toBe(88);
    expect(estimateTokens('abcd'.repeat(100))).toBe(110);
    expect(estimateTokens('123456')).toBe(4);
    expect(estimateTokens('éèê Привет 😀')).toBeGreaterThan(8);
  });

  it('of tokens of joined texts are never above the sum of their estimates', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        fc.pre(!/[\ud800-\udbff]$/.test(a));
        expect(estimateTokens(a + b)).toBeLessThanOrEqual(estimateTokens(a) + estimateTokens(b));
      }),
    );
  });
});
