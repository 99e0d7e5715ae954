import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/format/checkpoint.js';
import { exportTiles } from '../../src/proof/export-tiles.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';
import { thrown } from '../support/thrown.js';

async function append(place: JournalPlace, count: number): Promise<void> {
  const journal = place.open();
  await Promise.all(Array.from({ length: count }, (_, n) => journal.append(event(`e-${n}`))));
  await journal.close();
}

/** The entries of a tiled log, as a monitor reads them. */
function served(out: string, size: number): string[] {
  const found: string[] = [];
  for (let index = 0; index * 256 < size; index += 1) {
    const width = Math.min(256, size - index * 256);
    const name = `00${index}${width === 256 ? '' : `.p/${width}`}`;
    const bundle = readFileSync(join(out, 'tile/entries', name));
    for (let at = 0; at < bundle.length;) {
      const end = at + 2 + bundle.readUInt16BE(at);
      found.push(bundle.toString('utf8', at + 2, end));
      at = end;
    }
  }
  return found;
}

describe('exportTiles', () => {
  it('writes the records that the newest checkpoint covers, and that checkpoint', async () => {
    const place = journalPlace();
    const out = join(place.root, 'served', 'log');
    await append(place, 300);
    const first = exportTiles({ dir: place.dir, out });
    expect(first).toMatchObject({ size: place.anchor().size, root: place.anchor().root });
    expect(served(out, first.size)).toEqual(place.lines().slice(0, first.size));
    const checkpoint = parseCheckpoint(readFileSync(join(out, 'checkpoint'), 'utf8'));
    expect(checkpoint).toMatchObject({ size: first.size, root: first.root });
    // A second export goes on; what a reader of the first checkpoint needs is still there.
    await append(place, 300);
    const second = exportTiles({ dir: place.dir, out });
    expect(served(out, second.size)).toEqual(place.lines().slice(0, second.size));
    expect(served(out, first.size)).toEqual(place.lines().slice(0, first.size));
    const names = readdirSync(out, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.includes('draft'))).toEqual([]);
  });

  it('writes one log of all segments', async () => {
    const place = journalPlace();
    const out = join(place.root, 'out');
    const journal = place.open({ segmentBytes: 5000 });
    for (let n = 0; n < 40; n += 1) await journal.append(event(`e-${n}`));
    await journal.close();
    const { size, root } = exportTiles({ dir: place.dir, out });
    expect({ size, root }).toEqual({ size: place.anchor().size, root: place.anchor().root });
    const numbers = served(out, size).map((line) => (JSON.parse(line) as { readonly $seq: number }).$seq);
    expect(numbers).toEqual(Array.from({ length: size }, (_, index) => index));
  });

  it('writes no checkpoint over lines that it was not signed for', async () => {
    const place = journalPlace();
    const out = join(place.root, 'out');
    await append(place, 3);
    place.write(place.bytes().toString().replace('"name":"e-1"', '"name":"e-X"'));
    thrown('TAMPERED', () => exportTiles({ dir: place.dir, out }));
    expect(existsSync(join(out, 'checkpoint'))).toBe(false);
  });

  it('says when there is no journal, or no place to write to', async () => {
    const place = journalPlace();
    thrown('NOT_FOUND', () => exportTiles({ dir: place.dir, out: join(place.root, 'out') }));
    await append(place, 1);
    writeFileSync(join(place.root, 'file'), '');
    thrown('STATE_UNAVAILABLE', () => exportTiles({ dir: place.dir, out: join(place.root, 'file') }));
  });
});
