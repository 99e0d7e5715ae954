import fc from 'fast-check';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentName } from '../../src/format/segment-name.js';
import { verifyJournal, type Anchor, type VerifyReport } from '../../src/verify/index.js';
import type { JournalPlace } from '../support/journal-place.js';
import {
  fileOf,
  linesOf,
  readSegments,
  segmentedJournal,
  writeSegments,
  type Segments,
} from '../support/segmented-journal.js';
import { keptFolder } from '../support/temp-folder.js';

/** A journal of four segments, and everything that can be done to whole files and at their boundaries. */
let place: JournalPlace;
let original: Segments;
let anchor: Anchor;
/** `$seq` of the first line of each segment. */
let firsts: number[];

beforeAll(async () => {
  place = await segmentedJournal(3, keptFolder());
  original = readSegments(place.dir);
  anchor = place.anchor();
  firsts = [...original.values()].map(
    (bytes) => (JSON.parse(linesOf(bytes)[0] ?? '') as { $seq: number }).$seq,
  );
});
afterAll(() => rmSync(place.root, { recursive: true, force: true }));

const verify = (segments: Segments, anchored = true): VerifyReport => {
  writeSegments(place.dir, segments);
  return verifyJournal({ dir: place.dir, publicKey: anchor.genesis, ...(anchored ? { anchor } : {}) });
};
const segment = (index: number): Buffer => original.get(index) ?? Buffer.alloc(0);
const without = (...indices: number[]): Map<number, Buffer> =>
  new Map([...original].filter(([index]) => !indices.includes(index)));
const replaced = (index: number, bytes: Buffer): Map<number, Buffer> => new Map(original).set(index, bytes);

