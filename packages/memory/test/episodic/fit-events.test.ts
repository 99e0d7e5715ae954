import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../src/episodic/event-type.js';
import { fitEvents, type SizeOf } from '../../src/episodic/fit-events.js';
import { EVENT_LEVELS, type MemoryEvent } from '../../src/episodic/memory-event.js';
import { isProtected } from '../../src/episodic/strength.js';
import { anEvent } from './any-event.js';

function event(seq: number, changes: Partial<MemoryEvent> = {}): MemoryEvent {
  return anEvent({ seq, text: `event ${seq} ${'with words that say little '.repeat(20)}`, ...changes });
}

const sizeOf: SizeOf = (one) => 60 + one.text.length;
const total = (events: readonly MemoryEvent[]): number => events.reduce((sum, one) => sum + sizeOf(one), 0);

describe('making events fit', () => {
  it('changes nothing that fits already', () => {
    const events = [event(1), event(2)];
    expect(fitEvents(events, 10_000, sizeOf, 0)).toEqual({ events, dropped: [] });
  });

  it('takes the weakest first and spares the newest', () => {
    const events = Array.from({ length: 40 }, (_, index) =>
      event(index, { importance: index === 0 ? 0.6 : 0.3 }),
    );
    const { events: fitted } = fitEvents(events, total(events) - 1_000, sizeOf, 100);
    expect(fitted[0]?.level).toBe('full');
    expect(fitted[1]?.level).not.toBe('full');
    expect(fitted.slice(-20).every((one) => one.level === 'full')).toBe(true);
  });

  it('lets lines of protected events go only when nothing else is left, the oldest first', () => {
    const events = Array.from({ length: 60 }, (_, index) => event(index, { type: 'decision' }));
    const { events: fitted, dropped } = fitEvents(events, 4_000, sizeOf, 100);
    const lost = [...dropped, ...fitted.filter((one) => one.level === 'forgotten')].map((one) => one.seq);
    expect(lost.length).toBeGreaterThan(0);
    expect(Math.max(...lost)).toBe(lost.length - 1);
    expect(fitted.at(-1)).toEqual(events.at(-1));
  });

  it('fits, in order, one level at a time, for any events', () => {
    const anyEvent = fc.record({
      type: fc.constantFrom(...EVENT_TYPES),
      importance: fc.double({ min: 0, max: 1, noNaN: true }),
      pinned: fc.boolean(),
      text: fc.string({ maxLength: 600 }),
      level: fc.constantFrom(...EVENT_LEVELS),
    });
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 700, max: 20_000 }),
        (parts, room) => {
          const events = parts.map((part, index) =>
            event(index, part.level === 'forgotten' ? { ...part, text: '' } : part),
          );
          const { events: fitted, dropped } = fitEvents(events, room, sizeOf, 1_000);
          expect(total(fitted)).toBeLessThanOrEqual(room);
          expect(fitted.map((one) => one.seq)).toEqual(
            fitted.map((one) => one.seq).toSorted((a, b) => a - b),
          );
          expect(fitted.length + dropped.length).toBe(events.length);
          const ordinaryLeft = fitted.some(
            (one) => !isProtected(one) && one.level !== 'forgotten' && one.seq < events.length - 20,
          );
          const protectedLost = fitted.some(
            (one, index) =>
              isProtected(one) &&
              one.level === 'forgotten' &&
              events[index]?.level !== 'forgotten' &&
              dropped.length === 0,
          );
          expect(ordinaryLeft && protectedLost).toBe(false);
        },
      ),
    );
  });
});
