import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { freshFolder } from '../support/workbench.js';
import { readLines } from '../../src/observations/read-lines.js';
import type { RawLine } from '../../src/observations/read-lines.js';

function linesOf(content: string | Buffer, from = 0, longest = 1 << 20): { lines: RawLine[]; next: number } {
  const path = join(freshFolder(), 'lines');
  writeFileSync(path, content);
  const fd = openSync(path, 'r');
  const lines: RawLine[] = [];
  const next = readLines(fd, from, longest, (line) => lines.push(line));
  closeSync(fd);
  return { lines, next };
}

it('reads complete lines with their places and leaves an unfinished one', () => {
  expect(linesOf('ab\n\ncd\nef')).toEqual({
    lines: [
      { start: 0, end: 3, text: 'ab' },
      { start: 3, end: 4, text: '' },
      { start: 4, end: 7, text: 'cd' },
    ],
    next: 7,
  });
});

it('reads on from where it stopped', () => {
  expect(linesOf('ab\ncd\n', 3)).toEqual({ lines: [{ start: 3, end: 6, text: 'cd' }], next: 6 });
});

it('puts lines together that span what is read at once', () => {
  const long = 'é'.repeat(1_500_000);
  const { lines, next } = linesOf(`first\n${long}\nlast\n`, 0, 1 << 24);
  expect(lines.map(({ text }) => text === long || text)).toEqual(['first', true, 'last']);
  expect(next).toBe(6 + 3_000_001 + 5);
});

it('does not keep a line that is longer than allowed, and goes on after it', () => {
  const { lines } = linesOf(`first\n${'x'.repeat(5 << 20)}\nlast\n`);
  expect(lines.map(({ text }) => text)).toEqual(['first', null, 'last']);
});

it('every byte belongs to one line or to the rest', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é') })), (parts) => {
      const content = parts.join('');
      const { lines, next } = linesOf(content);
      expect(lines.map(({ text }) => `${text}\n`).join('')).toBe(
        content.slice(0, content.lastIndexOf('\n') + 1),
      );
      expect(lines.at(-1)?.end ?? 0).toBe(next);
    }),
    { numRuns: 50 },
  );
});
