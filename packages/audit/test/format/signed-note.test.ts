import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkpointText, isCheckpointSignedBy, parseCheckpoint } from '../../src/format/checkpoint.js';
import {
  isSignature,
  isSignedBy,
  parseSignedNote,
  parseVerifierKey,
  verifierKey,
} from '../../src/format/signed-note.js';
import { createSigner } from '../../src/keys/signer.js';

const vector = (name: string): string =>
  readFileSync(new URL(`../vectors/tessera/${name}`, import.meta.url), 'utf8');
const published = JSON.parse(vector('test-key.json')) as {
  readonly origin: string;
  readonly publicKey: string;
  readonly privateKey: string;
};
const tesseraKey = parseVerifierKey(published.publicKey);
const tesseraNote = vector('checkpoint.15.txt');

describe('a signed note', () => {
  it('of an independent log verifies with the key that log published', () => {
    const checkpoint = parseCheckpoint(tesseraNote);
    expect(checkpoint).toMatchObject({ origin: 'example.com/log/testdata', size: 15 });
    expect(tesseraKey).not.toBeNull();
    if (checkpoint === null || tesseraKey === null) return;
    expect(isCheckpointSignedBy(checkpoint, tesseraKey)).toBe(true);
    expect(checkpointText(checkpoint)).toBe(checkpoint.note.text);
  });

  it('is written byte for byte as that log wrote it at each of its sizes, given its key', () => {
    const seed = Buffer.from(published.privateKey.split('+').slice(4).join('+'), 'base64').subarray(1);
    const signer = createSigner(published.origin, seed);
    expect(signer.key.text).toBe(published.publicKey);
    for (let size = 0; size <= 15; size += 1) {
      const note = vector(`checkpoint.${size}.txt`);
      const checkpoint = parseCheckpoint(note);
      expect(checkpoint?.size).toBe(size);
      expect(checkpoint === null ? '' : signer.sign(checkpoint)).toBe(note);
    }
  });

  it('does not verify when any one byte of it is another', () => {
    const bytes = Buffer.from(tesseraNote);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const note = parseSignedNote(changed.toString());
      expect(note !== null && tesseraKey !== null && isSignedBy(note, tesseraKey), `byte ${at}`).toBe(false);
    }
  });

  it('may carry signatures of unknown keys beside the known one', () => {
    const stranger = createSigner('example.com/witness', Buffer.alloc(32, 7));
    const cosigned =
      tesseraNote + stranger.sign({ origin: 'x', size: 1, root: '00'.repeat(32) }).split('\n\n')[1];
    const note = parseSignedNote(cosigned);
    expect(note?.signatures).toHaveLength(2);
    expect(note !== null && tesseraKey !== null && isSignedBy(note, tesseraKey)).toBe(true);
    expect(note !== null && isSignedBy(note, stranger.key)).toBe(false);
  });

  it.each([
    ['without a signature', 'a\n1\nb\n\n'],
    ['without an empty line', 'a\n1\nb\n'],
    ['with a cut last line', tesseraNote.slice(0, -1)],
    ['with a plain hyphen', tesseraNote.replace('\u2014', '-')],
    ['with a signature of no bytes', 'a\n\n\u2014 name AAAAAA==\n'],
    ['with base64 that is not canonical', tesseraNote.replace('ewI=', 'ewJ=')],
  ])('is not read %s', (_, text) => {
    expect(parseSignedNote(text)).toBeNull();
    expect(parseCheckpoint(text)).toBeNull();
  });
});

describe('a signature', () => {
  interface Group {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid';
    }[];
  }
  const path = new URL('../vectors/wycheproof/ed25519.json.txt', import.meta.url);
  const { testGroups } = JSON.parse(readFileSync(path, 'utf8')) as { readonly testGroups: readonly Group[] };
  const cases = testGroups.flatMap(({ publicKey, tests }) =>
    tests.map((test) => [`${test.tcId} ${test.comment}`, publicKey.pk, test] as const),
  );

  it.each(cases)('is judged as Project Wycheproof says: %s', (_, pk, { msg, sig, result }) => {
    // The key goes the way that an auditor's does: as the text of a verifier key.
    const key = parseVerifierKey(verifierKey('example.com/log', Buffer.from(pk, 'hex')).text);
    expect(key !== null && isSignature(key, Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex'))).toBe(
      result === 'valid',
    );
  });

  it('is judged for all 151 cases', () => {
    expect(cases).toHaveLength(151);
  });
});

describe('a checkpoint', () => {
  const sign = (text: string): string => `${text}\n\u2014 ${tesseraNote.split('\u2014 ')[1] ?? ''}`;
  it.each([
    ['a size with a leading zero', sign(`o\n015\n${'A'.repeat(43)}=\n`)],
    ['a size that is not safe', sign(`o\n99999999999999999999\n${'A'.repeat(43)}=\n`)],
    ['a negative size', sign(`o\n-1\n${'A'.repeat(43)}=\n`)],
    ['a short root', sign('o\n1\nAAAA\n')],
    ['no origin', sign(`\n1\n${'A'.repeat(43)}=\n`)],
    ['nothing else', sign('o\n')],
  ])('is not read from a note with %s', (_, text) => {
    expect(parseSignedNote(text)).not.toBeNull();
    expect(parseCheckpoint(text)).toBeNull();
  });
});

describe('a verifier key', () => {
  it.each([
    ['no key at all', 'nonsense'],
    ['an id of another key', published.publicKey.replace('33d7b496', '33d7b497')],
    ['another algorithm', published.publicKey.replace('+AeH', '+AuH')],
    ['too few bytes', published.publicKey.slice(0, -8)],
  ])('is not read from %s', (_, text) => {
    expect(parseVerifierKey(text)).toBeNull();
  });
});
