import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressEvent } from '../../src/episodic/compress-event.js';
import type { EventStore, EventStoreOptions } from '../../src/episodic/event-store.js';
import { EVENT_TYPES } from '../../src/episodic/event-type.js';
import { fitEvents } from '../../src/episodic/fit-events.js';
import type { NewEvent } from '../../src/episodic/memory-event.js';
import type { StateProblem } from '../../src/storage/state-problem.js';
import { temporaryFolder } from '../temporary-folder.js';
import { aNewEvent } from './any-event.js';

/** How a store under test is opened, and what the suite's stores found damaged. */
export interface StoreUnderTest {
  readonly open: (options: EventStoreOptions) => EventStore;
}

const NOW = 1_700_000_000_000;

/** What every event store promises. Each implementation runs it. */
export function describeEventStore(name: string, { open }: StoreUnderTest): void {
  const problems: StateProblem[] = [];
  const openIn = (folder: string, maxBytes = 1_000_000): EventStore =>
    open({
      folder,
      maxBytes,
      fit: (events, room, sizeOf) => fitEvents(events, room, sizeOf, NOW),
      report: (problem) => problems.push(problem),
    });
  const note = (text: string, changes: Partial<NewEvent> = {}): NewEvent =>
    aNewEvent({ id: `id of ${text}`, ts: NOW, text, ...changes });
  const texts = (store: EventStore): readonly string[] => store.events().map((event) => event.text);

  describe(`${name}: what every event store promises`, () => {
    it('gives back every event as it was given, in their order, to others too', () => {
      const folder = temporaryFolder();
      const store = openIn(folder);
      const strings = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 3 });
      const maybe = fc.option(fc.integer(), { nil: null });
      const event = fc.record({
        id: fc.string({ unit: 'binary', maxLength: 20 }),
        ts: fc.integer(),
        sessionId: fc.string({ unit: 'binary', maxLength: 20 }),
        type: fc.constantFrom(...EVENT_TYPES),
        text: fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
        tags: strings,
        entities: strings,
        files: strings,
        sourceIds: strings,
        importance: fc.double({ min: 0, max: 1, noNaN: true }).map((one) => (one === 0 ? 0 : one)),
        validFrom: maybe,
        validTo: maybe,
        pinned: fc.boolean(),
      });
      const given: NewEvent[] = [];
      fc.assert(
        fc.property(event, (parts) => {
          const one = aNewEvent(parts);
          given.push(one);
          const kept = store.append(one);
          expect(kept).toEqual({ ...one, seq: given.length });
          expect(Object.isFrozen(kept)).toBe(true);
          expect(store.at(kept.seq)).toEqual(kept);
          expect(store.find(one.id)).toEqual(kept);
        }),
        { numRuns: 100 },
      );
      const expected = given.map((one, index) => ({ ...one, seq: index + 1 }));
      expect(store.events()).toEqual(expected);
      expect(openIn(folder).events()).toEqual(expected);
      expect(problems.splice(0)).toEqual([]);
    });

    it('holds nothing and makes nothing before the first write', () => {
      const store = openIn(`${temporaryFolder()}/not/there/yet`);
      expect(store.events()).toEqual([]);
      expect(store.latest(5)).toEqual([]);
      expect(store.find('x')).toBeUndefined();
      expect(store.at(1)).toBeUndefined();
      expect(store.repeat('x', NOW, [])).toBeNull();
      expect([...store.changes(null).added]).toEqual([]);
      store.flush();
      store.append(note('one'));
      expect(texts(store)).toEqual(['one']);
    });

    it('gives the latest, the oldest of them first', () => {
      const store = openIn(temporaryFolder());
      for (const text of ['a', 'b', 'c']) store.append(note(text));
      expect(store.latest(2).map((event) => event.text)).toEqual(['b', 'c']);
      expect(store.latest(9).map((event) => event.text)).toEqual(['a', 'b', 'c']);
      expect(store.latest(0)).toEqual([]);
    });

    it('keeps both of two events with one id and finds the newest', () => {
      const store = openIn(temporaryFolder());
      store.append(note('first', { id: 'same' }));
      store.append(note('second', { id: 'same' }));
      expect(texts(store)).toEqual(['first', 'second']);
      expect(store.find('same')?.text).toBe('second');
    });

    it('closes what an event replaces, and keeps it', () => {
      const folder = temporaryFolder();
      const store = openIn(folder);
      store.append(note('npm', { id: 'old' }));
      store.append(note('pnpm', { id: 'new', ts: NOW + 5, supersedes: 'old' }));
      store.append(note('nothing', { supersedes: 'never there' }));
      for (const one of [store, openIn(folder)]) {
        expect(one.find('old')).toMatchObject({ supersededBy: 'new', validTo: NOW + 5, text: 'npm' });
        expect(one.find('new')).toMatchObject({ supersedes: 'old', supersededBy: null, validTo: null });
      }
      store.append(note('yarn', { id: 'newer', ts: NOW + 9, validFrom: NOW + 7, supersedes: 'new' }));
      store.rewrite((events) => events);
      expect(store.find('new')).toMatchObject({ supersededBy: 'newer', validTo: NOW + 7 });
      expect(store.find('old')).toMatchObject({ supersededBy: 'new', validTo: NOW + 5 });
    });

    it('makes one event of what is said again, at the newest place', () => {
      const folder = temporaryFolder();
      const store = openIn(folder);
      store.append(note('tea', { id: 'tea', sourceIds: ['m1'] }));
      store.append(note('cake', { id: 'cake' }));
      const again = store.repeat('tea', NOW + 60, ['m2']);
      const expected = {
        id: 'tea',
        seq: 3,
        ts: NOW + 60,
        support: 2,
        validFrom: NOW,
        sourceIds: ['m1', 'm2'],
      };
      expect(again).toMatchObject(expected);
      expect(store.at(1)).toBeUndefined();
      for (const one of [store, openIn(folder)]) {
        expect(texts(one)).toEqual(['cake', 'tea']);
        expect(one.find('tea')).toMatchObject(expected);
        expect(one.stats().byLevel.full).toBe(2);
      }
      store.rewrite((events) => events);
      store.repeat('tea', NOW + 90, ['m2', 'm3']);
      expect(openIn(folder).find('tea')).toMatchObject({
        support: 3,
        validFrom: NOW,
        ts: NOW + 90,
        sourceIds: ['m1', 'm2', 'm3'],
      });
    });

    it('counts what is found once that is flushed, and the repetition of what was found', () => {
      const folder = temporaryFolder();
      const store = openIn(folder);
      store.append(note('tea', { id: 'tea' }));
      store.touch(['tea', 'nobody'], NOW + 5);
      store.touch(['tea'], NOW + 3);
      store.flush();
      store.repeat('tea', NOW + 8, []);
      for (const one of [store, openIn(folder)])
        expect(one.find('tea')).toMatchObject({ accessCount: 2, lastAccess: NOW + 5, support: 2 });
    });

    it('tells what was added and what has moved since a mark', () => {
      const folder = temporaryFolder();
      const store = openIn(folder);
      store.append(note('a', { id: 'a' }));
      const first = store.changes(null);
      expect(first.isReset).toBe(true);
      expect([...first.added].map((event) => event.text)).toEqual(['a']);
      expect([...store.changes(first.mark).added]).toEqual([]);
      openIn(folder).append(note('b', { id: 'b' }));
      store.repeat('a', NOW, []);
      const second = store.changes(first.mark);
      expect(second.isReset).toBe(false);
      expect([...second.added].map((event) => event.text)).toEqual(['b', 'a']);
      expect(second.moved).toEqual([1]);
      store.repeat('a', NOW, []);
      expect(store.changes(second.mark).moved).toContain(3);
      expect(store.changes(first.mark).moved.filter((seq) => seq < 2)).toEqual([1]);
    });

    it('tells everything anew after a rewrite, also of another', () => {
      const folder = temporaryFolder();
      const store = openIn(folder);
      for (const text of ['a', 'b', 'c']) store.append(note(text));
      const { mark } = store.changes(null);
      openIn(folder).rewrite((events) => events.map((event) => compressEvent(event)));
      const changes = store.changes(mark);
      expect(changes.isReset).toBe(true);
      expect([...changes.added].map((event) => [event.seq, event.level])).toEqual([
        [1, 'summary'],
        [2, 'summary'],
        [3, 'summary'],
      ]);
      expect(store.append(note('d')).seq).toBe(4);
    });

    it('leaves what is forgotten as tombstones, and counts by level', () => {
      const folder = temporaryFolder();
      const store = openIn(folder);
      for (const text of ['a', 'b', 'c']) store.append(note(text));
      for (let pass = 0; pass < 3; pass += 1) {
        store.rewrite((events) => events.map((event) => (event.text === 'b' ? compressEvent(event) : event)));
      }
      expect(store.repeat('id of b', NOW, [])).toBeNull();
      for (const one of [store, openIn(folder)]) {
        expect(one.stats().byLevel).toEqual({ full: 2, summary: 0, line: 0, forgotten: 1 });
        expect(one.find('id of b')).toMatchObject({ seq: 2, level: 'forgotten', text: '' });
      }
    });

    it('never takes more than its cap after a write, and always has the newest event', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 2_000, max: 8_000 }),
          fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 500 }), {
            minLength: 5,
            maxLength: 30,
          }),
          (maxBytes, contents) => {
            const store = openIn(temporaryFolder(), maxBytes);
            for (const [index, text] of contents.entries()) {
              const { seq } = store.append(note(text, { id: `n${index}` }));
              const { bytes, byLevel, dropped } = store.stats();
              expect(bytes).toBeLessThanOrEqual(maxBytes);
              expect(store.latest(1)[0]).toMatchObject({ seq, text, level: 'full' });
              const { full, summary, line, forgotten } = byLevel;
              expect(full + summary + line + forgotten + dropped).toBe(index + 1);
            }
          },
        ),
        { numRuns: 20 },
      );
      expect(problems.splice(0)).toEqual([]);
    });

    it('keeps a smaller cap than it was filled with', () => {
      const folder = temporaryFolder();
      const store = openIn(folder);
      for (let index = 0; index < 100; index += 1) store.append(note(`event number ${index}`));
      const smaller = openIn(folder, 4_000);
      expect(smaller.stats().bytes).toBeLessThanOrEqual(4_000);
      expect(smaller.latest(1)[0]?.text).toBe('event number 99');
      expect(store.latest(1)[0]?.text).toBe('event number 99');
    });

    it('refuses an event that would take half the room', () => {
      const store = openIn(temporaryFolder(), 2_000);
      expect(() => store.append(note('x'.repeat(1_500)))).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
      );
      expect(store.events()).toEqual([]);
    });

    it('gives two that are open in one process one order', () => {
      const folder = temporaryFolder();
      const ann = openIn(folder, 6_000);
      const bob = openIn(folder, 6_000);
      for (let index = 0; index < 40; index += 1) {
        const text = `event ${index}`;
        (index % 2 === 0 ? ann : bob).append(note(text));
        expect(ann.latest(1)[0]?.text).toBe(text);
        expect(bob.latest(1)[0]?.text).toBe(text);
      }
      expect(ann.events()).toEqual(bob.events());
      expect(ann.events().at(-1)?.seq).toBe(40);
    });
  });
}
