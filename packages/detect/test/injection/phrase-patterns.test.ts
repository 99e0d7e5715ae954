import { describe, expect, it } from 'vitest';
import { chinesePatterns, englishPatterns } from '../../src/injection/phrase-patterns.js';
import { hostileTexts } from './hostile-texts.js';
import { hasAmbiguousLoop } from './loop-ambiguity.js';
import { nodesOf, parsePattern } from './pattern-tree.js';
import { countSteps } from './step-counter.js';

/** Every pattern once, with the first of its anchors. */
const patterns = new Map(
  [...chinesePatterns(), ...englishPatterns()].flatMap(([anchor, all]) =>
    all.map(({ pattern }) => [pattern.source, anchor] as const),
  ),
);
/** Steps that one attempt may take. The matcher bounds the number of attempts by the length of the text. */
const MOST_STEPS = 30_000;
const TEXTS_A_PATTERN = 30;

describe('loops that can be walked through in two ways', () => {
  it.each([
    '(?:[\\s_]{1,4}\\w{1,16}){0,3}x',
    '(?:a{1,3}){0,4}',
    '(?:a|ab|b){0,4}',
    '(?: you(?: are)?| are){0,4}',
    'x(?=(?:a|a){2,9}b)',
  ])('are seen in %s', (source) => {
    expect(hasAmbiguousLoop(parsePattern(source))).toBe(true);
  });

  it.each([
    '(?:[\\s"]{1,4}\\w{1,16}){0,3}x',
    '(?: the| then){0,4}',
    '[^.]{0,60}a[^.]{0,60}',
    '(?:[ab]c|[de]f){0,8}',
  ])('are not seen in %s', (source) => {
    expect(hasAmbiguousLoop(parsePattern(source))).toBe(false);
  });
});

describe('patterns of phrases', () => {
  it('repeat nothing without a bound, so that no attempt reads on to the end of the text', () => {
    for (const source of patterns.keys()) {
      for (const node of nodesOf(parsePattern(source))) {
        if (node.kind === 'repeat') expect(node.most, source).toBeLessThanOrEqual(200);
      }
    }
  });

  it('have no loop that can be walked through in two ways, so that no text takes exponential work', () => {
    const ambiguous = Array.from(patterns.keys()).filter((source) => hasAmbiguousLoop(parsePattern(source)));
    expect(ambiguous).toEqual([]);
  });

  it('take a bounded number of steps behind each anchor, on texts that almost match them', () => {
    for (const [source, anchor] of patterns) {
      const tree = parsePattern(source);
      for (const text of hostileTexts(tree, TEXTS_A_PATTERN)) {
        const { steps } = countSteps(tree, anchor + text, anchor.length, MOST_STEPS);
        expect(steps, `${source} on ${JSON.stringify(anchor + text)}`).toBeLessThanOrEqual(MOST_STEPS);
      }
    }
  });

  it.each(['_', ' _', '_ ', '"', ' agents', ' hidden', ' a', '-', "'", '” ', '*a*'])(
    'take a bounded number of steps on %j again and again',
    (unit) => {
      for (const [source, anchor] of patterns) {
        const tree = parsePattern(source);
        for (const text of [` ${unit.repeat(400)} by Friday`, unit.repeat(400)]) {
          const { steps } = countSteps(tree, anchor + text, anchor.length, MOST_STEPS);
          expect(steps, source).toBeLessThanOrEqual(MOST_STEPS);
        }
      }
    },
  );

  it('are counted as the engine matches them', () => {
    for (const [source, anchor] of patterns) {
      const tree = parsePattern(source);
      const pattern = new RegExp(source, 'iy');
      for (const text of hostileTexts(tree, 6)) {
        for (const subject of [anchor + text, anchor + text.slice(0, -1)]) {
          pattern.lastIndex = anchor.length;
          const end = pattern.test(subject) ? pattern.lastIndex : -1;
          expect(countSteps(tree, subject, anchor.length, Infinity).end, source).toBe(end);
        }
      }
    }
  });
});
