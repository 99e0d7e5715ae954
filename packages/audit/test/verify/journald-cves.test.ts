import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/format/canonical-json.js';
import { epochRecord } from '../../src/format/epoch.js';
import { originOf } from '../../src/format/genesis.js';
import { createSigner, type Signer } from '../../src/keys/signer.js';
import { leafHash } from '../../src/merkle/hashes.js';
import { startPosition, type Position } from '../../src/read/position.js';
import { verifyJournal, type Anchor, type VerifyReport } from '../../src/verify/index.js';
import { buildBatch, type Rotation } from '../../src/write/batch.js';
import type { JournalPlace } from '../support/journal-place.js';
import {
  linesOf,
  readSegments,
  segmentedJournal,
  writeSegments,
  type Segments,
} from '../support/segmented-journal.js';

/**
 * The sealed log of systemd-journald could be cut short, and be rewritten with a key of a wrong epoch, without its
 * verifier saying so (CVE-2023-31438, CVE-2023-31439). Here a thief has everything: the files, and the newest key.
 */
let place: JournalPlace;
let original: Segments;
let anchor: Anchor;
let thief: Signer;

beforeEach(async () => {
  place = await segmentedJournal(2);
  original = readSegments(place.dir);
  anchor = place.anchor();
  const file = readFileSync(join(place.keyDir, `${anchor.journal}.2.key`), 'utf8');
  const { seed } = JSON.parse(file) as { seed: string };
  thief = createSigner(originOf(anchor.journal), Buffer.from(seed, 'base64'));
  expect(thief.key.text).toBe(anchor.key);
});

