import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, EVENT_TYPE_TRAITS } from '../../src/episodic/event-type.js';
import { frequencyBoost, importanceOf, type ImportanceEvidence } from '../../src/episodic/importance.js';

function rated(text: string, changes: Partial<ImportanceEvidence> = {}): number {
  return importanceOf({ type: 'note', text, entities: [], mentions: 0, ...changes });
}

describe('importance', () => {
  it('[S2-82] is the base of the type times the boost of what is often spoken of', () => {
    for (const type of EVENT_TYPES) {
      const { base } = EVENT_TYPE_TRAITS[type];
      expect(rated('plain words', { type })).toBeCloseTo(base, 3);
      expect(rated('plain words', { type, mentions: 10 })).toBeCloseTo(base * (1 + 0.05 * Math.log(11)), 3);
    }
    expect(frequencyBoost(0)).toBe(1);
    expect(frequencyBoost(1e9)).toBe(1.2);
  });

  it('grows with imperatives, outcomes, numbers and names, in English and Chinese', () => {
    const plain = rated('we spoke of the thing');
    for (const text of [
      'never do that thing',
      '记住这件事',
      'the thing was fixed',
      '问题已修复',
      'it has 3 parts',
    ]) {
      expect(rated(text)).toBeGreaterThan(plain);
    }
    expect(rated('we spoke of the thing', { entities: ['Orion'] })).toBeGreaterThan(plain);
  });

  it('is less for questions and small talk', () => {
    const plain = rated('we spoke of the thing');
    for (const text of ['did we speak of it?', '你好吗？', 'ok', 'Thanks!', '好的。']) {
      expect(rated(text)).toBeLessThan(plain);
    }
  });

  it('counts signs for less in long texts, where they stand by chance', () => {
    const long = `never mind ${'word '.repeat(2_000)}`;
    expect(rated(long) - 0.35).toBeLessThan((rated('never mind') - 0.35) / 2);
  });

  it('stays between 0 and 1', () => {
    expect(rated('ok?', { type: 'tool_call' })).toBeGreaterThan(0);
    const most = rated('Never forget: fixed 3 because', {
      type: 'correction',
      entities: ['a', 'b', 'c', 'd'],
      mentions: 1e9,
    });
    expect(most).toBeLessThanOrEqual(1);
  });
});
