import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiveJournal, verifyJournal } from '../../src/index.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { intent } from '../support/records.js';
import { tempFolder } from '../support/temp-folder.js';
import { thrown } from '../support/thrown.js';

/** A journal of several files, and its export. */
function exported(): { readonly place: JournalPlace; readonly file: string } {
  const place = journalPlace();
  const journal = place.open({ segmentBytes: 4096 });
  for (let n = 0; n < 20; n += 1) journal.appendSync(intent(`op_${n}`));
  const file = join(place.root, 'export.jsonl');
  for (const chunk of journal.export('jsonl')) appendFileSync(file, chunk);
  return { place, file };
}

const segments = (dir: string): string[] => readdirSync(dir).filter((name) => name.endsWith('.jsonl'));

describe('receiveJournal', () => {
  it('lays an export out as the files it came from, which a receiver can verify', () => {
    const { place, file } = exported();
    const dir = join(place.root, 'received');
    expect(receiveJournal(file, dir)).toBe(segments(place.dir).length);
    for (const name of segments(place.dir)) {
      expect(readFileSync(join(dir, name))).toEqual(readFileSync(join(place.dir, name)));
    }
    const anchor = place.anchor();
    expect(verifyJournal({ dir, publicKey: anchor.genesis, anchor }).status).toBe('ok');
  });

  it('does not hide what was done to an export on its way', () => {
    const { place, file } = exported();
    const anchor = place.anchor();
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n').slice(0, -1);
    const changes = [
      text.replace('op_3', 'op_4'),
      lines.toSpliced(7, 1).join('\n'),
      lines.slice(0, 20).join('\n'),
    ];
    changes.forEach((changed, index) => {
      const dir = join(place.root, `received-${index}`);
      writeFileSync(file, `${changed.trimEnd()}\n`);
      receiveJournal(file, dir);
      expect(verifyJournal({ dir, publicKey: anchor.genesis, anchor }).exitCode).toBeGreaterThan(1);
    });
  });

  it('overwrites nothing', () => {
    const { place, file } = exported();
    const before = readFileSync(place.file);
    thrown('STATE_UNAVAILABLE', () => receiveJournal(file, place.dir));
    expect(readFileSync(place.file)).toEqual(before);
    thrown('STATE_UNAVAILABLE', () => receiveJournal(join(place.root, 'nowhere'), join(place.root, 'x')));
  });

  it('writes only segment files into the folder it was given, whatever the lines say', () => {
    const root = tempFolder();
    const file = join(root, 'export');
    const header = `{"$prev":"${'0'.repeat(64)}","$seq":`;
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.nat(2).map((seq) => `${header}${seq},"checkpoint":"x","kind":"checkpoint"}`),
      fc
        .anything()
        .map((segment) => `${header}1,"epoch":{"segment":${JSON.stringify(segment) ?? 0}},"kind":"key"}`),
    );
    let run = 0;
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        writeFileSync(file, lines.join('\n'));
        const dir = join(root, `received-${(run += 1)}`);
        receiveJournal(file, dir);
        for (const name of readdirSync(dir)) expect(name).toMatch(/^segment-\d{6}\.jsonl$/);
      }),
    );
    expect(readdirSync(root)).toHaveLength(run + 1);
  });
});
