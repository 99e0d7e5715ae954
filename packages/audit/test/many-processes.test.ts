import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseLock } from '../src/lock/choose-lock.js';
import { ownIdentity } from '../src/lock/process-identity.js';
import { buildWriterProgram, type Child, type WriterProgram } from './support/child.js';
import { journalPlace, type JournalPlace } from './support/journal-place.js';
import { event } from './support/records.js';
import { linesOf, readSegments } from './support/segmented-journal.js';
import { rejected, thrown } from './support/thrown.js';

let program: WriterProgram;
beforeAll(async () => {
  program = await buildWriterProgram();
});
afterAll(() => program.remove());

const writer = (place: JournalPlace, name: string, count: number, lock: string): Child =>
  program.start([place.dir, place.keyDir, name, String(count), lock]);
const names = (place: JournalPlace): string[] =>
  place.records().flatMap(({ name }) => (name as string) ?? []);

describe('two processes on one journal', () => {
  it('take turns with kernel locks: one chain, nothing lost, nothing twice', async () => {
    const place = journalPlace();
    const children = ['a', 'b', 'c'].map((name) => writer(place, name, 90, 'kernel'));
    for (const child of children) {
      expect(await child.closed, child.errors()).toEqual({ code: 0, signal: null });
    }
    const acknowledged = children.flatMap((child) => child.lines().filter((line) => line !== 'done'));
    expect(acknowledged).toHaveLength(270);
    expect(names(place).sort()).toEqual(acknowledged.sort());
    expect(place.open().verify()).toMatchObject({ status: 'ok', levels: { anchor: 'holds' } });
    const order = names(place).map((name) => name[0]);
    expect(order.filter((name, index) => name !== order[index - 1]).length).toBeGreaterThan(3);
  }, 60_000);

  it('take turns over many files, whoever begins the next one', async () => {
    const place = journalPlace();
    const children = ['a', 'b', 'c'].map((name) =>
      program.start([place.dir, place.keyDir, name, '60', 'kernel', '5000']),
    );
    for (const child of children) expect(await child.closed, child.errors()).toMatchObject({ code: 0 });
    const lines = [...readSegments(place.dir).values()].flatMap(linesOf);
    const kept = lines.flatMap((line) => (JSON.parse(line) as { name?: string }).name ?? []);
    expect(kept.sort()).toEqual(children.flatMap((child) => child.lines().slice(0, -1)).sort());
    expect(readSegments(place.dir).size).toBeGreaterThan(5);
    expect(place.open().verify()).toMatchObject({ status: 'ok', levels: { key: 'holds', anchor: 'holds' } });
  }, 60_000);

  it('take turns with a journal that was open before', async () => {
    const place = journalPlace();
    const journal = place.open({ lock: 'kernel' });
    journal.appendSync(event('first'));
    const child = writer(place, 'b', 30, 'kernel');
    expect(await child.closed, child.errors()).toMatchObject({ code: 0 });
    journal.appendSync(event('last'));
    expect(names(place)).toHaveLength(32);
    expect(names(place).at(-1)).toBe('last');
    expect(journal.verify().status).toBe('ok');
    await journal.close();
  });

  it('exclude each other where there are no kernel locks, and the second is told who holds it', async () => {
    const place = journalPlace();
    const journal = place.open({ lock: 'process' });
    await journal.append(event('mine'));
    for (const lock of ['process', 'kernel']) {
      const child = writer(place, 'b', 3, lock);
      expect(await child.closed).toMatchObject({ code: 1 });
      expect(child.lines()[0]).toMatch(/^failed STATE_LOCKED/);
      expect(child.lines()[0]).toContain(`process ${process.pid}`);
    }
    expect(place.open({ lock: 'process' }).verify().status).toBe('ok');
    await journal.close();
    const child = writer(place, 'b', 3, 'process');
    expect(await child.closed, child.errors()).toMatchObject({ code: 0 });
    expect(names(place)).toEqual(['mine', 'b-0', 'b-1', 'b-2']);
  }, 60_000);
});

