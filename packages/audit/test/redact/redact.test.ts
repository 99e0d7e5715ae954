import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blobRefs } from '../../src/format/blob-ref.js';
import { prove } from '../../src/proof/prove.js';
import { verifyBlobs } from '../../src/verify/verify-blobs.js';
import { verifyProof } from '../../src/verify/verify-proof.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { event, intent, outcome } from '../support/records.js';
import { rejected, thrown } from '../support/thrown.js';

const SECRET = 'Ada Lovelace, 10 December 1815';
const blobsOf = ({ dir }: JournalPlace): string[] => readdirSync(join(dir, 'blobs'));

describe('redact', () => {
  it('erases the payloads of a call; every proof, query and verification holds as before', async () => {
    const place = journalPlace();
    const journal = place.open({ payloads: 'blobs', blobsFrom: 0 });
    await journal.append(intent('op_1', { params: { text: SECRET } }));
    await journal.append(outcome('op_1'));
    await journal.append(intent('op_2', { params: { text: 'stays' } }));
    const { seq } = await journal.append(event('note', { about: SECRET }));
    expect(place.bytes().includes('Lovelace')).toBe(false);
    expect(journal.query().map(({ params }) => params)).toEqual([{ text: 'stays' }, { text: SECRET }]);
    const before = prove({ dir: place.dir, seq: 1 });

    const redaction = await journal.redact({ callId: 'op_1' }, 'erasure request 17');
    expect(redaction).toMatchObject({ records: [1], blobs: 1 });
    expect(journal.query().map(({ params }) => params)).toEqual([{ text: 'stays' }, { $blob: '[redacted]' }]);
    expect([...journal.records({ kinds: ['event'] })]).toMatchObject([
      { name: 'note', data: { about: SECRET } },
      {
        name: 'redaction',
        seq: redaction.seq,
        data: { reason: 'erasure request 17', erased: [{ seq: 1, path: '/params' }] },
      },
    ]);
    await journal.redact({ seq }, 'erasure request 17');
    expect([...journal.records({ kinds: ['event'] })][0]).toMatchObject({ name: 'note', data: '[redacted]' });

    expect(blobsOf(place)).toHaveLength(1);
    expect(journal.verify().status).toBe('ok');
    expect(verifyBlobs({ dir: place.dir })).toMatchObject({
      status: 'ok',
      exitCode: 0,
      present: 1,
      redacted: 2,
      notErased: 0,
    });
    await journal.close();
    const publicKey = place.anchor().key;
    expect(verifyProof({ ...before, publicKey }).status).toBe('ok');
    expect(verifyProof({ ...prove({ dir: place.dir, seq: 1 }), publicKey }).status).toBe('ok');
    expect(place.open().verify().status).toBe('ok');
  });

  it('keeps what no line has room for when blobs are on, at any length', async () => {
    const place = journalPlace();
    const journal = place.open({ payloads: 'blobs' });
    const content = '字'.repeat(100_000);
    await journal.append(intent('op_1', { params: { path: 'a.txt', content } }));
    expect(journal.query()[0]?.params).toEqual({ path: 'a.txt', content });
    expect(place.records()[1]).not.toHaveProperty('elided');
    await journal.redact({ callId: 'op_1' }, 'too much');
    expect(journal.query()[0]?.params).toEqual({ path: 'a.txt', content: '[redacted]' });
    await journal.close();
  });

  it('erases again what a crash left, and says so in a record of its own', async () => {
    const place = journalPlace();
    const journal = place.open({ payloads: 'blobs', blobsFrom: 0 });
    await journal.append(event('note', SECRET));
    const [name = ''] = blobsOf(place);
    await journal.redact({ seq: 1 }, 'first');
    writeFileSync(join(place.dir, 'blobs', name), 'as if the power had gone before it was removed');
    expect(verifyBlobs({ dir: place.dir })).toMatchObject({ status: 'ok', redacted: 1, notErased: 1 });
    await journal.redact({ seq: 1 }, 'second');
    expect(blobsOf(place)).toEqual([]);
    expect(verifyBlobs({ dir: place.dir })).toMatchObject({ redacted: 1, notErased: 0 });
    await journal.close();
  });

  it('erases a record with more payloads than one event has room for', async () => {
    const place = journalPlace();
    const journal = place.open({ payloads: 'blobs', blobsFrom: 8 });
    for (let batch = 0; batch < 3; batch += 1) {
      const params = Object.fromEntries(
        Array.from({ length: 60 }, (_, n) => [`key-${n}`, `value ${n} of ${batch}`]),
      );
      await journal.append(intent('op_1', { params }));
    }
    const redaction = await journal.redact({ callId: 'op_1' }, 'all of it');
    expect(redaction).toMatchObject({ records: [1, 3, 5], blobs: 180 });
    expect([...journal.records({ kinds: ['event'] })]).toHaveLength(2);
    expect(verifyBlobs({ dir: place.dir })).toMatchObject({ status: 'ok', redacted: 180, orphans: 0 });
    await journal.close();
  });

  it('erases over all segments', async () => {
    const place = journalPlace();
    const journal = place.open({ payloads: 'blobs', blobsFrom: 0, segmentBytes: 2000 });
    for (let n = 0; n < 12; n += 1) await journal.append(intent('op_1', { params: { n, text: SECRET } }));
    expect(await journal.redact({ callId: 'op_1' }, 'all')).toMatchObject({ blobs: 12 });
    expect(readdirSync(place.dir).filter((name) => name.endsWith('.jsonl')).length).toBeGreaterThan(2);
    expect(verifyBlobs({ dir: place.dir })).toMatchObject({ status: 'ok', redacted: 12, orphans: 0 });
    expect(journal.verify().status).toBe('ok');
    await journal.close();
  });

  it('says what cannot be erased, and takes no target or reason that is none', async () => {
    const place = journalPlace();
    const journal = place.open();
    await journal.append(intent('op_1', { params: { text: '"callId":"op_2"' } }));
    const inline = await rejected('NOT_FOUND', journal.redact({ callId: 'op_1' }, 'why'));
    expect(inline.message).toContain('stands in its line');
    expect((await rejected('NOT_FOUND', journal.redact({ callId: 'op_2' }, 'why'))).message).toContain(
      'no call "op_2"',
    );
    expect((await rejected('NOT_FOUND', journal.redact({ seq: 99 }, 'why'))).message).toContain(
      'no record 99',
    );
    for (const target of [{}, null, { callId: '' }, { seq: -1 }, { seq: 1, callId: 'x' }, { seq: '1' }]) {
      await rejected(
        'INVALID_ARGUMENT',
        journal.redact(target as unknown as { readonly seq: number }, 'why'),
      );
    }
    for (const reason of ['', ' ', 'x'.repeat(1001), 5 as unknown as string]) {
      await rejected('INVALID_ARGUMENT', journal.redact({ seq: 1 }, reason));
    }
    expect(place.records().filter(({ name }) => name === 'redaction')).toEqual([]);
    await journal.close();
  });

  it('cannot be feigned: nobody appends its event or the list of blobs by hand', async () => {
    const place = journalPlace();
    const journal = place.open();
    await rejected('INVALID_ARGUMENT', journal.append(event('redaction', { erased: [] })));
    thrown('INVALID_ARGUMENT', () => journal.appendSync({ ...event('e'), ['blobs' as string]: [] }));
    await journal.close();
  });

  it('refuses options that are none', () => {
    const place = journalPlace();
    thrown('INVALID_ARGUMENT', () => place.open({ payloads: 'outline' as unknown as 'blobs' }));
    thrown('INVALID_ARGUMENT', () => place.open({ payloads: 'blobs', blobsFrom: -1 }));
    expect(existsSync(place.dir)).toBe(false);
  });

  it('removes nothing behind a link in place of the folder of blobs', async () => {
    const place = journalPlace();
    const journal = place.open({ payloads: 'blobs', blobsFrom: 0 });
    await journal.append(event('note', SECRET));
    const folder = join(place.dir, 'blobs');
    const [name = ''] = blobsOf(place);
    const other = journalPlace().dir;
    mkdirSync(other);
    writeFileSync(join(other, name), 'not ours');
    rmSync(folder, { recursive: true });
    symlinkSync(other, folder);
    await rejected('STATE_UNAVAILABLE', journal.redact({ seq: 1 }, 'why'));
    expect(existsSync(join(other, name))).toBe(true);
    await journal.close();
  });
});