/** Without an anchor, so that the keys alone must show it. */
const verify = (segments: ReadonlyMap<number, Buffer>): VerifyReport => {
  writeSegments(place.dir, segments);
  return verifyJournal({ dir: place.dir, publicKey: anchor.genesis });
};
const bodiesOf = (segment: number): string[] =>
  linesOf(original.get(segment))
    .map((line) => line.replace(/^\{"\$prev":"[0-9a-f]{64}","\$seq":[0-9]+,/, '{'))
    .filter((body) => !body.startsWith('{"checkpoint":"'));
const records = (segment: number): string[] =>
  bodiesOf(segment).filter((body) => !body.startsWith('{"epoch":'));
/** A segment written anew by somebody: all its records in one batch, and then any key introduced. */
const forge = (from: Position, bodies: readonly string[], by: Signer, rotation: Rotation | null = null) =>
  buildBatch(from, bodies, by, rotation);
const introducing = (key: Signer['key'], number = 1, segment = 1): Rotation => ({
  segmentBytes: 1,
  nextEpoch: () => ({ at: 1, number, segment, key }),
});

describe('[S2-58] a sealed log that was truncated (CVE-2023-31438)', () => {
  it('and sealed again with the newest key is found, wherever in an earlier segment it was cut', () => {
    for (const segment of [0, 1]) {
      const lines = linesOf(original.get(segment));
      const ends = lines
        .flatMap((line, at) => (line.includes('"checkpoint":"') ? [at + 1] : []))
        .slice(0, -1);
      expect(ends.length).toBeGreaterThan(1);
      for (const end of ends) {
        const kept = new Map([...original].filter(([index]) => index < segment));
        const bytes = Buffer.from(
          lines
            .slice(0, end)
            .map((line) => `${line}\n`)
            .join(''),
        );
        kept.set(segment, bytes);
        writeSegments(place.dir, kept);
        const cut = verifyJournal({ dir: place.dir, publicKey: anchor.genesis });
        if (cut.status !== 'ok') throw new Error('cut at a checkpoint without an anchor, it looks whole');
        expect(verifyJournal({ dir: place.dir, anchor })).toMatchObject({
          status: 'truncated',
          firstMissing: cut.records,
        });
        // Sealing goes on, so that the end looks fresh.
        const last = lines[end - 1] ?? '';
        const position: Position = { ...positionAfter(kept), epoch: { number: segment, key: thief.key } };
        expect(position.size).toBe((JSON.parse(last) as { $seq: number }).$seq + 1);
        const more = forge(position, records(2), thief);
        const report = verify(kept.set(segment, Buffer.concat([bytes, more.bytes])));
        expect(report).toMatchObject({
          status: 'tampered',
          bad: { seq: more.commit.size, segment },
        });
      }
    }
  });

  it('within the segment of the stolen key is found by the anchor alone', () => {
    const lines = linesOf(original.get(2));
    const end = lines.findIndex((line) => line.includes('"checkpoint":"')) + 1;
    const kept = new Map(original).set(
      2,
      Buffer.from(
        lines
          .slice(0, end)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    );
    const more = forge(
      { ...positionAfter(kept), epoch: { number: 2, key: thief.key } },
      records(0).slice(1),
      thief,
    );
    const forged = kept.set(2, Buffer.concat([kept.get(2) ?? Buffer.alloc(0), more.bytes]));
    expect(verify(forged).status, 'control: without the anchor').toBe('ok');
    expect(verifyJournal({ dir: place.dir, anchor }).status).toBe('tampered');
  });
});

describe('[S2-58] past events that were rewritten with a key of a wrong epoch (CVE-2023-31439)', () => {
  it('are found, although every link, number and root fits', () => {
    const changed = records(0).with(1, records(0)[1]?.replace('"e0"', '"no"') ?? '');
    const first = forge(startPosition(), changed, thief, introducing(thief.key));
    const second = forge(first.after, records(1), thief);
    const report = verify(
      new Map([
        [0, first.bytes],
        [1, second.bytes],
      ]),
    );
    expect(report).toMatchObject({
      status: 'tampered',
      bad: { seq: first.commit.size, segment: 0, reason: 'not-signed' },
      levels: { key: 'unchecked' },
    });
  });

  it('are found when the first record introduces the stolen key from the start', () => {
    const genesis = records(0)[0]?.replace(anchor.genesis, thief.key.text) ?? '';
    const forged = forge(startPosition(), records(0).with(0, genesis), thief);
    const segments = new Map([[0, forged.bytes]]);
    expect(verify(segments)).toMatchObject({ status: 'tampered', bad: { seq: 0, reason: 'foreign' } });
    // Even who trusts the key of the last segment is told, by any anchor.
    expect(verifyJournal({ dir: place.dir, publicKey: thief.key.text, anchor })).toMatchObject({
      status: 'tampered',
    });
  });

  it.each([
    ['skips an epoch', 2, 1],
    ['is of the same epoch again', 0, 1],
    ['is for another segment', 1, 2],
    ['is for the same segment', 1, 0],
  ])('cannot be hidden by a key that %s', (_, number, segment) => {
    // The owner of the first key himself, so that only the numbers are wrong.
    const own = createSigner(originOf(anchor.journal), Buffer.alloc(32, 7));
    const genesis = records(0)[0]?.replace(anchor.genesis, own.key.text) ?? '';
    const first = forge(
      startPosition(),
      records(0).with(0, genesis),
      own,
      introducing(thief.key, number, segment),
    );
    const second = forge({ ...first.after, offset: 0 }, records(1), thief);
    writeSegments(
      place.dir,
      new Map([
        [0, first.bytes],
        [1, second.bytes],
      ]),
    );
    expect(verifyJournal({ dir: place.dir, publicKey: own.key.text })).toMatchObject({
      status: 'tampered',
      bad: { seq: first.commit.size - 1, reason: 'wrong-epoch' },
    });
  });

  it('cannot be hidden by a key that is introduced in the middle of a segment', () => {
    const own = createSigner(originOf(anchor.journal), Buffer.alloc(32, 7));
    const genesis = records(0)[0]?.replace(anchor.genesis, own.key.text) ?? '';
    const early = canonicalJson(epochRecord({ at: 1, number: 1, segment: 1, key: thief.key }));
    const forged = forge(startPosition(), [genesis, early, ...records(0).slice(1)], own);
    writeSegments(place.dir, new Map([[0, forged.bytes]]));
    expect(verifyJournal({ dir: place.dir })).toMatchObject({
      status: 'tampered',
      bad: { seq: 1, reason: 'wrong-epoch' },
    });
  });

  it('could be rewritten by whoever still had the old key, which is why it is destroyed', () => {
    const own = createSigner(originOf(anchor.journal), Buffer.alloc(32, 7));
    const genesis = records(0)[0]?.replace(anchor.genesis, own.key.text) ?? '';
    const first = forge(startPosition(), records(0).with(0, genesis), own, introducing(thief.key));
    const second = forge(first.after, records(1), thief);
    writeSegments(
      place.dir,
      new Map([
        [0, first.bytes],
        [1, second.bytes],
      ]),
    );
    expect(verifyJournal({ dir: place.dir, publicKey: own.key.text }).status, 'control').toBe('ok');
  });
});

/** Where a writer that knows nothing of keys would go on. */
function positionAfter(segments: ReadonlyMap<number, Buffer>): Position {
  const { range } = startPosition();
  let position = startPosition();
  for (const [segment, bytes] of segments) {
    for (const line of linesOf(bytes)) {
      const prev = leafHash(line);
      range.append(prev);
      position = { ...position, segment, size: position.size + 1, prev, range };
    }
    position = { ...position, offset: bytes.length };
  }
  return position;
}
