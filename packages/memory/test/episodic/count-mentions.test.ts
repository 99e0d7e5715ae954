import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEvent } from './any-event.js';
import { countMentions } from '../../src/episodic/count-mentions.js';
import { frequencyBoost, MOST_MENTIONS } from '../../src/episodic/importance.js';
import type { MemoryEvent } from '../../src/episodic/memory-event.js';

const storeOf = (events: readonly MemoryEvent[]): Parameters<typeof countMentions>[0] => ({
  latest: (count) => events.slice(-count),
});
const none = { tags: [], entities: [], files: [] };

describe('how often something was spoken of', () => {
  it('boosts as if every one of the latest 500 events were counted', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const names = fc.record({
      tags: fc.array(name, { maxLength: 2 }),
      entities: fc.array(name, { maxLength: 2 }),
      files: fc.array(name, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(names, { maxLength: 700, size: 'max' }), names, (given, wanted) => {
        const events = given.map((each, index) => anEvent({ seq: index, ...each }));
        const all = new Set<string>([...wanted.tags, ...wanted.entities, ...wanted.files]);
        const whole = events
          .slice(-500)
          .filter(({ tags, entities, files }) =>
            [...tags, ...entities, ...files].some((one) => all.has(one)),
          );
        const counted = countMentions(storeOf(events), wanted);
        expect(frequencyBoost(counted)).toBe(frequencyBoost(whole.length));
        expect(counted).toBe(Math.min(MOST_MENTIONS, whole.length));
      }),
      { numRuns: 50 },
    );
  });

  it('is not counted beyond what can matter, nor are old events read for it', () => {
    const looks: number[] = [];
    const events = Array.from({ length: 1000 }, (_, seq) => anEvent({ seq, tags: ['exec'] }));
    const store = {
      latest: (count: number) => {
        looks.push(count);
        return events.slice(-count);
      },
    };
    expect(countMentions(store, { ...none, tags: ['exec'] })).toBe(MOST_MENTIONS);
    expect(looks).toEqual([100]);
    expect(frequencyBoost(MOST_MENTIONS)).toBe(1.2);
    expect(frequencyBoost(MOST_MENTIONS - 1)).toBeLessThan(1.2);
    expect(countMentions(store, none)).toBe(0);
  });
});