describe('verifyBlobs', () => {
  it('tells what was erased by rule from what was removed or changed', async () => {
    const place = journalPlace();
    const journal = place.open({ payloads: 'blobs', blobsFrom: 0 });
    const seqs: number[] = [];
    for (const data of ['one', 'two', 'three', 'four'])
      seqs.push((await journal.append(event('note', data))).seq);
    const folder = join(place.dir, 'blobs');
    const nameOf = (seq: number | undefined): string => {
      const [ref] = blobRefs(place.records()[seq ?? -1] ?? {});
      return join(folder, ref?.commitment ?? '');
    };
    await journal.redact({ seq: seqs[0] ?? 0 }, 'by rule');
    rmSync(nameOf(seqs[1]));
    writeFileSync(nameOf(seqs[2]), 'changed');
    writeFileSync(join(folder, 'stray'), '');
    const report = verifyBlobs({ dir: place.dir });
    expect(report).toMatchObject({
      status: 'tampered',
      exitCode: 2,
      present: 1,
      redacted: 1,
      badCount: 2,
      orphans: 1,
    });
    expect(report.bad).toEqual([
      { seq: seqs[1], path: '/data', problem: 'missing' },
      { seq: seqs[2], path: '/data', problem: 'changed' },
    ]);
    expect(report.message.en).toContain(`record ${seqs[1]}`);
    await journal.close();
  });

  it('finds nothing wrong where no payload was put aside, and says when it cannot look', () => {
    const place = journalPlace();
    expect(verifyBlobs({ dir: place.dir })).toMatchObject({ status: 'ok', present: 0, orphans: 0 });
    writeFileSync(place.dir, 'a file');
    expect(verifyBlobs({ dir: place.dir })).toMatchObject({ status: 'unchecked', exitCode: 1 });
  });
});
