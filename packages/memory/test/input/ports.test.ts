import type { Clock, Ids } from '@sentinel-agentos/core';
import { SentinelError } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import type { MemoryScreen } from '../../src/firewall/memory-screen.js';
import { createMemory, type MemoryOptions } from '../../src/memory.js';
import { temporaryFolder } from '../temporary-folder.js';

/** The code and the field of what recording with these options throws. */
function refusal(options: { readonly [name: string]: unknown }): unknown {
  const dir = temporaryFolder();
  try {
    createMemory({ dir, ...(options as Partial<MemoryOptions>) }).episodic.record('note', 'tea');
  } catch (error) {
    expect(createMemory({ dir }).stats().episodic.events).toBe(0);
    return SentinelError.is(error) ? [error.code, /memory: (\S+) must/u.exec(error.message)?.[1]] : error;
  }
  return 'recorded';
}

const clockOf = (now: unknown): Clock => ({ now: () => now as number, monotonic: () => 0 });
const idsOf = (id: unknown): Ids => ({ next: () => id as string });

describe('a clock', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 'noon', 5n, undefined])('that says %s is refused', (now) => {
    expect(refusal({ clock: clockOf(now) })).toEqual(['INVALID_ARGUMENT', 'clock.now()']);
  });

  it.each([5, {}, { now: 5 }])('that is %j is none', (clock) => {
    expect(refusal({ clock })).toEqual(['INVALID_ARGUMENT', 'clock']);
  });

  it('may be anywhere and step anywhere, and nothing is lost', () => {
    const times = [0, -1, 1e300, -8.7e15, Date.UTC(2026, 0, 1), 12.5];
    let place = 0;
    const dir = temporaryFolder();
    const clock: Clock = { now: () => times[(place += 1) % times.length] ?? 0, monotonic: () => 0 };
    const memory = createMemory({ dir, clock });
    for (let each = 0; each < 30; each += 1) memory.episodic.record('decision', `tea ${each}`);
    memory.semantic.addFact('I live in Rome');
    memory.semantic.addFact('I live in Oslo');
    memory.endSession('s');
    expect(createMemory({ dir }).stats().episodic.events).toBe(30);
    expect(memory.episodic.search('tea 29')[0]?.event.text).toBe('tea 29');
    expect(memory.injectContext({ query: 'tea' })).toContain('tea 29');
  });
});

describe('a source of ids', () => {
  it.each([5, {}, '', ' ', undefined, 'x'.repeat(257)])('that gives %j is refused', (id) => {
    expect(refusal({ ids: idsOf(id) })).toEqual(['INVALID_ARGUMENT', 'ids.next()']);
  });

  it.each([5, {}, { next: 5 }])('that is %j is none', (ids) => {
    expect(refusal({ ids })).toEqual(['INVALID_ARGUMENT', 'ids']);
  });

  it('may repeat itself or give odd names, and nothing is lost', () => {
    for (const id of ['same', '__proto__', '\ud800']) {
      const dir = temporaryFolder();
      const memory = createMemory({ dir, ids: idsOf(id) });
      for (let each = 0; each < 20; each += 1) memory.episodic.record('note', `tea ${each}`);
      expect(createMemory({ dir }).stats().episodic.events).toBe(20);
      expect(createMemory({ dir }).episodic.get(id)?.text).toBe('tea 19');
    }
  });
});

describe('a screen whose findings are none', () => {
  it.each([undefined, 'abc', [5], { length: 3 }, [Symbol('x')]])('counts as suspicion: %s', (findings) => {
    const screen = { screen: (text: string) => ({ text, findings }) } as unknown as MemoryScreen;
    const memory = createMemory({ dir: temporaryFolder(), screen });
    expect(memory.episodic.record('note', 'tea', { tags: ['a', 'b'] }).quarantine).toBe('unscreened');
    memory.semantic.setPreference('key', { a: ['b', 'c'] }, { trust: 'agent' });
    expect(memory.quarantined().map(({ reason }) => reason)).toEqual(['unscreened', 'unscreened']);
  });
});
