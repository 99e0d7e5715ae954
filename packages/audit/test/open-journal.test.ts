import { journalConformance } from '@sentinel-agentos/core/testing';
import type { JournalRecord } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseVerifierKey } from '../src/format/signed-note.js';
import { journalPlace } from './support/journal-place.js';
import { event, intent, outcome } from './support/records.js';
import { tempFolder } from './support/temp-folder.js';
import { rejected, thrown } from './support/thrown.js';

describe('openJournal keeps the promises of every journal:', () => {
  for (const lock of ['kernel', 'process'] as const) {
    const cases = journalConformance(async () => {
      const place = journalPlace();
      const journal = place.open({ lock });
      return {
        journal,
        records: async () => place.records() as unknown as JournalRecord[],
        dispose: () => journal.close(),
      };
    });
    it.each(cases)(`$name (${lock} lock)`, async ({ run }) => {
      await run();
    });
  }
});

describe('openJournal', () => {
  it('[S2-57] writes a record before and one after the call, one JSON object a line', async () => {
    const place = journalPlace();
    const journal = place.open();
    await journal.append(intent('op_1'));
    await journal.append(outcome('op_1'));
    await journal.close();
    const [genesis, before, firstCommit, after, secondCommit] = place.records();
    expect(genesis).toMatchObject({ $prev: '0'.repeat(64), $seq: 0, kind: 'genesis', format: 1 });
    expect(before).toMatchObject({ $seq: 1, ...intent('op_1') });
    expect(firstCommit).toMatchObject({ $seq: 2, kind: 'checkpoint' });
    expect(after).toMatchObject({ $seq: 3, ...outcome('op_1') });
    expect(secondCommit).toMatchObject({ $seq: 4, kind: 'checkpoint' });
    expect(place.lines().every((line) => line.startsWith('{"$prev":"'))).toBe(true);
  });

  it('[S2-62] keeps everything in one documented file', () => {
    const place = journalPlace();
    place.open().appendSync(intent('op_1'));
    expect(readdirSync(place.dir).sort()).toEqual(['segment-000000.jsonl', 'writer.lock']);
  });

  it('touches nothing until something is written', async () => {
    const place = journalPlace();
    const journal = place.open();
    expect(journal.query()).toEqual([]);
    expect(journal.verify().status).toBe('unchecked');
    await journal.flush();
    await journal.close();
    expect(readdirSync(place.root)).toEqual([]);
  });

  it('goes on where an earlier process stopped', async () => {
    const place = journalPlace();
    for (const name of ['a', 'b', 'c']) {
      const journal = place.open();
      await journal.append(event(name));
      await journal.close();
    }
    expect(place.records().map(({ kind, name }) => name ?? kind)).toEqual([
      'genesis',
      'a',
      'checkpoint',
      'b',
      'checkpoint',
      'c',
      'checkpoint',
    ]);
    expect(place.open().verify()).toMatchObject({ status: 'ok', records: 7 });
  });

  it('gathers what is appended in one turn into one batch with one checkpoint', async () => {
    const place = journalPlace();
    const journal = place.open();
    const refs = await Promise.all(
      Array.from({ length: 50 }, (_, index) => journal.append(event(`e${index}`))),
    );
    expect(refs.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(place.records().filter(({ kind }) => kind === 'checkpoint')).toHaveLength(1);
  });

  it('splits a flood into several batches and loses nothing', async () => {
    const place = journalPlace();
    const journal = place.open();
    await Promise.all(Array.from({ length: 9000 }, (_, index) => journal.append(event(`e${index}`))));
    const kinds = place.records().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'event')).toHaveLength(9000);
    expect(kinds.filter((kind) => kind === 'checkpoint')).toHaveLength(3);
    expect(journal.verify().status).toBe('ok');
  });

  it('writes a queued record by itself soon, without a flush', async () => {
    const place = journalPlace();
    const journal = place.open();
    journal.enqueue(event('queued'));
    await expect.poll(() => existsSync(place.file) && place.lines().length).toBe(3);
    expect(journal.verify().status).toBe('ok');
  });

  it('shows queued records to a reader of the same journal', () => {
    const place = journalPlace();
    const journal = place.open();
    journal.enqueue(intent('op_1'));
    expect(journal.query().map(({ id }) => id)).toEqual(['op_1']);
  });

  it('appends off the event loop where the disk is slow, in the same order', async () => {
    const place = journalPlace();
    // A clock that leaps makes every sync look slow.
    let ticks = 0;
    const clock = { now: () => 1_700_000_000_000, monotonic: () => (ticks += 10) };
    const journal = place.open({ clock });
    journal.appendSync(event('a'));
    const waiting = [journal.append(event('b')), journal.append(event('c'))];
    await new Promise((resolve) => setImmediate(resolve));
    const late = journal.append(event('d'));
    const sync = journal.appendSync(event('e'));
    const refs = [...(await Promise.all([...waiting, late])), sync];
    expect(refs.map(({ seq }) => seq)).toEqual(refs.map(({ seq }) => seq).toSorted((a, b) => a - b));
    expect(place.records().flatMap(({ name }) => name ?? [])).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(journal.verify().status).toBe('ok');
    await journal.close();
  });

  it('refuses a record that JSON cannot hold, alone: the others of its batch are kept', async () => {
    const place = journalPlace();
    const journal = place.open();
    const bad = [Number.NaN, 1n, '\uD800'].map((value) => event('bad', { value } as never));
    const good = journal.append(event('good'));
    const refused = bad.map((record) => rejected('INVALID_ARGUMENT', journal.append(record)));
    for (const record of bad) {
      thrown('INVALID_ARGUMENT', () => journal.appendSync(record));
      thrown('INVALID_ARGUMENT', () => journal.enqueue(record));
    }
    const alsoGood = journal.append(event('also good'));
    await Promise.all([good, alsoGood, ...refused]);
    await journal.flush();
    expect(place.records().flatMap(({ name }) => name ?? [])).toEqual(['good', 'also good']);
    expect(journal.verify().status).toBe('ok');
  });

  it('keeps a record as it was when it was handed in, whatever happens to it afterwards', async () => {
    const place = journalPlace();
    const params = { text: 'before' };
    const promise = place.open().append(intent('op_1', { params }));
    params.text = 'after';
    await promise;
    expect(place.records()[1]).toMatchObject({ params: { text: 'before' } });
  });

  it('gives back any JSON that a record carries', async () => {
    const place = journalPlace();
    const journal = place.open();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (data) => {
        const { seq } = await journal.append(event('any', data as never));
        expect(place.records()[seq]?.['data']).toEqual(JSON.parse(JSON.stringify(data)));
      }),
      { numRuns: 50 },
    );
    expect(journal.verify().status).toBe('ok');
  });

  it('keeps keys and state for the owner only', () => {
    const place = journalPlace();
    place.open().appendSync(event('e'));
    const modes = [place.dir, place.keyDir, place.file, place.anchorFile].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600]);
    const [key = ''] = readdirSync(place.keyDir).filter((name) => name.endsWith('.key'));
    expect(statSync(join(place.keyDir, key)).mode & 0o777).toBe(0o600);
    expect(key).toBe(`${String(place.records()[0]?.['journal'])}.key`);
    expect(parseVerifierKey(String(place.records()[0]?.['key']))).not.toBeNull();
  });

  it('leaves files it does not know alone', async () => {
    const place = journalPlace();
    mkdirSync(place.dir, { recursive: true });
    writeFileSync(join(place.dir, 'notes.txt'), 'mine');
    writeFileSync(join(place.dir, 'segment-000000.jsonl.bak'), '{}');
    const journal = place.open();
    await journal.append(event('e'));
    expect(readdirSync(place.dir).sort()).toEqual([
      'notes.txt',
      'segment-000000.jsonl',
      'segment-000000.jsonl.bak',
      'writer.lock',
    ]);
    expect(journal.verify().status).toBe('ok');
  });

  it('takes two journals in one process that know nothing of each other', async () => {
    const [a, b] = [journalPlace(), journalPlace()];
    const journals = [a.open(), b.open()];
    await Promise.all(journals.map((journal, index) => journal.append(event(`e${index}`))));
    expect([a, b].map((place) => place.records()[1]?.['name'])).toEqual(['e0', 'e1']);
    expect(a.records()[0]?.['journal']).not.toBe(b.records()[0]?.['journal']);
  });

  it('takes nothing after it was closed, and can still be read', async () => {
    const place = journalPlace();
    const journal = place.open();
    journal.enqueue(intent('op_1'));
    await journal.close();
    await rejected('JOURNAL_FAILED', journal.append(event('late')));
    thrown('JOURNAL_FAILED', () => journal.appendSync(event('late')));
    journal.enqueue(event('late'));
    await rejected('JOURNAL_FAILED', journal.flush());
    await journal.flush();
    expect(journal.query()).toHaveLength(1);
    expect(journal.verify().status).toBe('ok');
    await journal.close();
  });

  it.each([
    ['dir', { dir: '' }],
    ['dir', { dir: 5 as unknown as string }],
    ['keyDir', { keyDir: 'a\0b' }],
    ['anchorDir', { anchorDir: '' }],
  ])('refuses a %s that is no path', (name, options) => {
    expect(thrown('INVALID_ARGUMENT', () => journalPlace(tempFolder()).open(options)).message).toContain(
      name,
    );
  });
});