describe('a journal whose lock is taken', () => {
  it('waits for it without blocking, and keeps the order when a synchronous append waits too', async () => {
    const place = journalPlace();
    const journal = place.open({ lock: 'kernel' });
    journal.appendSync(event('a'));
    const other = chooseLock('kernel', place.dir);
    expect(other.tryAcquire()).toBe(true);
    const waiting = journal.append(event('b'));
    // Long enough for the append to have found the lock taken.
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(names(place)).toEqual(['a']);
    other.release();
    journal.appendSync(event('c'));
    await waiting;
    expect(names(place)).toEqual(['a', 'b', 'c']);
    await journal.append(event('d'));
    expect(other.tryAcquire()).toBe(true);
    other.close();
    expect(journal.verify().status).toBe('ok');
  });

  it('refuses what waits when patience ends, and takes more once the lock is free', async () => {
    const place = journalPlace();
    let now = 0;
    const clock = { now: () => 0, monotonic: () => (now += 1000) };
    const journal = place.open({ lock: 'kernel', clock });
    journal.appendSync(event('a'));
    const other = chooseLock('kernel', place.dir);
    expect(other.tryAcquire()).toBe(true);
    await rejected('STATE_LOCKED', journal.append(event('b')));
    journal.enqueue(event('lost'));
    thrown('STATE_LOCKED', () => journal.appendSync(event('c')));
    other.close();
    journal.appendSync(event('d'));
    await rejected('STATE_LOCKED', journal.flush());
    expect(names(place)).toEqual(['a', 'd']);
  });
});

describe('the lock file of a process', () => {
  const lockFile = (place: JournalPlace): string => join(place.dir, 'writer.pid');
  const leave = (place: JournalPlace, holder: object): void => {
    mkdirSync(place.dir, { recursive: true });
    writeFileSync(lockFile(place), JSON.stringify({ ...ownIdentity(), token: 'other', ...holder }));
  };

  it('is taken over from a process that was killed', async () => {
    const place = journalPlace();
    const child = writer(place, 'a', 30_000, 'process');
    await expect.poll(() => child.lines().length, { timeout: 20_000 }).toBeGreaterThan(3);
    child.process.kill('SIGKILL');
    await child.closed;
    expect(existsSync(lockFile(place))).toBe(true);
    const journal = place.open({ lock: 'process' });
    journal.appendSync(event('after'));
    expect(journal.verify().status).toBe('ok');
    await journal.close();
    expect(existsSync(lockFile(place))).toBe(false);
  }, 30_000);

  it.each(['process', 'kernel'] as const)(
    'is taken over when its process number belongs to another process now (%s lock)',
    (lock) => {
      const place = journalPlace();
      leave(place, { pid: process.ppid, started: 'long ago' });
      place.open({ lock }).appendSync(event('e'));
      expect(place.records()).toHaveLength(3);
    },
  );

  it('is taken over after the machine was started again', () => {
    const place = journalPlace();
    leave(place, { boot: 'another boot' });
    place.open({ lock: 'process' }).appendSync(event('e'));
    expect(place.records()).toHaveLength(3);
  });

  it('of another host is never taken over', () => {
    const place = journalPlace();
    leave(place, { host: 'elsewhere', pid: 1 });
    const journal = place.open({ lock: 'process' });
    expect(thrown('STATE_LOCKED', () => journal.appendSync(event('e'))).message).toContain(
      'process 1 on elsewhere',
    );
    expect(existsSync(place.file)).toBe(false);
  });

  it('that cannot be read is never taken over', () => {
    const place = journalPlace();
    mkdirSync(place.dir, { recursive: true });
    writeFileSync(lockFile(place), 'nonsense');
    const message = thrown('STATE_LOCKED', () =>
      place.open({ lock: 'process' }).appendSync(event('e')),
    ).message;
    expect(message).toContain('another process');
    expect(message).toContain(lockFile(place));
    thrown('STATE_LOCKED', () => place.open({ lock: 'kernel' }).appendSync(event('e')));
  });

  it('that somebody took away stops its holder', async () => {
    const place = journalPlace();
    const journal = place.open({ lock: 'process' });
    journal.appendSync(event('e'));
    leave(place, {});
    thrown('STATE_LOCKED', () => journal.appendSync(event('f')));
    await journal.close();
    expect(readFileSync(lockFile(place), 'utf8')).toContain('other');
  });

  it('excludes a second journal in the same process', () => {
    const place = journalPlace();
    place.open({ lock: 'process' }).appendSync(event('e'));
    const second = place.open({ lock: 'process' });
    expect(thrown('STATE_LOCKED', () => second.appendSync(event('f'))).message).toContain(
      String(process.pid),
    );
  });
});
