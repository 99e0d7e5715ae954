import { SentinelError } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { createMemory, type Embedder, type Memory } from '../../src/index.js';
import { embeddingWeight } from '../../src/recall/embedding-weight.js';
import { scoreOf } from '../../src/recall/rank-events.js';
import { temporaryFolder } from '../temporary-folder.js';

const QUESTION = 'how did the build change with the cache';
const SUBJECTS = ['build', 'release', 'database', 'login', 'cache', 'report'];

function filled(embedder?: Embedder): Memory {
  const memory = createMemory({
    dir: temporaryFolder(),
    clock: { now: () => 1_700_000_000_000, monotonic: () => 0 },
    ...(embedder === undefined ? {} : { embedder }),
  });
  for (let each = 0; each < 60; each += 1) {
    const [subject, other] = [SUBJECTS[each % 6] ?? '', SUBJECTS[(each * 5 + 1) % 6] ?? ''];
    memory.episodic.record('note', `note ${each}: the ${subject} changed with the ${other}`, {
      sessionId: `s${each % 7}`,
    });
  }
  return memory;
}

const found = (memory: Memory): readonly string[] =>
  memory.episodic
    .search('how did the build change with the cache', { limit: 100 })
    .map(({ event }) => event.text);

describe('an embedder', () => {
  it.each([
    ['throws', { dimension: 3, embed: () => fail() }],
    ['gives too few vectors', { dimension: 3, embed: () => [[1, 2, 3]] }],
    [
      'gives vectors of another dimension',
      { dimension: 3, embed: (texts: readonly string[]) => texts.map(() => [1]) },
    ],
    [
      'gives what is not a number',
      { dimension: 1, embed: (texts: readonly string[]) => texts.map(() => [Number.NaN]) },
    ],
    ['gives nothing', { dimension: 1, embed: () => null as never }],
  ])('that %s loses nothing and is reported once', (_, embedder) => {
    const memory = filled(embedder);
    expect(found(memory)).toEqual(found(filled()));
    found(memory);
    expect(memory.problems).toHaveLength(1);
    expect(memory.problems[0]?.message.en).toContain('embedder');
    expect(memory.problems[0]?.file).toBeNull();
  });

  it('that says nothing about the texts changes nothing', () => {
    const constant = filled({ dimension: 2, embed: (texts) => texts.map(() => [1, 0]) });
    const arbitrary = filled({
      dimension: 2,
      embed: (texts) => texts.map((text) => [(text.length * 7) % 5, (text.codePointAt(6) ?? 0) % 3]),
    });
    expect(found(constant)).toEqual(found(filled()));
    expect(found(arbitrary).toSorted()).toEqual(found(filled()).toSorted());
  });

  it('that agrees with the words reorders what they found, and the score says so', () => {
    const plain = found(filled());
    const angleOf = (text: string): number => (text === plain[12] ? 0 : 0.01 + plain.indexOf(text) / 100);
    const knowing = filled({
      dimension: 2,
      embed: (texts) => texts.map((text) => [Math.cos(angleOf(text)), Math.sin(angleOf(text))]),
    });
    const hits = knowing.episodic.search(QUESTION, { limit: 100 });
    const texts = hits.map(({ event }) => event.text);
    expect(texts.indexOf(plain[12] ?? '')).toBeLessThan(12);
    expect(texts.toSorted()).toEqual(plain.toSorted());
    for (const hit of hits) expect(hit.score).toBeCloseTo(scoreOf(hit.parts), 10);
  });

  it.each([
    ['no embedder', null],
    ['no function', { dimension: 3 }],
    ['dimension 0', { dimension: 0, embed: () => [] }],
    ['dimension 1.5', { dimension: 1.5, embed: () => [] }],
    ['a dimension beyond reason', { dimension: 1e9, embed: () => [] }],
    ['no dimension', { embed: () => [] }],
  ])('is refused when it is %s', (_, embedder) => {
    expect(() => createMemory({ dir: temporaryFolder(), embedder: embedder as never })).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('embedder') as string,
      }),
    );
  });
});

describe('the weight of an embedder', () => {
  it('is nothing for chance or for few hits, and at most 0.6', () => {
    const falling = Array.from({ length: 100 }, (_, place) => 1 - place / 100);
    expect(embeddingWeight(falling)).toBeCloseTo(0.6, 10);
    expect(embeddingWeight(falling.slice(0, 20))).toBe(0);
    expect(embeddingWeight(falling.toReversed())).toBe(0);
    expect(embeddingWeight(falling.map(() => 0.5))).toBe(0);
    expect(embeddingWeight(falling.map((_, place) => (place * 37) % 100))).toBe(0);
  });
});

function fail(): never {
  throw new SentinelError('MEMORY_FAILED', 'no model here');
}
