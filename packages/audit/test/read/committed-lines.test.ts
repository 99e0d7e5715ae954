import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leafHash } from '../../src/merkle/hashes.js';
import { committedLines } from '../../src/read/committed-lines.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';

const filled = async (count: number, size = 0): Promise<JournalPlace> => {
  const place = journalPlace();
  const journal = place.open();
  for (let n = 0; n < count; n += 1) await journal.append(event(`e${n}`, 'x'.repeat(size)));
  await journal.close();
  return place;
};
const seqs = (dir: string): number[] => Array.from(committedLines(dir), ({ seq }) => seq);

describe('committedLines', () => {
  it('gives every line with its place, its bytes and its leaf hash', async () => {
    const place = await filled(3);
    const lines = place.lines();
    let offset = 0;
    let at = 0;
    for (const line of committedLines(place.dir)) {
      const text = lines[at] ?? '';
      expect(line).toMatchObject({ segment: 0, chain: 0, seq: at, offset });
      expect(line.buffer.toString('utf8', line.start, line.end)).toBe(text);
      expect(line.isCheckpoint).toBe(text.includes('"checkpoint":"'));
      expect(line.hash()).toBe(leafHash(text));
      offset += Buffer.byteLength(text) + 1;
      at += 1;
    }
    expect(at).toBe(7);
  });

  it('stops at the last checkpoint, however much follows it', async () => {
    const place = await filled(2);
    const uncommitted = `{"$prev":"${'0'.repeat(64)}","$seq":5,"kind":"event","x":"${'x'.repeat(60_000)}"}\n`;
    appendFileSync(place.file, uncommitted.repeat(50));
    expect(seqs(place.dir)).toEqual([0, 1, 2, 3, 4]);
    writeFileSync(place.file, uncommitted);
    expect(seqs(place.dir)).toEqual([]);
  });

  it('goes on at a place it was told before', async () => {
    const place = await filled(3);
    const [, , third] = Array.from(committedLines(place.dir), ({ segment, offset }) => ({ segment, offset }));
    expect(Array.from(committedLines(place.dir, third), ({ seq }) => seq)).toEqual([2, 3, 4, 5, 6]);
  });

  it('passes over what is no line, and finds nothing where nothing is', async () => {
    const place = await filled(2);
    const lines = place.lines();
    place.write(
      `${[...lines.slice(0, 2), 'garbage', '', 'x'.repeat(70_000), ...lines.slice(2)].join('\n')}\n`,
    );
    expect(seqs(place.dir)).toEqual([0, 1, 2, 3, 4]);
    expect(seqs(join(place.root, 'none'))).toEqual([]);
  });
});