describe('[S2-58] the verifier of a journal of several segments', () => {
  it('finds the unmodified journal whole, with the key of the genesis or of any segment', () => {
    expect(verify(original)).toMatchObject({ status: 'ok', levels: { key: 'holds', anchor: 'holds' } });
    const introduced = [...original.values()]
      .flatMap(linesOf)
      .flatMap((line) => (JSON.parse(line) as { epoch?: { key: string } }).epoch?.key ?? []);
    expect(introduced).toHaveLength(3);
    for (const publicKey of [anchor.genesis, anchor.key, ...introduced]) {
      expect(verifyJournal({ dir: place.dir, publicKey })).toMatchObject({ levels: { key: 'holds' } });
    }
  });

  it.each([0, 1, 2])('names the first record of segment %i when that file is deleted', (index) => {
    for (const anchored of [true, false]) {
      expect(verify(without(index), anchored)).toMatchObject({
        status: 'tampered',
        bad: { seq: firsts[index], reason: 'missing' },
      });
    }
  });

  it('finds the last file deleted or emptied, by the anchor', () => {
    const expected = { status: 'truncated', reason: 'behind-anchor', firstMissing: firsts[3] };
    expect(verify(without(3))).toMatchObject(expected);
    expect(verify(replaced(3, Buffer.alloc(0)))).toMatchObject(expected);
    // The control: without a head noted outside, a journal that ends with a full segment looks whole.
    expect(verify(without(3), false).status).toBe('ok');
  });

  it.each([0, 1, 2])('finds segment %i cut at any line, with another file after it', (index) => {
    const lines = linesOf(segment(index));
    for (let kept = 0; kept < lines.length; kept += 1) {
      const report = verify(replaced(index, fileOf(lines.slice(0, kept))), false);
      expect(report, `${kept} lines kept`).toMatchObject({
        status: 'tampered',
        bad: { seq: (firsts[index] ?? 0) + kept, reason: 'missing' },
      });
    }
  });

  it('finds any two files that change places', () => {
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [0, 3],
      [2, 3],
    ] as const) {
      const report = verify(replaced(a, segment(b)).set(b, segment(a)), false);
      expect(report, `${a} and ${b}`).toMatchObject({ status: 'tampered', bad: { seq: firsts[a] } });
    }
  });

  it('finds a file that was renamed, and says that its records are misplaced', () => {
    const renamed = new Map(without(3)).set(7, segment(3));
    expect(verify(renamed, false)).toMatchObject({
      status: 'tampered',
      bad: { seq: firsts[3], segment: 7, line: 1, offset: 0, reason: 'misplaced' },
    });
    const all = new Map([...original].map(([index, bytes]) => [index + 1, bytes]));
    expect(verify(all, false)).toMatchObject({ status: 'tampered', bad: { seq: 0, reason: 'misplaced' } });
  });

  it('finds a copy of a file put anywhere', () => {
    for (const index of [0, 1, 2, 3]) {
      expect(verify(new Map(original).set(4, segment(index)), false).status).toBe('tampered');
      for (const to of [0, 1, 2, 3]) {
        if (to !== index) expect(verify(replaced(to, segment(index)), false).status).toBe('tampered');
      }
    }
  });

  it('finds lines moved over a boundary without changing one, in either direction', () => {
    const [one, two] = [linesOf(segment(1)), linesOf(segment(2))];
    const forward = replaced(1, fileOf(one.slice(0, -2))).set(2, fileOf([...one.slice(-2), ...two]));
    expect(verify(forward, false)).toMatchObject({ status: 'tampered', bad: { reason: 'misplaced' } });
    const back = replaced(1, fileOf([...one, ...two.slice(0, 2)])).set(2, fileOf(two.slice(2)));
    expect(verify(back, false)).toMatchObject({
      status: 'tampered',
      bad: { seq: firsts[2], segment: 1, line: one.length + 1, reason: 'misplaced' },
    });
    const joined = without(3).set(2, fileOf([...two, ...linesOf(segment(3))]));
    expect(verify(joined, false)).toMatchObject({ status: 'tampered', bad: { reason: 'misplaced' } });
    const split = new Map(original)
      .set(3, fileOf(linesOf(segment(3)).slice(0, 2)))
      .set(4, fileOf(linesOf(segment(3)).slice(2)));
    expect(verify(split, false)).toMatchObject({ status: 'tampered', bad: { reason: 'misplaced' } });
  });

  it('finds a foreign file after the last, unless it is empty', () => {
    expect(verify(new Map(original).set(4, Buffer.from('hello\n'))).status).toBe('tampered');
    expect(verify(new Map(original).set(9, Buffer.from('{"half'))).status).toBe('tampered');
    expect(verify(new Map(original).set(4, Buffer.alloc(0))).status).toBe('ok');
  });

  it('does not follow a link that was put in the place of a file', () => {
    writeSegments(place.dir, without(1));
    const elsewhere = join(place.root, 'elsewhere');
    writeSegments(place.root, new Map([[1, segment(1)]]));
    symlinkSync(join(place.root, segmentName(1)), join(place.dir, segmentName(1)));
    expect(verifyJournal({ dir: place.dir })).toMatchObject({ status: 'tampered', bad: { seq: firsts[1] } });
    rmSync(join(place.dir, segmentName(1)));
    rmSync(join(place.root, segmentName(1)));
    rmSync(elsewhere, { force: true });
  });

  it('names every record in which a byte is changed near a boundary', () => {
    for (const index of [0, 1, 2]) {
      const bytes = segment(index);
      const lines = linesOf(bytes);
      const tail = lines.slice(-2).reduce((sum, line) => sum + line.length + 1, 0);
      for (let offset = bytes.length - tail; offset < bytes.length; offset += 7) {
        const changed = Buffer.from(bytes);
        changed[offset] = (changed[offset] ?? 0) ^ 4;
        const report = verify(replaced(index, changed));
        const line = bytes.subarray(0, offset).toString('latin1').split('\n').length - 1;
        const seq = (firsts[index] ?? 0) + line;
        expect(
          report.status === 'tampered' ? report.bad.seq : report.status,
          `${index}, byte ${offset}`,
        ).toBe(seq);
      }
    }
  });

  it('finds whatever is done to files in any order, or it did nothing', () => {
    const indices = fc.integer({ min: 0, max: 5 });
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('delete' as const), a: indices, b: indices, at: fc.nat(40) }),
      fc.record({ kind: fc.constant('swap' as const), a: indices, b: indices, at: fc.nat(40) }),
      fc.record({ kind: fc.constant('move' as const), a: indices, b: indices, at: fc.nat(40) }),
      fc.record({ kind: fc.constant('cut' as const), a: indices, b: indices, at: fc.nat(40) }),
      fc.record({ kind: fc.constant('behead' as const), a: indices, b: indices, at: fc.nat(40) }),
      fc.record({ kind: fc.constant('append' as const), a: indices, b: indices, at: fc.nat(40) }),
    );
    const same = (segments: Segments): boolean => {
      const filled = [...segments].filter(([, bytes]) => bytes.length > 0);
      return filled.length === 4 && filled.every(([index, bytes]) => original.get(index)?.equals(bytes));
    };
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 4 }), (operations) => {
        const changed = new Map(original);
        for (const { kind, a, b, at } of operations) {
          const [from, to] = [changed.get(a) ?? null, changed.get(b) ?? null];
          if (from === null) continue;
          const lines = linesOf(from);
          if (kind === 'delete') changed.delete(a);
          if (kind === 'cut') changed.set(a, fileOf(lines.slice(0, at)));
          if (kind === 'behead') changed.set(a, fileOf(lines.slice(at)));
          if (kind === 'append')
            changed.set(b, Buffer.concat([to ?? Buffer.alloc(0), fileOf(lines.slice(at))]));
          if (kind === 'swap' || kind === 'move') {
            changed.delete(a);
            changed.set(b, from);
            if (kind === 'swap' && to !== null && a !== b) changed.set(a, to);
          }
        }
        const report = verify(changed);
        if (same(changed)) expect(report.status).toBe('ok');
        else expect(['tampered', 'truncated']).toContain(report.status);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
