import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTlogProof } from '../../src/format/tlog-proof.js';
import { prove } from '../../src/proof/prove.js';
import { verifyProof } from '../../src/verify/verify-proof.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';
import { thrown } from '../support/thrown.js';

async function journalOf(batches: readonly number[]): Promise<JournalPlace> {
  const place = journalPlace();
  const journal = place.open();
  for (const [batch, count] of batches.entries()) {
    const records = Array.from({ length: count }, (_, n) => event(`${batch}-${n}`));
    await Promise.all(records.map((record) => journal.append(record)));
  }
  await journal.close();
  return place;
}

describe('prove', () => {
  it('proves every record that a checkpoint covers, to whoever has the key only', async () => {
    const place = await journalOf([5, 1, 12, 3]);
    const publicKey = place.anchor().key;
    const lines = place.lines();
    for (let seq = 0; seq < lines.length - 1; seq += 1) {
      const { proof, record, size, root } = prove({ dir: place.dir, seq });
      expect(record).toBe(lines[seq]);
      expect({ size, root }).toEqual({ size: place.anchor().size, root: place.anchor().root });
      const report = verifyProof({ proof, record, publicKey });
      expect(report).toMatchObject({ status: 'ok', exitCode: 0, index: seq, size, root });
      expect(verifyProof({ proof, record: Buffer.from(`${record}\n`), publicKey }).status).toBe('ok');
      // Nothing but these bytes is proved.
      expect(verifyProof({ proof, record: record.slice(0, -1), publicKey })).toMatchObject({
        status: 'tampered',
        exitCode: 2,
        reason: 'not-included',
      });
      expect(verifyProof({ proof, record: lines[(seq + 1) % lines.length] ?? '', publicKey }).status).toBe(
        'tampered',
      );
    }
  });

  it('leads to the newest checkpoint, or to the first, which stays the same while the journal grows', async () => {
    const place = await journalOf([4, 4]);
    const first = prove({ dir: place.dir, seq: 2, checkpoint: 'first' });
    const newest = prove({ dir: place.dir, seq: 2 });
    expect([first.size, newest.size]).toEqual([5, 10]);
    const journal = place.open();
    journal.appendSync(event('later'));
    await journal.close();
    expect(prove({ dir: place.dir, seq: 2, checkpoint: 'first' })).toEqual(first);
    expect(prove({ dir: place.dir, seq: 2 }).size).toBe(12);
    for (const proof of [first, newest]) {
      expect(verifyProof({ ...proof, publicKey: place.anchor().key }).status).toBe('ok');
    }
  });

  it('proves across segments and the keys that signed them', async () => {
    const place = journalPlace();
    const journal = place.open({ segmentBytes: 2000 });
    for (let n = 0; n < 30; n += 1) await journal.append(event(`e-${n}`));
    await journal.close();
    const { genesis, key, size } = place.anchor();
    expect(key).not.toBe(genesis);
    for (let seq = 0; seq < size; seq += 7) {
      const newest = prove({ dir: place.dir, seq });
      expect(verifyProof({ ...newest, publicKey: key })).toMatchObject({ status: 'ok', index: seq, size });
    }
    const first = prove({ dir: place.dir, seq: 1, checkpoint: 'first' });
    expect(verifyProof({ ...first, publicKey: genesis }).status).toBe('ok');
    expect(verifyProof({ ...first, publicKey: key })).toMatchObject({ reason: 'not-signed' });
  });

  it('proves what is committed while a write is cut short behind it', async () => {
    const place = await journalOf([3]);
    appendFileSync(place.file, '{"$prev":"0000');
    expect(verifyProof({ ...prove({ dir: place.dir, seq: 1 }), publicKey: place.anchor().key }).status).toBe(
      'ok',
    );
  });

  it('says which record is not there, or not covered yet', async () => {
    const { dir } = await journalOf([3]);
    expect(thrown('NOT_FOUND', () => prove({ dir, seq: 5 })).message).toContain('Record 5 is not in');
    expect(thrown('NOT_FOUND', () => prove({ dir, seq: 4 })).message).toContain('Record 4 is not covered');
    expect(thrown('NOT_FOUND', () => prove({ dir: join(dir, 'none'), seq: 0 })).message).toContain(
      'Record 0',
    );
    expect(thrown('NOT_FOUND', () => prove({ dir, seq: 0, chain: 7 })).message).toContain('Record 0');
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53, '1'])('refuses %j as a number of a record', (seq) => {
    thrown('INVALID_ARGUMENT', () => prove({ dir: '.', seq: seq as number }));
  });

  it('makes no proof of lines that are not those that were signed', async () => {
    const place = await journalOf([3, 3]);
    const text = place.bytes().toString();
    place.write(text.replace('"name":"0-1"', '"name":"0-X"'));
    thrown('TAMPERED', () => prove({ dir: place.dir, seq: 1 }));
    thrown('TAMPERED', () => prove({ dir: place.dir, seq: 3 }));
    place.write(
      place
        .lines()
        .filter((_, seq) => seq !== 2)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(thrown('TAMPERED', () => prove({ dir: place.dir, seq: 1 })).message).toContain('Record 2 ');
  });
});

describe('verifyProof', () => {
  it('takes no proof with any one byte changed', async () => {
    const place = await journalOf([6]);
    const { proof, record } = prove({ dir: place.dir, seq: 3 });
    const publicKey = place.anchor().key;
    const bytes = Buffer.from(proof);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyProof({ proof: changed.toString(), record, publicKey }).exitCode, `byte ${at}`).not.toBe(
        0,
      );
    }
  });

  it('trusts no key but those it is given, and says which input it cannot read', async () => {
    const [place, other] = [await journalOf([2]), await journalOf([2])];
    const { proof, record } = prove({ dir: place.dir, seq: 1 });
    const [key, stranger] = [place.anchor().key, other.anchor().key];
    expect(verifyProof({ proof, record, publicKey: stranger })).toMatchObject({
      exitCode: 2,
      reason: 'not-signed',
    });
    expect(verifyProof({ proof, record, publicKey: [stranger, key] }).status).toBe('ok');
    expect(verifyProof({ proof, record, publicKey: [] })).toMatchObject({ exitCode: 1, reason: 'key' });
    expect(verifyProof({ proof, record, publicKey: [key, 'x'] })).toMatchObject({
      exitCode: 1,
      reason: 'key',
    });
    const report = verifyProof({ proof: 'x', record, publicKey: key });
    expect(report).toMatchObject({ status: 'unchecked', exitCode: 1, reason: 'proof' });
    expect(report.message.zh).toBe('无法校验：这不是 tlog-proof 格式的证明。');
  });

  it('works for the log of somebody else', () => {
    const vector = (name: string): Buffer =>
      readFileSync(new URL(`../vectors/tessera/${name}`, import.meta.url));
    const { publicKey } = JSON.parse(vector('test-key.json').toString()) as { readonly publicKey: string };
    // The tree of one entry needs no hashes.
    const proof = `c2sp.org/tlog-proof@v1\nindex 0\n\n${vector('checkpoint.1.txt').toString()}`;
    const record = vector('tile/entries/000.p/1.bin').subarray(2);
    expect(verifyProof({ proof, record, publicKey })).toMatchObject({ status: 'ok', size: 1 });
    expect(parseTlogProof(proof)?.checkpoint.origin).toBe('example.com/log/testdata');
  });
});
