import { describe, expect, it } from 'vitest';
import { originOf, readGenesis } from '../../src/format/genesis.js';
import { createSigner } from '../../src/keys/signer.js';

const journal = 'a'.repeat(32);
const key = createSigner(originOf(journal), Buffer.alloc(32, 1)).key.text;
const other = createSigner('somewhere/else', Buffer.alloc(32, 1)).key.text;
const genesis = { kind: 'genesis', at: 1, format: 1, journal, origin: originOf(journal), key };

describe('readGenesis', () => {
  it('reads who the journal is and which key signs it', () => {
    expect(readGenesis(genesis)).toMatchObject({ status: 'read', journal, key: { text: key } });
  });

  it('reads what a new chain says of the one before it', () => {
    const anchored = { size: 4, root: 'a'.repeat(64), head: 'b'.repeat(64) };
    const damaged = { journal, continuesIn: 2, bad: { seq: 1, through: 3, reason: 'changed' }, anchored };
    expect(readGenesis({ ...genesis, damaged })).toMatchObject({ status: 'read', damaged });
    expect(readGenesis(genesis)).toMatchObject({ damaged: null });
    for (const wrong of [
      null,
      5,
      { ...damaged, journal: 'x' },
      { ...damaged, continuesIn: '2' },
      { ...damaged, bad: { seq: 1 } },
      { ...damaged, anchored: { ...anchored, root: 'a' } },
    ]) {
      expect(readGenesis({ ...genesis, damaged: wrong })).toEqual({ status: 'invalid' });
    }
  });

  it('tells a newer format from a damaged record', () => {
    expect(readGenesis({ ...genesis, format: 2, whatever: true })).toEqual({ status: 'newer', format: 2 });
  });

  it.each([
    ['nothing', null],
    ['another record', { ...genesis, kind: 'event' }],
    ['an older format', { ...genesis, format: 0 }],
    ['a journal id with other characters', { ...genesis, journal: '../../etc' }],
    ['no key', { ...genesis, key: 5 }],
    ['a key of another name', { ...genesis, key: other }],
    ['an origin of another journal', { ...genesis, origin: originOf('b'.repeat(32)) }],
  ])('refuses %s', (_, record) => {
    expect(readGenesis(record)).toEqual({ status: 'invalid' });
  });
});
