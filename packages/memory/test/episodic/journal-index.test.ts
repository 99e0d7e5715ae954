import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../src/episodic/event-store.js';
import { createJournalEventStore } from '../../src/episodic/journal-event-store.js';
import { temporaryFolder } from '../temporary-folder.js';
import { aNewEvent } from './any-event.js';

const PARTS = [Int32Array.of(1, 2, 3), ['tea']];

function open(folder: string): EventStore {
  return createJournalEventStore({
    folder,
    maxBytes: 1_000_000,
    fit: (events) => ({ events, dropped: [] }),
    report: () => undefined,
  });
}

/** A store with an index of its first two events. */
function indexed(): { readonly folder: string; readonly store: EventStore } {
  const folder = join(temporaryFolder(), 'episodic');
  const store = open(folder);
  for (const text of ['a', 'b']) store.append(aNewEvent({ text, id: text }));
  expect(store.keepIndex(store.changes(null).mark, { name: 'words', parts: PARTS })).toBe(true);
  return { folder, store };
}

const pathIn = (folder: string, kind: string): string =>
  join(folder, readdirSync(folder).find((name) => name.startsWith(kind)) ?? '');

describe('an index kept beside the journal', () => {
  it('is found by the next opening, which goes on from there', () => {
    const { folder, store } = indexed();
    store.append(aNewEvent({ text: 'c', id: 'c' }));
    store.repeat('a', 5, []);
    const later = open(folder);
    const kept = later.keptIndex('words');
    expect(kept?.parts).toEqual(PARTS);
    const changes = later.changes(kept?.mark ?? null);
    expect(changes.isReset).toBe(false);
    expect([...changes.added].map((event) => event.text)).toEqual(['c', 'a']);
    expect(changes.moved).toEqual([1]);
    expect(later.keptIndex('other words')).toBeNull();
  });

  it('goes with every rewrite, so that no word of what is forgotten stays', () => {
    const { folder, store } = indexed();
    expect(readFileSync(pathIn(folder, 'index')).includes('tea')).toBe(true);
    open(folder).rewrite((events) => events.map((event) => ({ ...event, text: '', level: 'forgotten' })));
    expect(readdirSync(folder).filter((name) => name.startsWith('index'))).toEqual([]);
    expect(store.keptIndex('words')).toBeNull();
    expect(open(folder).keptIndex('words')).toBeNull();
  });

  it('is not kept of what the journal no longer is', () => {
    const { folder, store } = indexed();
    const { mark } = store.changes(null);
    store.append(aNewEvent({ text: 'c', id: 'c' }));
    expect(store.keepIndex(mark, { name: 'words', parts: PARTS })).toBe(false);
    const now = store.changes(null).mark;
    open(folder).rewrite((events) => events);
    expect(store.keepIndex(now, { name: 'words', parts: PARTS })).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('index'))).toEqual([]);
  });

  it('counts as absent when it is damaged, or the journal is another or shorter', () => {
    const { folder } = indexed();
    const path = pathIn(folder, 'index');
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, -1));
    expect(open(folder).keptIndex('words')).toBeNull();
    writeFileSync(path, whole);
    expect(open(folder).keptIndex('words')?.parts).toEqual(PARTS);
    const live = pathIn(folder, 'live');
    const lines = readFileSync(live);
    writeFileSync(live, Buffer.concat([lines.subarray(0, 20), Buffer.from('X'), lines.subarray(21)]));
    expect(open(folder).keptIndex('words')).toBeNull();
    writeFileSync(live, lines);
    truncateSync(live, Math.floor(lines.length / 2));
    expect(open(folder).keptIndex('words')).toBeNull();
  });

  it('is not waited for while somebody compacts', () => {
    const { store, folder } = indexed();
    const { mark } = store.changes(null);
    const other = open(folder);
    other.rewrite((events) => {
      expect(store.keepIndex(mark, { name: 'words', parts: PARTS })).toBe(false);
      return events;
    });
  });
});
