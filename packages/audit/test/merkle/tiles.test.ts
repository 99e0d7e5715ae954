import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/format/checkpoint.js';
import { leafHash } from '../../src/merkle/hashes.js';
import { LeafHashes } from '../../src/merkle/leaf-hashes.js';
import { Tiles } from '../../src/merkle/tiles.js';

const vector = (name: string): Buffer => readFileSync(new URL(`../vectors/tessera/${name}`, import.meta.url));

function entries(bundle: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bundle.length;) {
    const end = at + 2 + bundle.readUInt16BE(at);
    found.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return found;
}

function tilesOf(count: number, entry: (index: number) => Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const tiles = new Tiles((path, bytes) => files.set(path, bytes));
  for (let index = 0; index < count; index += 1) tiles.append(entry(index));
  tiles.finish();
  return files;
}

describe('tiles', () => {
  it('of the entries of an independent log are byte for byte its own, at every size it had', () => {
    const files = new Map<string, Buffer>();
    const tiles = new Tiles((path, bytes) => files.set(path, bytes));
    for (const entry of entries(vector('tile/entries/000.p/15.bin'))) {
      tiles.append(entry);
      tiles.finish();
      const checkpoint = parseCheckpoint(vector(`checkpoint.${tiles.size}.txt`).toString());
      expect({ size: tiles.size, root: tiles.root() }).toEqual({
        size: checkpoint?.size,
        root: checkpoint?.root,
      });
    }
    const expected = Array.from({ length: 15 }, (_, index) => [
      [`tile/entries/000.p/${index + 1}`, vector(`tile/entries/000.p/${index + 1}.bin`)],
      [`tile/0/000.p/${index + 1}`, vector(`tile/0/000.p/${index + 1}.bin`)],
    ]).flat() as [string, Buffer][];
    expect(files).toEqual(new Map(expected));
  });

  it('of 70,000 entries are those that the C2SP page counts', () => {
    const files = tilesOf(70_000, (index) => Buffer.from(String(index)));
    const names = [...files.keys()];
    const count = (pattern: RegExp): number => names.filter((name) => pattern.test(name)).length;
    expect(count(/^tile\/0\/\d{3}$/)).toBe(273);
    expect(names.filter((name) => name.startsWith('tile/') && name.includes('.p/'))).toEqual([
      'tile/entries/273.p/112',
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    expect(count(/^tile\/1\/000$/)).toBe(1);
    expect(count(/^tile\/entries\/\d{3}$/)).toBe(273);
    const leaves = new LeafHashes();
    for (let index = 0; index < 70_000; index += 1) leaves.append(leafHash(String(index)));
    expect(files.get('tile/2/000.p/1')?.toString('hex')).toBe(leaves.root(0, 65_536));
    expect(files.get('tile/1/001.p/17')?.toString('hex', 16 * 32)).toBe(leaves.root(272 * 256, 273 * 256));
  });

  it('of 256 entries are a full one below and one hash above', () => {
    expect([...tilesOf(256, () => Buffer.alloc(0)).keys()]).toEqual([
      'tile/entries/000',
      'tile/0/000',
      'tile/1/000.p/1',
    ]);
  });

  it('past a thousand have longer names', () => {
    const names = [...tilesOf(256 * 1001, () => Buffer.alloc(0)).keys()];
    expect(names).toContain('tile/0/x001/000');
    expect(names).toContain('tile/entries/x001/000');
    expect(names).toContain('tile/0/999');
  });

  it('hold an entry of 65,535 bytes', () => {
    const file = tilesOf(1, () => Buffer.alloc(65_535, 'x')).get('tile/entries/000.p/1') ?? Buffer.alloc(0);
    expect(entries(file).map(({ length }) => length)).toEqual([65_535]);
  });
});
