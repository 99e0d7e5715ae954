import fc from 'fast-check';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/read/line-reader.js';
import { tempFolder } from '../support/temp-folder.js';

interface Seen {
  readonly text: string;
  readonly offset: number;
  readonly state: string;
}

function linesOf(content: string | Uint8Array, from = 0): Seen[] {
  const path = join(tempFolder(), 'lines');
  writeFileSync(path, content);
  const fd = openSync(path, 'r');
  try {
    return Array.from(readLines(fd, from), ({ buffer, start, end, offset, state }) => {
      expect(start).toBeGreaterThan(0);
      return { text: buffer.toString('latin1', start, end), offset, state };
    });
  } finally {
    closeSync(fd);
  }
}

describe('readLines', () => {
  it('gives every line with its place, and says when the last has no end', () => {
    expect(linesOf('a\n\nbc\nd')).toEqual([
      { text: 'a', offset: 0, state: 'whole' },
      { text: '', offset: 2, state: 'whole' },
      { text: 'bc', offset: 3, state: 'whole' },
      { text: 'd', offset: 6, state: 'unfinished' },
    ]);
    expect(linesOf('a\nb\n', 2)).toEqual([{ text: 'b', offset: 2, state: 'whole' }]);
    expect(linesOf('')).toEqual([]);
  });

  it('skips what is too long in constant memory, and goes on after it', () => {
    const long = 'x'.repeat(1_000_000);
    const seen = linesOf(`a\n${long}\nb\n`);
    expect(seen.map(({ text, ...rest }) => ({ ...rest, length: text.length }))).toEqual([
      { offset: 0, state: 'whole', length: 1 },
      { offset: 2, state: 'too-long', length: 65_535 },
      { offset: 1_000_003, state: 'whole', length: 1 },
    ]);
    expect(linesOf(`a\n${long}`).map(({ state }) => state)).toEqual(['whole', 'too-long']);
  });

  it('draws the line at 65,535 bytes', () => {
    expect(linesOf(`${'x'.repeat(65_535)}\n${'y'.repeat(65_536)}\nz\n`).map(({ state }) => state)).toEqual([
      'whole',
      'too-long',
      'whole',
    ]);
  });

  it('gives back any content, wherever the chunks fall', () => {
    const lines = fc.array(fc.integer({ min: 0, max: 65_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(lines, (lengths) => {
        const texts = lengths.map((length, index) => String(index % 10).repeat(length));
        const seen = linesOf(texts.map((text) => `${text}\n`).join(''));
        expect(seen.map(({ text }) => text)).toEqual(texts);
      }),
      { numRuns: 30 },
    );
  });
});
