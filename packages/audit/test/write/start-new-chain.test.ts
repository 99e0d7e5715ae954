import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { segmentName } from '../../src/format/segment-name.js';
import { verifyJournal } from '../../src/verify/index.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';
import {
  fileOf,
  linesOf,
  readSegments,
  segmentedJournal,
  writeSegments,
} from '../support/segmented-journal.js';
import { thrown } from '../support/thrown.js';

const START_NEW = { whenTampered: 'start-new' } as const;
const filled = async (...names: string[]): Promise<JournalPlace> => {
  const place = journalPlace();
  const journal = place.open();
  for (const name of names) await journal.append(event(name));
  await journal.close();
  return place;
};
const change = (place: JournalPlace, line: number): void => {
  const lines = place.lines();
  place.write(fileOf(lines.with(line, lines[line]?.replace('"data":null', '"data":1234') ?? '')));
};
const genesisOf = (place: JournalPlace, segment: number): Record<string, unknown> =>
  JSON.parse(linesOf(readSegments(place.dir).get(segment))[0] ?? '') as Record<string, unknown>;

describe('a journal that was tampered with', () => {
  it('is refused for ever by default, also by a writer that is opened again', async () => {
    const place = await filled('a', 'b', 'c');
    change(place, 3);
    for (let n = 0; n < 3; n += 1) thrown('TAMPERED', () => place.open().appendSync(event('no')));
    expect([...readSegments(place.dir).keys()]).toEqual([0]);
  });

  it('is left as it is, and a new chain begins that names it, when that is wanted', async () => {
    const place = await filled('a', 'b', 'c');
    const anchor = place.anchor();
    change(place, 3);
    const before = place.bytes();
    const journal = place.open(START_NEW);
    expect(journal.appendSync(event('d'))).toEqual({ seq: 1 });
    await journal.append(event('e'));
    expect(place.bytes()).toEqual(before);
    expect(existsSync(join(place.dir, 'torn'))).toBe(false);
    const { journal: id, size, root, head } = anchor;
    expect(genesisOf(place, 1)).toMatchObject({
      kind: 'genesis',
      $seq: 0,
      damaged: {
        journal: id,
        continuesIn: 1,
        bad: { seq: 3, through: 3, reason: 'changed' },
        anchored: { size, root, head },
      },
    });
    expect(place.anchor()).toMatchObject({ journal: genesisOf(place, 1)['journal'], size: 4 });
    const [kept = ''] = readdirSync(place.keyDir).filter((name) => name.endsWith(`.${id}.anchor`));
    expect(JSON.parse(readFileSync(join(place.keyDir, kept), 'utf8'))).toEqual(anchor);
    await journal.close();
  });

  it('stays tampered for the verifier, which verifies the new chain too', async () => {
    const place = await filled('a', 'b', 'c');
    change(place, 3);
    place.open(START_NEW).appendSync(event('d'));
    const report = place.open().verify();
    expect(report).toMatchObject({
      status: 'tampered',
      exitCode: 2,
      bad: { seq: 3, segment: 0 },
      levels: { structure: 'broken' },
      chains: [
        { segment: 0, report: { status: 'tampered' } },
        { segment: 1, report: { status: 'ok', records: 3, levels: { key: 'holds', anchor: 'holds' } } },
      ],
    });
    expect(report.message.en).toMatch(/^Tampered: record 3 .*From segment-000001.jsonl on: Whole: 3 records/);
    // Damage to the new chain is found as well.
    const second = join(place.dir, segmentName(1));
    writeFileSync(second, readFileSync(second, 'utf8').replace('"name":"d"', '"name":"x"'));
    expect(place.open().verify()).toMatchObject({
      chains: [{}, { report: { status: 'tampered', bad: { seq: 1 } } }],
    });
  });

  it('goes on in the new chain when it is opened again, whatever is then wanted', async () => {
    const place = await filled('a', 'b', 'c');
    change(place, 3);
    place.open(START_NEW).appendSync(event('d'));
    place.open().appendSync(event('e'));
    place.open(START_NEW).appendSync(event('f'));
    expect([...readSegments(place.dir).keys()]).toEqual([0, 1]);
    expect(place.open().verify()).toMatchObject({ chains: [{}, { report: { status: 'ok', records: 7 } }] });
  });

  it('that was cut behind a checkpoint is continued in a new chain, and stays truncated', async () => {
    const place = await filled('a', 'b', 'c');
    place.write(fileOf(place.lines().slice(0, 5)));
    place.open(START_NEW).appendSync(event('d'));
    expect(genesisOf(place, 1)).toMatchObject({ damaged: { bad: null, anchored: { size: 6 } } });
    const expected = { status: 'truncated', exitCode: 3, firstMissing: 5 };
    expect(place.open().verify()).toMatchObject(expected);
    // The new chain says so even to a verifier that was given no anchor.
    expect(verifyJournal({ dir: place.dir })).toMatchObject(expected);
  });

  it('that is gone is continued in a new chain, and its anchor still tells of it', async () => {
    const place = await filled('a');
    rmSync(place.dir, { recursive: true });
    place.open(START_NEW).appendSync(event('b'));
    expect(place.open().verify()).toMatchObject({
      status: 'truncated',
      firstMissing: 0,
      chains: [{ segment: 0, report: { status: 'ok', records: 3 } }],
    });
  });

  it('that was replaced by another genuine one is continued in a new chain', async () => {
    const [place, other] = [await filled('a'), await filled('b')];
    place.write(other.bytes());
    place.open(START_NEW).appendSync(event('c'));
    expect(place.open().verify()).toMatchObject({ status: 'tampered', bad: { seq: 0, reason: 'foreign' } });
    expect(verifyJournal({ dir: place.dir })).toMatchObject({
      status: 'tampered',
      bad: { reason: 'disputed' },
    });
  });

  it('can be tampered with again: a third chain begins, and all are kept', async () => {
    const place = await segmentedJournal(1);
    const damage = (segment: number): void => {
      const segments = new Map(readSegments(place.dir));
      const text = segments.get(segment)?.toString('utf8') ?? '';
      writeSegments(
        place.dir,
        segments.set(segment, Buffer.from(text.replace('"data":null', '"data":"no"'))),
      );
    };
    damage(0);
    const second = place.open(START_NEW);
    second.appendSync(event('d'));
    second.appendSync(event('e'));
    damage(2);
    place.open(START_NEW).appendSync(event('f'));
    const report = place.open().verify();
    expect(report.chains?.map(({ segment, report: { status } }) => [segment, status])).toEqual([
      [0, 'tampered'],
      [2, 'tampered'],
      [3, 'ok'],
    ]);
    expect(report).toMatchObject({ status: 'tampered', bad: { segment: 0 } });
  });

  it('is continued wherever a crash stopped the beginning of the new chain', async () => {
    const place = await filled('a', 'b', 'c');
    change(place, 3);
    const damaged = place.bytes();
    const state = (): Map<string, Buffer> =>
      new Map(readdirSync(place.keyDir).map((name) => [name, readFileSync(join(place.keyDir, name))]));
    const before = state();
    place.open(START_NEW).appendSync(event('d'));
    const after = state();
    const chain = readSegments(place.dir).get(1) ?? Buffer.alloc(0);
    for (let bytes = 0; bytes <= chain.length; bytes += 97) {
      // The key is durable before the chain begins; the anchor is moved after.
      rmSync(place.keyDir, { recursive: true });
      mkdirSync(place.keyDir);
      const keys = [...after].filter(([name]) => name.endsWith('.key'));
      for (const [name, content] of [...before, ...keys]) writeFileSync(join(place.keyDir, name), content);
      writeSegments(
        place.dir,
        new Map([
          [0, damaged],
          [1, chain.subarray(0, bytes)],
        ]),
      );
      thrown('TAMPERED', () => place.open().appendSync(event('no')));
      place.open(START_NEW).appendSync(event('x'));
      place.open().appendSync(event('y'));
      const report = place.open().verify();
      expect(report.status, `${bytes} bytes`).toBe('tampered');
      expect(report.chains?.at(-1)?.report, `${bytes} bytes`).toMatchObject({
        status: 'ok',
        levels: { anchor: 'holds' },
      });
      expect(place.bytes()).toEqual(damaged);
    }
    writeSegments(
      place.dir,
      new Map([
        [0, damaged],
        [1, chain],
      ]),
    );
    rmSync(place.keyDir, { recursive: true });
    mkdirSync(place.keyDir);
    for (const [name, content] of before) writeFileSync(join(place.keyDir, name), content);
    for (const [name, content] of after)
      if (name.endsWith('.key')) writeFileSync(join(place.keyDir, name), content);
    // Begun in full, only the anchor was not moved: no further chain is needed.
    place.open().appendSync(event('z'));
    expect([...readSegments(place.dir).keys()]).toEqual([0, 1]);
  });
});

describe('a new chain that nobody needed', () => {
  it('is found when it is put behind a journal that is whole', async () => {
    const [place, other] = [await filled('a', 'b', 'c'), await filled('a', 'b', 'c')];
    change(other, 3);
    other.open(START_NEW).appendSync(event('d'));
    const forged = readSegments(other.dir).get(1) ?? Buffer.alloc(0);
    writeSegments(
      place.dir,
      new Map([
        [0, place.bytes()],
        [1, forged],
      ]),
    );
    expect(verifyJournal({ dir: place.dir })).toMatchObject({
      status: 'tampered',
      bad: { reason: 'disputed' },
    });
    expect(place.open().verify().status).toBe('tampered');
    thrown('TAMPERED', () => place.open().appendSync(event('no')));
  });
});
