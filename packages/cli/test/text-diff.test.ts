import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDiff } from '../src/text-diff.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

async function patched(before: string, now: string): Promise<string | false> {
  const found = await textDiff(bytes(before), bytes(now));
  return found.kind === 'unified' ? applyPatch(before, found.text) : false;
}

describe('the difference of two texts', () => {
  it('leads from the one to the other when it is applied', async () => {
    const line = fc.constantFrom('a', 'b', '', '-', '+', '\\', '--- x', '@@ -1 +1 @@', '\ufeff', 'ü\r');
    const text = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('', '\n'))
      .map(([lines, end]) => lines.join('\n') + end);
    await fc.assert(
      fc.asyncProperty(text, text, async (before, now) => {
        fc.pre(before !== now);
        expect(await patched(before, now)).toBe(now);
      }),
      { numRuns: 500 },
    );
  });

  it('of texts that have nothing in common is one hunk, found without looking long', async () => {
    const lines = (word: string): string =>
      Array.from({ length: 50_000 }, (_each, n) => `${word}${n}\n`).join('');
    expect(await patched(lines('a'), lines('b'))).toBe(lines('b'));
  });

  it('is only sizes when a side holds a NUL or is no UTF-8', async () => {
    for (const other of [Buffer.from([0]), Buffer.from([0xff, 0xfe])]) {
      expect(await textDiff(bytes('text'), other)).toEqual({
        kind: 'binary',
        bytesBefore: 4,
        bytesNow: other.length,
      });
    }
  });
});
