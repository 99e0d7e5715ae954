import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortestOf, summarize, telegraph } from '../../src/episodic/shorten-text.js';

const LONG =
  'We met in the afternoon and spoke for quite some time about all kinds of things. ' +
  'The release of payments-api 2.4.1 failed on 2026-03-14 because src/db/migrate.ts locked the table. ' +
  'Everybody was rather tired and we had some tea and a few biscuits while we waited for it. ' +
  'Grace will retry with `lock_timeout` set to 5s.';

describe('a summary', () => {
  it('keeps the sentences that say most, in their order, and every path, number and name', () => {
    const summary = summarize(LONG);
    expect(summary.length).toBeLessThan(LONG.length);
    for (const fact of ['2.4.1', '2026-03-14', 'src/db/migrate.ts', 'Grace', '`lock_timeout`', '5s']) {
      expect(summary).toContain(fact);
    }
    expect(summary).not.toContain('biscuits');
  });

  it('of one endless sentence is its beginning and its facts', () => {
    const summary = summarize(`${'word '.repeat(300)}in src/a.ts`);
    expect(summary).toMatch(/^word .*… \[src\/a\.ts\]$/u);
  });

  it('of Chinese is made of whole sentences', () => {
    const text = `${'今天天气很好我们聊了很多事情。'.repeat(12)}版本2.4.1在src/db.ts中失败。`;
    expect(summarize(text)).toContain('2.4.1');
    expect(summarize(text).length).toBeLessThan(text.length);
  });
});

describe('a telegram', () => {
  it('is one line of words that carry meaning', () => {
    const line = telegraph(LONG);
    expect(line.length).toBeLessThanOrEqual(150);
    expect(line).not.toContain('\n');
    expect(line).not.toMatch(/ the | and /u);
    expect(telegraph('short\nand sweet')).toBe('short sweet');
    expect(telegraph("We should never do that, don't you think?")).toBe("never don't");
    expect(telegraph('so it is')).toBe('so it is');
  });
});

it('neither is ever longer than it may be, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      expect(shortestOf(text, summarize(text)).length).toBeLessThanOrEqual(text.length);
      expect(summarize(text).length).toBeLessThanOrEqual(Math.max(140, 400) + 210);
      expect(telegraph(text).length).toBeLessThanOrEqual(160);
    }),
  );
});
