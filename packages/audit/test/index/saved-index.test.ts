import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeIndex, decodeIndex } from '../../src/index/index-file.js';
import type { AuditEntry } from '../../src/index.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { blocked, intent, outcome } from '../support/records.js';
import { splitSegment } from '../support/split-segment.js';

interface Saved {
  readonly place: JournalPlace;
  readonly file: string;
  readonly answers: readonly AuditEntry[];
}

/** A journal of two segments, the first of which has an index on the disk. */
function saved(): Saved {
  const place = journalPlace();
  const journal = place.open();
  for (let n = 0; n < 20; n += 1) {
    journal.appendSync(n % 5 === 0 ? blocked(`op_${n}`) : intent(`op_${n}`, { sessionId: `s-${n % 3}` }));
    if (n % 4 === 1) journal.appendSync(outcome(`op_${n - 1}`, { verify: 'FAIL' }));
  }
  splitSegment(place.dir, 2);
  const answers = place.open().query();
  return { place, file: join(place.dir, 'segment-000000.index'), answers };
}

describe('the index beside a segment', () => {
  it('is left by the first query and gives the next process the same answers', () => {
    const { place, file, answers } = saved();
    expect(answers).toHaveLength(20);
    const bytes = readFileSync(file);
    expect(place.open().query()).toEqual(answers);
    expect(readFileSync(file)).toEqual(bytes);
    expect(readdirSync(place.dir).filter((name) => name.endsWith('.draft'))).toEqual([]);
    rmSync(file);
    expect(place.open().query()).toEqual(answers);
    expect(readFileSync(file).length).toBe(bytes.length);
  });

  it('never throws and never changes an answer, whatever bytes stand in it', () => {
    const { place, file, answers } = saved();
    const genuine = readFileSync(file);
    const changed = fc.tuple(fc.nat(genuine.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const copy = Buffer.from(genuine);
      copy[at] = (copy[at] ?? 0) ^ by;
      return copy;
    });
    const cut = fc.nat(genuine.length).map((length) => genuine.subarray(0, length));
    const hostile = fc.oneof(changed, cut, fc.uint8Array({ maxLength: 2000 }));
    fc.assert(
      fc.property(hostile, (bytes) => {
        writeFileSync(file, bytes);
        expect(place.open().query()).toEqual(answers);
      }),
      { numRuns: 60 },
    );
  });

  it('is not believed when it was made with another key, however well', () => {
    const { place, file, answers } = saved();
    const found = decodeIndex(readFileSync(file), readFileSync(join(place.keyDir, 'index.key')));
    if (found === null) throw new Error('no index');
    const { index, prior, digest } = found;
    index.calls.u8.fill(0);
    const forge = (key: Buffer): Buffer => encodeIndex(index, { prior, digest, stamp: '' }, key);
    writeFileSync(file, forge(Buffer.alloc(32)));
    expect(place.open().query()).toEqual(answers);
    // The control: with the key, and only then, it is read and hides calls.
    writeFileSync(file, forge(readFileSync(join(place.keyDir, 'index.key'))));
    expect(place.open().query().length).toBeLessThan(answers.length);
  });

  it('is not believed for another journal of the same user', () => {
    const { file } = saved();
    const one = saved();
    writeFileSync(one.file, readFileSync(file));
    expect(one.place.open().query()).toEqual(one.answers);
    const other = journalPlace(one.place.root);
    expect(other.open().query({ toolName: 'exec' })).toHaveLength(20);
  });

  it('is made anew when its segment was edited in place, so that answers are what the segment says', () => {
    const { place } = saved();
    const before = place.open().query({ sessionId: 's-1' }).length;
    writeFileSync(
      place.file,
      readFileSync(place.file, 'utf8').replace('"sessionId":"s-1"', '"sessionId":"s-2"'),
    );
    expect(place.open().query({ sessionId: 's-1' })).toHaveLength(before - 1);
    expect(place.open().query({ sessionId: 's-2', status: 'UNFINISHED' }).length).toBeGreaterThan(0);
  });

  it('is never read or written through a link', () => {
    const { place, file, answers } = saved();
    const elsewhere = join(place.root, 'elsewhere');
    writeFileSync(elsewhere, readFileSync(file));
    rmSync(file);
    symlinkSync(elsewhere, file);
    writeFileSync(elsewhere, 'mine');
    expect(place.open().query()).toEqual(answers);
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
  });

  it('may be impossible to write: then answers come without it', () => {
    const { place, file, answers } = saved();
    rmSync(file);
    mkdirSync(join(file, 'in-the-way'), { recursive: true });
    expect(place.open().query()).toEqual(answers);
    expect(readdirSync(place.dir).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });

  it('is not made, nor is its key, where there is no key folder', () => {
    const { place, file, answers } = saved();
    rmSync(file);
    const keyDir = join(place.root, 'nobody');
    expect(place.open({ keyDir }).query()).toEqual(answers);
    expect(existsSync(keyDir)).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  it('is not made for a small journal of one segment', () => {
    const place = journalPlace();
    const journal = place.open();
    journal.appendSync(intent('op_1'));
    expect(journal.query()).toHaveLength(1);
    expect(readdirSync(place.dir).filter((name) => name.endsWith('.index'))).toEqual([]);
    expect(readdirSync(place.keyDir)).not.toContain('index.key');
  });

  it('covers a segment that still grows once thousands of calls are new, and is caught up with', async () => {
    const place = journalPlace();
    const journal = place.open();
    await Promise.all(Array.from({ length: 4100 }, (_, n) => journal.append(intent(`op_${n}`))));
    expect(journal.query({ limit: 1 })).toHaveLength(1);
    const file = join(place.dir, 'segment-000000.index');
    const bytes = readFileSync(file);
    // 48 bytes a call, and a little for the header.
    expect(bytes.length).toBeLessThan(4100 * 50);
    journal.appendSync(outcome('op_7', { verify: 'FAIL' }));
    journal.appendSync(intent('later'));
    const next = place.open();
    expect(next.query({ status: 'FAIL' }).map(({ id }) => id)).toEqual(['op_7']);
    expect(next.query({ limit: 1 })[0]?.id).toBe('later');
    expect(next.stats().totalOperations).toBe(4101);
    expect(readFileSync(file)).toEqual(bytes);
  });
});
