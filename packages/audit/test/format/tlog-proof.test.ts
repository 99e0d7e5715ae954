import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originOf } from '../../src/format/genesis.js';
import { parseTlogProof, tlogProofText } from '../../src/format/tlog-proof.js';
import { createSigner } from '../../src/keys/signer.js';

const signer = createSigner('example.com/log', Buffer.alloc(32, 1));
const checkpoint = signer.sign({ origin: 'example.com/log', size: 9, root: 'ab'.repeat(32) });
const hashes = ['00'.repeat(32), 'ff'.repeat(32)];
const text = tlogProofText(7, hashes, checkpoint);

describe('a tlog-proof', () => {
  it('is written as the C2SP page shows it', () => {
    expect(text).toBe(
      `c2sp.org/tlog-proof@v1\nindex 7\n${'A'.repeat(43)}=\n${'/'.repeat(42)}8=\n\n${checkpoint}`,
    );
  });

  it('is read back, with and without hashes', () => {
    expect(parseTlogProof(text)).toMatchObject({ index: 7, hashes, checkpoint: { size: 9 } });
    expect(parseTlogProof(tlogProofText(0, [], checkpoint))).toMatchObject({ index: 0, hashes: [] });
  });

  it('may carry extra data, which nobody relies on', () => {
    expect(parseTlogProof(text.replace('\nindex', '\nextra YWdl\nindex'))).toEqual(parseTlogProof(text));
  });

  it.each([
    ['of another version', text.replace('@v1', '@v2')],
    ['without an index', text.replace('index 7\n', '')],
    ['with two indices', text.replace('index 7\n', 'index 7\nindex 7\n')],
    ['with an index that begins with zero', text.replace('index 7', 'index 07')],
    ['with a negative index', text.replace('index 7', 'index -7')],
    ['with an index that is not safe', text.replace('index 7', 'index 9999999999999999')],
    ['with extra data twice', text.replace('\nindex', '\nextra YWdl\nextra YWdl\nindex')],
    ['with extra data after the index', text.replace('index 7\n', 'index 7\nextra YWdl\n')],
    ['with a hash that is too short', text.replace('A'.repeat(43), 'A'.repeat(39))],
    ['with base64 that is not canonical', text.replace('8=', '9=')],
    ['with carriage returns', text.replaceAll('\n', '\r\n')],
    ['without a checkpoint', text.slice(0, text.indexOf('\n\n') + 2)],
    [
      'with more hashes than any tree is high',
      tlogProofText(
        7,
        Array.from({ length: 65 }, () => hashes[0] ?? ''),
        checkpoint,
      ),
    ],
    ['of giant size', text + '\u2014 x AAAAAAAA\n'.repeat(10_000)],
    ['of nothing', ''],
  ])('is not read %s', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(parseTlogProof(changed)).toBeNull();
  });

  it('for one of a million records has at most 1.2 KB', () => {
    const origin = originOf('0'.repeat(32));
    const own = createSigner(origin, Buffer.alloc(32, 1));
    const head = own.sign({ origin, size: 1_048_576, root: 'ab'.repeat(32) });
    const path = Array.from({ length: 20 }, () => 'cd'.repeat(32));
    expect(Buffer.byteLength(tlogProofText(999_999, path, head))).toBeLessThanOrEqual(1.2 * 1024);
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noise) => {
        expect(parseTlogProof(noise)).toBeNull();
        parseTlogProof(text.slice(0, noise.length) + noise + text.slice(noise.length));
      }),
    );
  });
});
