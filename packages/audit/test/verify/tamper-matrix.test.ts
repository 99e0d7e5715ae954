import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyJournal, type Anchor, type VerifyReport } from '../../src/verify/index.js';
import { startPosition } from '../../src/read/position.js';
import { buildBatch } from '../../src/write/batch.js';
import { createSigner } from '../../src/keys/signer.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { blocked, event, intent, outcome } from '../support/records.js';

/** A journal of twelve records in five batches, and everything an attacker may do to its file. */
let place: JournalPlace;
let original: Buffer;
let lines: string[];
let anchor: Anchor;
let publicKey: string;
let oldFile: Buffer;

beforeAll(async () => {
  place = journalPlace(mkdtempSync(join(realpathSync(tmpdir()), 'audit-matrix-')));
  const journal = place.open();
  await Promise.all([intent('op_1'), intent('op_2'), intent('op_3')].map((record) => journal.append(record)));
  await Promise.all(
    [outcome('op_1'), blocked('op_4'), outcome('op_2')].map((record) => journal.append(record)),
  );
  oldFile = place.bytes();
  await journal.append(event('feedback', { signal: 'good' }));
  await Promise.all(
    [outcome('op_3'), intent('op_5'), outcome('op_5')].map((record) => journal.append(record)),
  );
  await Promise.all([event('a'), event('b')].map((record) => journal.append(record)));
  await journal.close();
  original = place.bytes();
  lines = place.lines();
  anchor = place.anchor();
  publicKey = anchor.key;
});
afterAll(() => rmSync(place.root, { recursive: true, force: true }));

const verify = (content: string | Uint8Array, anchored = true): VerifyReport => {
  place.write(content);
  return verifyJournal({ dir: place.dir, publicKey, ...(anchored ? { anchor } : {}) });
};
const text = (changed: readonly string[]): string => changed.map((line) => `${line}\n`).join('');
/** Line in which a byte of the original lies. */
const lineAt = (offset: number): number =>
  original.subarray(0, offset).toString('latin1').split('\n').length - 1;

/** What a verifier of a plain JSONL log can say: every line parses. The control of the matrix. */
const plainLogIsWhole = (content: string | Uint8Array): boolean => {
  const all = Buffer.from(content).toString('utf8');
  if (!all.endsWith('\n')) return false;
  try {
    all
      .slice(0, -1)
      .split('\n')
      .forEach((line) => JSON.parse(line) as unknown);
    return true;
  } catch {
    return false;
  }
};

