import { describe, expect, it } from 'vitest';
import { layOutContext } from '../../src/context/lay-out-context.js';
import { dateOf } from '../../src/context/date-of.js';
import { estimateTokens } from '../../src/text/estimate-tokens.js';

const section = (
  heading: string,
  quota: number,
  count: number,
  text = 'a line of some length',
): Parameters<typeof layOutContext>[0][number] => ({
  heading,
  quota,
  lines: Array.from({ length: count }, (_, index) => ({
    text: `${text} ${index}`,
    key: `${heading} ${index}`,
    score: 1 / (1 + index),
  })),
});

describe('laying out the context', () => {
  it('gives each section its share before any takes the rest', () => {
    const text = layOutContext(
      [section('## One', 0.5, 100), section('## Two', 0.5, 100)],
      300,
      estimateTokens,
    );
    const [, one = '', two = ''] = text.split('## ');
    expect(estimateTokens(text)).toBeLessThanOrEqual(300);
    expect(one.split('\n- ').length).toBeGreaterThan(5);
    expect(two.split('\n- ').length).toBeGreaterThan(5);
  });

  it('hands what a section does not need to the others', () => {
    const text = layOutContext([section('## One', 0.9, 1), section('## Two', 0.1, 100)], 300, estimateTokens);
    expect(text.split('\n- ').length).toBeGreaterThan(20);
  });

  it('says the same thing once and tries shorter lines where long ones do not fit', () => {
    const lines = [
      { text: 'x'.repeat(2_000), key: 'long', score: 3 },
      { text: 'short', key: 'same', score: 1 },
      { text: 'short', key: 'same', score: 1 },
    ];
    const text = layOutContext([{ heading: '## H', quota: 1, lines }], 100, estimateTokens);
    expect(text.endsWith('\n## H\n- short\n</remembered-data>')).toBe(true);
  });

  it('is the header alone where there is room for nothing else', () => {
    expect(layOutContext([section('## One', 1, 1, 'x'.repeat(500))], 32, estimateTokens)).toBe(
      '[Sentinel AgentOS Memory Context]',
    );
  });
});

it('a moment outside of all calendars has no date', () => {
  expect(dateOf(Date.UTC(2026, 0, 31))).toBe('2026-01-31');
  expect(dateOf(9e15)).toBe('undated');
});
