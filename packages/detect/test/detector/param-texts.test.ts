import { describe, expect, it } from 'vitest';
import { parseParams } from '@sentinel-agentos/core';
import { paramNames, paramTexts } from '../../src/detector/param-texts.js';

const WORD = 'a-word-that-stands-somewhere';
const texts = (params: object): readonly string[] =>
  paramTexts(parseParams(params)).map(({ param, text, stands }) => `${param} ${stands} ${text}`);

describe('the texts of parameters', () => {
  it('stand at their path', () => {
    expect(texts({ a: WORD, edits: [{ text: 'x' }], none: '' })).toEqual([
      `a plainly ${WORD}`,
      'edits.0.text plainly x',
    ]);
  });

  it.each<[string, unknown]>([
    ['bytes', Buffer.from(WORD)],
    ['UTF-16', Buffer.from(`\uFEFF${WORD}`, 'utf16le')],
    ['a list of bytes', [...Buffer.from(WORD)]],
    ['bytes in JSON', JSON.parse(JSON.stringify(new Uint8Array(Buffer.from(WORD))))],
    ['single characters', Array.from(WORD)],
  ])('are spelled by %s', (_, body) => {
    expect(texts({ body })).toContain(`body spelled ${WORD}`);
  });

  it('are spelled by a buffer in JSON', () => {
    expect(texts({ body: Buffer.from(WORD).toJSON() })).toContain(`body.data spelled ${WORD}`);
  });

  it('are not made of ordinary lists', () => {
    expect(
      texts({ ids: [100_000_000, 2, 3, 4, 5, 6, 7, 8, 9], rates: [0.5, 1, 2, 3, 4, 5, 6, 7, 8] }),
    ).toEqual([]);
    expect(texts({ few: [65, 66, 67] })).toEqual([]);
  });

  it('have names, however deep', () => {
    const params = parseParams({ a: [{ [WORD]: { inner: 1 } }], b: { a: 1 } });
    expect([...paramNames(params)]).toEqual(['a', WORD, 'inner', 'b']);
  });
});
