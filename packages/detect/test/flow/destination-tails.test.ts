import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDestinationTails } from '../../src/flow/destination-tails.js';

/** What two calls to one destination make together. */
function joined(
  first: string,
  second: string,
): ReturnType<ReturnType<typeof createDestinationTails>['join']> {
  const tails = createDestinationTails(4, 1000);
  tails.append('host.example', first, 0);
  return tails.join('host.example', second);
}

describe('two messages that differ in a counter', () => {
  it.each([
    ['at the end', 'iphone 15', 'iphone 16'],
    ['at the end of an address', 'https://host.example/items?id=1', 'https://host.example/items?id=2'],
    ['at the end, one digit longer', 'step 9', 'step 10'],
    ['before another character', 'step 1.', 'step 2!'],
    ['before another word', 'step 1 then', 'step 2 done'],
    ['twice', 'part 1 of 2', 'part 2 of 3'],
  ])('are joined, with the counter %s', (_, first, second) => {
    expect(joined(first, second).whole).toBe(first + second);
  });

  it('are joined wherever the counter stands', () => {
    const around = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(around, fc.nat(99_999), around, around, (before, counter, after, other) => {
        const first = `${before}${String(counter)}${after}`;
        const second = `${before}${String(counter + 1)}${other}`;
        expect(joined(first, second).whole).toBe(first + second);
      }),
      { numRuns: 2000 },
    );
  });

  it('are still taken apart into frame and pieces', () => {
    const { varying } = joined('{"part":1,"data":"first"}', '{"part":2,"data":"other"}');
    expect(varying).toBe('firstother');
  });
});
