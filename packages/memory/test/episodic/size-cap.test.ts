import fc from 'fast-check';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../src/episodic/event-type.js';
import { createMemory, type Memory, type MemoryOptions } from '../../src/memory.js';
import { temporaryFolder } from '../temporary-folder.js';

function open(options: Partial<MemoryOptions> = {}): Memory & { readonly dir: string } {
  const dir = options.dir ?? temporaryFolder();
  return Object.assign(createMemory({ ...options, dir }), { dir });
}

function bytesOnDisk(dir: string): number {
  const folder = join(dir, 'episodic');
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

describe('the size cap of the episodic memory', () => {
  it('[S2-84] holds over 10,000 events, with the newest kept', () => {
    const memory = open({ maxEpisodicSizeKb: 500 });
    for (let index = 0; index < 10_000; index += 1) {
      memory.episodic.record('note', `event number ${index} in src/module-${index % 50}.ts`);
    }
    expect(bytesOnDisk(memory.dir)).toBeLessThanOrEqual(500 * 1024);
    const newest = memory.episodic.recent({ limit: 100 }).map((event) => event.text);
    expect(newest).toEqual(
      Array.from(
        { length: 100 },
        (_, index) => `event number ${9_999 - index} in src/module-${(9_999 - index) % 50}.ts`,
      ),
    );
    const stats = memory.episodic.stats();
    expect(stats.events).toBeGreaterThan(1_000);
    expect(stats.events + stats.byLevel.forgotten + stats.dropped).toBe(10_000);
    expect(open({ dir: memory.dir }).episodic.stats()).toEqual(stats);
  });

  it('keeps decisions as lines while ordinary events are forgotten', () => {
    const memory = open({ maxEpisodicSizeKb: 20 });
    const long = 'because of many reasons that nobody needs to read again '.repeat(6);
    const decisions = Array.from({ length: 10 }, (_, index) =>
      memory.episodic.record('decision', `Decision ${index} is to use plan${index}. ${long}`),
    );
    for (let index = 0; index < 300; index += 1)
      memory.episodic.record('tool_call', `exec step ${index} → succeeded`);
    for (const { id } of decisions) expect(memory.episodic.get(id)?.level).not.toBe('forgotten');
    expect(memory.episodic.stats().byLevel.forgotten).toBeGreaterThan(0);
    expect(bytesOnDisk(memory.dir)).toBeLessThanOrEqual(20 * 1024);
  });

  it('holds even when everything is a decision: then the oldest goes', () => {
    const memory = open({ maxEpisodicSizeKb: 4 });
    for (let index = 0; index < 200; index += 1) memory.episodic.record('decision', `Decision ${index}`);
    expect(bytesOnDisk(memory.dir)).toBeLessThanOrEqual(4 * 1024);
    expect(memory.episodic.recent({ limit: 3 }).map((event) => event.text)).toEqual([
      'Decision 199',
      'Decision 198',
      'Decision 197',
    ]);
  });

  it('is never exceeded after a write, whatever is recorded, and the newest event is always there', () => {
    const type = fc.constantFrom(...EVENT_TYPES);
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 600 })
      .filter((one) => one.trim() !== '');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.tuple(type, text, fc.boolean()), { minLength: 5, maxLength: 40 }),
        (kilobytes, events) => {
          const memory = open({ maxEpisodicSizeKb: kilobytes });
          for (const [kind, content, pinned] of events) {
            const event = memory.episodic.record(kind, content, { pinned });
            expect(bytesOnDisk(memory.dir)).toBeLessThanOrEqual(kilobytes * 1024);
            expect(memory.episodic.recent({ limit: 1 })[0]?.id).toBe(event.id);
          }
          expect(memory.problems).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('refuses an event whose names alone are over half the cap', () => {
    const memory = open({ maxEpisodicSizeKb: 1 });
    const tags = Array.from({ length: 20 }, (_, index) => `a rather long tag with the number ${index}`);
    expect(() => memory.episodic.record('note', 'x', { tags })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  it('is brought about when a memory is opened with a smaller one', () => {
    const memory = open();
    for (let index = 0; index < 200; index += 1) memory.episodic.record('note', `event ${index}`);
    const smaller = open({ dir: memory.dir, maxEpisodicSizeKb: 8 });
    expect(bytesOnDisk(memory.dir)).toBeLessThanOrEqual(8 * 1024);
    expect(smaller.episodic.recent({ limit: 1 })[0]?.text).toBe('event 199');
    expect(memory.episodic.recent({ limit: 1 })[0]?.text).toBe('event 199');
  });
});