describe('[S2-58] the verifier', () => {
  it('finds the unmodified journal whole, at every level', () => {
    expect(lines).toHaveLength(18);
    expect(verify(original)).toMatchObject({
      status: 'ok',
      exitCode: 0,
      records: 18,
      levels: { structure: 'holds', key: 'holds', anchor: 'holds' },
    });
    expect(verify(original, false)).toMatchObject({ status: 'ok', levels: { anchor: 'unchecked' } });
  });

  it('[S2-04] names the record in which a single bit was flipped, at every second byte', () => {
    let missedByPlainLog = 0;
    for (let offset = 0; offset < original.length; offset += 2) {
      const changed = Buffer.from(original);
      changed[offset] = (changed[offset] ?? 0) ^ (1 << (Math.floor(offset / 2) % 8));
      const report = verify(changed);
      const seq = lineAt(offset);
      expect(report.status === 'tampered' ? report.bad.seq : report.status, `byte ${offset}`).toBe(seq);
      if (plainLogIsWhole(changed)) missedByPlainLog += 1;
    }
    expect(missedByPlainLog).toBeGreaterThan(original.length / 8);
  }, 60_000);

  it('finds a flipped bit without an anchor too', () => {
    for (let offset = 0; offset < original.length; offset += 7) {
      const changed = Buffer.from(original);
      changed[offset] = (changed[offset] ?? 0) ^ (1 << (offset % 5));
      const { status } = verify(changed, false);
      // In the last batch alone a change can look like a commit that was never finished.
      expect(lineAt(offset) < 15 ? ['tampered'] : ['tampered', 'truncated'], `byte ${offset}`).toContain(
        status,
      );
    }
  });

  it('finds every record that is deleted, and says which is missing', () => {
    for (let at = 0; at < lines.length; at += 1) {
      const changed = text(lines.toSpliced(at, 1));
      const report = verify(changed);
      if (at === lines.length - 1) expect(report).toMatchObject({ status: 'truncated', exitCode: 3 });
      else expect(report).toMatchObject({ status: 'tampered', exitCode: 2, bad: { seq: at, line: at + 1 } });
      expect(verify(changed, false).status).not.toBe('ok');
      expect(plainLogIsWhole(changed)).toBe(true);
    }
  });

  it('finds every two neighbours that are swapped, and every two records that change places', () => {
    for (let at = 0; at < lines.length; at += 1) {
      for (let other = at + 1; other < lines.length; other += 1) {
        const changed = text(lines.with(at, lines[other] ?? '').with(other, lines[at] ?? ''));
        expect(verify(changed), `${at} and ${other}`).toMatchObject({ status: 'tampered', bad: { seq: at } });
        expect(plainLogIsWhole(changed)).toBe(true);
      }
    }
  });

  it('finds every record that stands there twice, wherever the copy is put', () => {
    for (let at = 0; at < lines.length; at += 1) {
      for (let to = 0; to <= lines.length; to += 1) {
        const changed = text(lines.toSpliced(to, 0, lines[at] ?? ''));
        const report = verify(changed, false);
        expect(report.status, `${at} copied to ${to}`).toBe('tampered');
        if (report.status === 'tampered') expect(report.bad.seq).toBe(at === to ? to + 1 : to);
        expect(plainLogIsWhole(changed)).toBe(true);
      }
    }
  });

  it('finds a line that was never written, linked as it should be', () => {
    for (let at = 1; at < lines.length; at += 1) {
      const prev = createHash('sha256')
        .update(`\0${lines[at - 1] ?? ''}`)
        .digest('hex');
      const forged = `{"$prev":"${prev}","$seq":${at},"at":1,"data":null,"kind":"event","name":"x","sessionId":""}`;
      expect(verify(text(lines.toSpliced(at, 0, forged))), `at ${at}`).toMatchObject({
        status: 'tampered',
        bad: { seq: at, through: at, reason: 'inserted' },
      });
    }
  });

  it('finds the tail cut at any line end, with the anchor also where a checkpoint ends', () => {
    const missedWithoutAnchor: number[] = [];
    for (let kept = 0; kept < lines.length; kept += 1) {
      const changed = text(lines.slice(0, kept));
      expect(verify(changed), `${kept} lines kept`).toMatchObject({
        status: 'truncated',
        exitCode: 3,
        reason: 'behind-anchor',
      });
      if (verify(changed, false).status === 'ok') missedWithoutAnchor.push(kept);
    }
    // The control: without a head noted outside, a cut behind a commit cannot be seen.
    expect(missedWithoutAnchor).toEqual([5, 9, 11, 15]);
  });

  it('finds the tail cut anywhere inside of a line', () => {
    for (let bytes = 1; bytes < original.length; bytes += 13) {
      if (original[bytes - 1] === 0x0a) continue;
      expect(verify(original.subarray(0, bytes)).status).toBe('truncated');
      expect(verify(original.subarray(0, bytes), false)).toMatchObject({
        status: 'truncated',
        reason: 'uncommitted',
      });
    }
  });

  it('finds an old state of the whole file that was put back', () => {
    expect(verify(oldFile)).toMatchObject({ status: 'truncated', reason: 'behind-anchor', firstMissing: 9 });
    expect(verify(oldFile, false).status).toBe('ok');
  });

  it('finds a past rewritten by somebody without the key', () => {
    const forger = createSigner(publicKey.split('+')[0] ?? '', randomBytes(32));
    const bodies = lines.map((line) =>
      JSON.stringify({ ...(JSON.parse(line) as object), $prev: undefined, $seq: undefined }),
    );
    const harmless = bodies.with(2, bodies[2]?.replace('npm test', 'ls') ?? '');

    // Everything again, under a key of the forger's own that the first line introduces.
    const ownKey = harmless.with(0, bodies[0]?.replace(publicKey, forger.key.text) ?? '');
    const introduced = buildBatch(
      startPosition(),
      ownKey.filter((body) => !body.includes('"checkpoint":"')),
      forger,
    );
    expect(verify(introduced.bytes)).toMatchObject({
      status: 'tampered',
      bad: { seq: 0, reason: 'foreign' },
    });
    expect(verify(introduced.bytes, false)).toMatchObject({ status: 'tampered', levels: { key: 'broken' } });
    place.write(introduced.bytes);
    expect(verifyJournal({ dir: place.dir }).status, 'control: without a trusted key').toBe('ok');

    // Everything again, with the true first line and checkpoints by the forger's key.
    const kept = harmless.filter((body) => !body.includes('"checkpoint":"'));
    const first = buildBatch(startPosition(), kept.slice(0, 4), forger);
    const second = buildBatch(first.after, kept.slice(4), forger);
    const forged = Buffer.concat([first.bytes, second.bytes]);
    expect(verify(forged, false)).toMatchObject({
      status: 'tampered',
      bad: { seq: 4, reason: 'not-signed' },
    });
    expect(verify(forged).status).toBe('tampered');
  });

  it('finds a past rewritten around the true checkpoints', () => {
    let position = startPosition();
    let content = '';
    for (const [at, line] of lines.entries()) {
      const prev = at === 0 ? '0'.repeat(64) : position.prev;
      const relinked = `{"$prev":"${prev}${line.slice(74)}`.replace(at === 2 ? 'npm test' : '\0', 'ls -la x');
      position = { ...position, prev: createHash('sha256').update(`\0${relinked}`).digest('hex') };
      content += `${relinked}\n`;
    }
    expect(verify(content, false)).toMatchObject({
      status: 'tampered',
      bad: { seq: 0, through: 4, reason: 'rewritten' },
    });
  });

  it('finds a past rewritten with the stolen key, by the anchor alone', () => {
    const seed = Buffer.from(
      (JSON.parse(readFileSync(join(place.keyDir, `${anchor.journal}.key`), 'utf8')) as { seed: string })
        .seed,
      'base64',
    );
    const thief = createSigner(publicKey.split('+')[0] ?? '', seed);
    const bodies = lines
      .map((line) => line.replace(/^\{"\$prev":"[0-9a-f]{64}","\$seq":[0-9]+,/, '{'))
      .filter((body) => !body.includes('"checkpoint":"'));
    const forged = bodies.with(1, bodies[1]?.replace('npm test', 'ls') ?? '');
    for (const batches of [
      [forged],
      [forged.slice(0, 5), forged.slice(5)],
      [forged.concat(forged.slice(4))],
    ]) {
      let position = startPosition();
      const bytes: Buffer[] = [];
      for (const batch of batches) {
        const built = buildBatch(position, batch, thief);
        bytes.push(built.bytes);
        position = built.after;
      }
      const content = Buffer.concat(bytes);
      expect(verify(content, false).status, 'control: without the anchor').toBe('ok');
      expect(verify(content).status).not.toBe('ok');
    }
    // As many lines as before, so that a checkpoint stands where the anchored one stood.
    const padded = forged.concat(forged.slice(5, 9));
    const built = buildBatch(startPosition(), padded, thief);
    expect(built.after.size).toBe(lines.length);
    expect(verify(built.bytes)).toMatchObject({ status: 'tampered', bad: { reason: 'not-anchored' } });
    const longer = buildBatch(startPosition(), padded.concat(padded.slice(3)), thief);
    expect(verify(longer.bytes)).toMatchObject({ status: 'tampered', bad: { reason: 'not-anchored' } });
  });

  it('finds the whole journal replaced by another genuine one, or gone', async () => {
    const other = journalPlace();
    const journal = other.open();
    await journal.append(event('other'));
    await journal.close();
    expect(verify(other.bytes())).toMatchObject({ status: 'tampered', bad: { seq: 0, reason: 'foreign' } });
    rmSync(place.file);
    expect(verifyJournal({ dir: place.dir, anchor })).toMatchObject({ status: 'truncated', firstMissing: 0 });
  });
});
