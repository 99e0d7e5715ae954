import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../src/episodic/event-store.js';
import { fitEvents } from '../../src/episodic/fit-events.js';
import { createSqliteEventStore } from '../../src/episodic/sqlite-event-store.js';
import { tombstoneOf } from '../../src/episodic/compress-event.js';
import type { StateProblem } from '../../src/storage/state-problem.js';
import { temporaryFolder } from '../temporary-folder.js';
import { aNewEvent } from './any-event.js';
import { SQLITES } from './sqlites.js';

const [first] = SQLITES.filter((one) => one.open !== null);
const open = first?.open ?? null;

describe.skipIf(open === null)('a SQLite store (skipped: no SQLite)', () => {
  const problems: StateProblem[] = [];
  const openIn = (folder: string): EventStore => {
    if (open === null) throw new Error('no SQLite');
    const report = (problem: StateProblem): void => void problems.push(problem);
    const fit = (
      events: Parameters<typeof fitEvents>[0],
      room: number,
      sizeOf: Parameters<typeof fitEvents>[2],
    ) => fitEvents(events, room, sizeOf, 0);
    return createSqliteEventStore({ folder, maxBytes: 10_000_000, fit, report }, open);
  };
  const filled = (count: number): { readonly folder: string; readonly path: string } => {
    const folder = temporaryFolder();
    const store = openIn(folder);
    for (let index = 0; index < count; index += 1) {
      store.append(aNewEvent({ id: `e${index}`, text: `event number ${index}` }));
    }
    store.flush();
    return { folder, path: join(folder, 'events.sqlite') };
  };
  const texts = (store: EventStore): readonly string[] => store.events().map((event) => event.text);
  const inOrder = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `event number ${index}`);

  it('gives back every whole event of a database whose head is gone, and keeps the bytes', () => {
    const { folder, path } = filled(500);
    const bytes = readFileSync(path);
    bytes.fill(0xff, 0, 100);
    writeFileSync(path, bytes);
    const store = openIn(folder);
    expect(texts(store)).toEqual(inOrder(500));
    const [problem] = problems.splice(0);
    expect(problem).toMatchObject({ file: path });
    expect(readFileSync(problem?.keptAs ?? '')).toEqual(bytes);
    expect(store.append(aNewEvent({ id: 'next', text: 'after' })).seq).toBe(501);
    expect(texts(openIn(folder)).at(-1)).toBe('after');
    expect(problems).toEqual([]);
  });

  it('gives back what is whole of a database that was cut short', () => {
    const { folder, path } = filled(500);
    const bytes = readFileSync(path);
    truncateSync(path, bytes.length - 8_192);
    const found = texts(openIn(folder));
    expect(found.length).toBeGreaterThan(300);
    expect(inOrder(500)).toEqual(expect.arrayContaining([...found]));
    const [problem] = problems.splice(0);
    const kept = readFileSync(problem?.keptAs ?? '');
    expect(kept).toEqual(bytes.subarray(0, bytes.length - 8_192));
  });

  it('skips an event whose bytes were altered, keeps them and says so', () => {
    const { folder, path } = filled(20);
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('event number 7"') + 2] = 0x58;
    writeFileSync(path, bytes);
    expect(texts(openIn(folder))).toEqual(inOrder(20).filter((text) => text !== 'event number 7'));
    const [problem] = problems.splice(0);
    expect(readFileSync(problem?.keptAs ?? '', 'utf8')).toContain('evXnt number 7');
  });

  it('opens on any bytes', () => {
    const folder = temporaryFolder();
    const bytes = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * 7) % 256));
    writeFileSync(join(folder, 'events.sqlite'), bytes);
    const store = openIn(folder);
    expect(store.events()).toEqual([]);
    store.append(aNewEvent({ text: 'alive' }));
    expect(texts(openIn(folder))).toEqual(['alive']);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    expect(existsSync(join(folder, `damaged-${digest}.corrupt`))).toBe(true);
    problems.splice(0);
  });

  it('leaves no trace in its files of a text that is forgotten', () => {
    const { folder } = filled(20);
    const store = openIn(folder);
    store.rewrite((events) => events.map((event) => (event.seq === 8 ? tombstoneOf(event) : event)));
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    expect(files.some((bytes) => bytes.includes('event number 6'))).toBe(true);
    expect(files.some((bytes) => bytes.includes('event number 7'))).toBe(false);
    expect(store.find('e7')).toMatchObject({ level: 'forgotten', text: '' });
  });

  it('is followed to the new file when another process has mended it', () => {
    const { folder, path } = filled(3);
    const store = openIn(folder);
    expect(texts(store)).toHaveLength(3);
    writeFileSync(path, 'no database at all');
    openIn(folder).append(aNewEvent({ text: 'in the mended one' }));
    store.append(aNewEvent({ text: 'there too' }));
    expect(texts(openIn(folder)).slice(-2)).toEqual(['in the mended one', 'there too']);
    problems.splice(0);
  });
});
