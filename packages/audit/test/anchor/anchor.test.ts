import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAnchorWriter } from '../../src/anchor/anchor-writer.js';
import { anchorPath, readAnchor } from '../../src/anchor/anchor.js';
import { tempFolder } from '../support/temp-folder.js';

const anchor = {
  journal: 'j',
  genesis: 'k+0+1',
  key: 'k+1+2',
  size: 8,
  root: 'a'.repeat(64),
  head: 'b'.repeat(64),
};

describe('the anchor', () => {
  it('is read as it was written, and overwritten by later heads', () => {
    const path = join(tempFolder(), 'state', 'x.anchor');
    expect(readAnchor(path)).toEqual({ status: 'missing' });
    const writer = openAnchorWriter(path);
    for (const size of [8, 9, 10, 1_000_000]) {
      writer.write({ ...anchor, size });
      expect(readAnchor(path)).toEqual({ status: 'read', anchor: { ...anchor, size } });
    }
    writer.close();
    const again = openAnchorWriter(path);
    expect(readAnchor(path)).toMatchObject({ status: 'read' });
    again.close();
  });

  it('is found by the place of the journal, however that is written', () => {
    const root = tempFolder();
    mkdirSync(join(root, 'real'));
    symlinkSync(join(root, 'real'), join(root, 'link'));
    const path = anchorPath('/state', join(root, 'real', 'audit'));
    expect(anchorPath('/state', join(root, 'link', 'audit'))).toBe(path);
    expect(anchorPath('/state', join(root, 'real', 'x', '..', 'audit'))).toBe(path);
    expect(anchorPath('/state', join(root, 'real', 'audit2'))).not.toBe(path);
    expect(anchorPath('/state', '/')).toMatch(/^\/state\/[0-9a-f]{32}\.anchor$/);
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['no size', JSON.stringify({ ...anchor, size: undefined })],
    ['a size of nothing', JSON.stringify({ ...anchor, size: 0 })],
    ['a size that is no count', JSON.stringify({ ...anchor, size: 1.5 })],
    ['a short root', JSON.stringify({ ...anchor, root: 'aa' })],
    ['no head', JSON.stringify({ ...anchor, head: null })],
    ['no key of the genesis', JSON.stringify({ ...anchor, genesis: undefined })],
    ['no journal', JSON.stringify({ ...anchor, journal: 1 })],
  ])('is not read from a file with %s', (_, text) => {
    const path = join(tempFolder(), 'a');
    writeFileSync(path, text);
    expect(readAnchor(path)).toMatchObject({ status: 'unreadable' });
  });

  it('that is a folder is unreadable, not missing', () => {
    expect(readAnchor(tempFolder())).toMatchObject({ status: 'unreadable' });
  });
});
