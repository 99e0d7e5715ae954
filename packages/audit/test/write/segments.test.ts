import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { segmentName } from '../../src/format/segment-name.js';
import { committedLines } from '../../src/read/committed-lines.js';
import type { JournalPlace } from '../support/journal-place.js';
import { journalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';
import {
  linesOf,
  readSegments,
  SEGMENT_BYTES,
  segmentedJournal,
  writeSegments,
} from '../support/segmented-journal.js';
import { thrown } from '../support/thrown.js';

const keyFiles = (place: JournalPlace): string[] =>
  readdirSync(place.keyDir)
    .filter((name) => name.endsWith('.key'))
    .map((name) => name.slice(32))
    .sort();
const open = (place: JournalPlace): ReturnType<JournalPlace['open']> =>
  place.open({ segmentBytes: SEGMENT_BYTES });
const names = (place: JournalPlace): unknown[] =>
  [...readSegments(place.dir).values()]
    .flatMap(linesOf)
    .flatMap((line) => (JSON.parse(line) as { name?: string }).name ?? []);

describe('a journal of several segments', () => {
  it('is one log: numbers, links and the tree go on from file to file', async () => {
    const place = await segmentedJournal(3);
    const segments = readSegments(place.dir);
    expect([...segments.keys()]).toEqual([0, 1, 2, 3]);
    const lines = [...segments.values()].flatMap(linesOf);
    expect(lines.map((line) => (JSON.parse(line) as { $seq: number }).$seq)).toEqual(
      lines.map((_, at) => at),
    );
    for (const index of [0, 1, 2]) {
      expect(segments.get(index)?.length).toBeGreaterThanOrEqual(SEGMENT_BYTES);
      const last = linesOf(segments.get(index))
        .slice(-2)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(last[0]).toMatchObject({ kind: 'key', epoch: { number: index + 1, segment: index + 1 } });
      expect(last[1]).toMatchObject({ kind: 'checkpoint' });
    }
    expect(Array.from(committedLines(place.dir), ({ seq }) => seq)).toEqual(lines.map((_, at) => at));
    expect(place.open().verify()).toMatchObject({
      status: 'ok',
      records: lines.length,
      levels: { structure: 'holds', key: 'holds', anchor: 'holds' },
    });
  });

  it('keeps the key of the segment that is written to, and destroys those before it', async () => {
    const place = await segmentedJournal(2);
    expect(keyFiles(place)).toEqual(['.2.key']);
    const { key, genesis } = place.anchor();
    expect(key).not.toBe(genesis);
  });

  it('keeps the old key until the first batch under the new one is durable', async () => {
    const place = journalPlace();
    const journal = open(place);
    for (let n = 0; journal.status().segment !== 1; n += 1) journal.appendSync(event(`e${n}`));
    expect(keyFiles(place)).toEqual(['.1.key', '.key']);
    expect(existsSync(join(place.dir, segmentName(1)))).toBe(false);
    expect(journal.verify().status).toBe('ok');
    journal.appendSync(event('next'));
    expect(keyFiles(place)).toEqual(['.1.key']);
    expect(statSync(join(place.dir, segmentName(1))).mode & 0o777).toBe(0o600);
    await journal.close();
  });

  it('goes on where it ended when it is opened again, before and after the next file is there', async () => {
    const place = journalPlace();
    for (let n = 0; n < 25; n += 1) {
      const journal = open(place);
      journal.appendSync(event(`e${n}`));
      expect(journal.verify().status, `after ${n}`).toBe('ok');
      await journal.close();
    }
    expect(names(place)).toEqual(Array.from({ length: 25 }, (_, n) => `e${n}`));
    expect(readSegments(place.dir).size).toBeGreaterThan(3);
    expect(keyFiles(place)).toHaveLength(1);
  });

  it('lets writers in turn catch up with files that another began', async () => {
    const place = journalPlace();
    const writers = [open(place), open(place), open(place)];
    for (let n = 0; n < 60; n += 1) writers[(n * n) % 3]?.appendSync(event(`e${n}`));
    expect(names(place)).toEqual(Array.from({ length: 60 }, (_, n) => `e${n}`));
    // One that was left behind by several files.
    for (let n = 60; n < 90; n += 1) writers[1]?.appendSync(event(`e${n}`));
    writers[2]?.appendSync(event('late'));
    expect(names(place)).toHaveLength(91);
    expect(place.open().verify().status).toBe('ok');
    await Promise.all(writers.map((writer) => writer.close()));
  });

  it('takes a flood of asynchronous, synchronous and queued records over many files', async () => {
    const place = journalPlace();
    const journal = open(place);
    const waiting: Promise<unknown>[] = [];
    for (let n = 0; n < 300; n += 3) {
      journal.enqueue(event(`e${n}`));
      waiting.push(journal.append(event(`e${n + 1}`)));
      if (n % 9 === 0) journal.appendSync(event(`e${n + 2}`));
      else waiting.push(journal.append(event(`e${n + 2}`)));
      if (n % 30 === 0) await Promise.all(waiting);
    }
    await Promise.all(waiting);
    await journal.close();
    expect(names(place)).toEqual(Array.from({ length: 300 }, (_, n) => `e${n}`));
    expect(place.open().verify().status).toBe('ok');
  });

  it.each([
    ['segmentBytes', { segmentBytes: 0 }],
    ['segmentBytes', { segmentBytes: 1.5 }],
    ['whenTampered', { whenTampered: 'ignore' as never }],
  ])('refuses a %s that is none', (name, options) => {
    expect(thrown('INVALID_ARGUMENT', () => journalPlace().open(options)).message).toContain(name);
  });

  it('does not write through a link that stands in the place of the next file', () => {
    const place = journalPlace();
    const journal = open(place);
    for (let n = 0; journal.status().segment !== 1; n += 1) journal.appendSync(event(`e${n}`));
    const elsewhere = join(place.root, 'elsewhere');
    writeFileSync(elsewhere, '');
    symlinkSync(elsewhere, join(place.dir, segmentName(1)));
    thrown('JOURNAL_FAILED', () => journal.appendSync(event('no')));
    expect(readFileSync(elsewhere)).toHaveLength(0);
  });
});

describe('a writer that dies at the boundary of a segment', () => {
  /** What the folders hold after each of the last batches, from which any state a crash leaves is put together. */
  it('leaves a journal that goes on, wherever in the bytes it died', async () => {
    const place = journalPlace();
    const journal = open(place);
    for (let n = 0; journal.status().segment !== 1; n += 1) journal.appendSync(event(`e${n}`));
    const [full = Buffer.alloc(0)] = readSegments(place.dir).values();
    const state = (): Map<string, Buffer> =>
      new Map(readdirSync(place.keyDir).map((name) => [name, readFileSync(join(place.keyDir, name))]));
    const before = state();
    journal.appendSync(event('torn'));
    await journal.close();
    const next = readSegments(place.dir).get(1) ?? Buffer.alloc(0);
    const lineEnds = linesOf(full).map((line) => line.length + 1);
    const lastBatch = lineEnds.slice(-3).reduce((sum, length) => sum + length, 0);
    const restore = (segments: [number, Buffer][]): void => {
      rmSync(place.keyDir, { recursive: true });
      mkdirSync(place.keyDir);
      for (const [name, bytes] of before) writeFileSync(join(place.keyDir, name), bytes);
      writeSegments(place.dir, new Map(segments));
    };
    const goesOn = (label: string): void => {
      const again = open(place);
      again.appendSync(event('after'));
      again.appendSync(event('and more'));
      expect(again.verify(), label).toMatchObject({ status: 'ok' });
      expect(names(place).slice(-2), label).toEqual(['after', 'and more']);
    };
    // In the first batch of the new file, the old key not yet destroyed.
    for (let bytes = 0; bytes <= next.length; bytes += 41) {
      restore([
        [0, full],
        [1, next.subarray(0, bytes)],
      ]);
      goesOn(`${bytes} bytes of the new file`);
    }
    // In the batch that introduces the key: the anchor does not know of it yet.
    for (let bytes = full.length - lastBatch; bytes < full.length; bytes += 41) {
      restore([[0, full.subarray(0, bytes)]]);
      rmSync(place.anchorFile);
      goesOn(`${bytes} bytes of the old file`);
    }
  });
});
