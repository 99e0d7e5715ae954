import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { resultText } from '../../src/detector/result-text.js';
import type { ResultText } from '../../src/detector/result-text.js';

const WORD = 'a-word-that-stands-somewhere';
const bytes = new TextEncoder().encode(WORD);
const codes = Array.from(WORD).map((letter) => letter.charCodeAt(0));
const brought = (result: unknown): ResultText => resultText({ status: 'succeeded', result });

class Private {
  readonly #word = WORD;
  say(): string {
    return this.#word;
  }
}
class WithAccessor {
  readonly size = 1;
  get word(): string {
    throw new Error('never called');
  }
}

describe('the texts of a result', () => {
  it.each<[string, unknown]>([
    ['a string', WORD],
    ['nested data', { rows: [{ cell: WORD }] }],
    ['a map', new Map([['a', WORD]])],
    ['a map in a map', new Map([[{ a: WORD }, 1]])],
    ['a set', new Set([WORD])],
    ['an error', new Error(WORD)],
    ['the cause of an error', new Error('x', { cause: { told: WORD } })],
    ['bytes', bytes],
    ['a buffer of bytes', bytes.buffer],
    ['a view of bytes', new DataView(bytes.buffer)],
    ['numbers of 16 bits', Uint16Array.from(codes)],
    ['floating numbers', Float64Array.from(codes)],
    ['a list of bytes', codes],
    ['bytes that went through JSON', JSON.parse(JSON.stringify(bytes))],
    ['a buffer that went through JSON', JSON.parse(JSON.stringify(Buffer.from(WORD)))],
    ['single characters', Array.from(WORD)],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${WORD}`, 'utf16le')],
    ['compressed bytes', gzipSync(WORD)],
    ['an address', new URL(`https://a.example/${WORD}`)],
    ['headers', new Headers({ 'x-a': WORD })],
    ['a symbol', [Symbol(WORD)]],
    ['a string in an object', new String(WORD)],
  ])('are read in %s', (_, result) => {
    const { text, extent } = brought(result);
    expect(text).toContain(WORD);
    expect(extent).toBe('whole');
  });

  it.each<[string, unknown]>([
    ['an object', { [WORD]: 1 }],
    ['a map', new Map([[WORD, 1]])],
    ['symbols', { [Symbol(WORD)]: 1 }],
    ['a list', Object.assign([1], { [WORD]: 1 })],
  ])('have the names of %s beside them', (_, result) => {
    expect(brought(result)).toMatchObject({
      names: expect.stringContaining(WORD) as string,
      extent: 'whole',
    });
  });

  it.each<[string, unknown]>([
    ['a function', () => WORD],
    ['a function among data', { say: () => WORD }],
    [
      'an accessor',
      {
        get word() {
          throw new Error('never called');
        },
      },
    ],
    ['an accessor of its class', new WithAccessor()],
    ['private fields', new Private()],
    ['a response', new Response(WORD)],
    ['a blob', new Blob([WORD])],
    ['a stream of the web', new Response(WORD).body],
    ['a stream of Node', Readable.from([WORD])],
    ['a promise', Promise.resolve(WORD)],
    [
      'a generator',
      (function* words() {
        yield WORD;
      })(),
    ],
    [
      'a proxy',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('never called');
          },
        },
      ),
    ],
  ])('are not all of what came with %s', (_, result) => {
    expect(brought(result).extent).toBe('opaque');
    expect(brought([result]).extent).toBe('opaque');
  });

  it.each<[string, unknown]>([
    ['more text than is read', 'x'.repeat(17 << 20)],
    ['more bytes than are read', Buffer.alloc(17 << 20, 'x')],
    ['more members than are read', Array.from({ length: 600_000 }, (_, at) => at)],
    ['more depth than is read', Array.from({ length: 70 }).reduce((inner) => [inner], WORD)],
  ])('are cut with %s', (_, result) => {
    expect(brought(result).extent).toBe('cut');
    expect(brought([result, () => '']).extent).toBe('cut');
  });

  it('are whole in a listing of many rows, and in dates, numbers and nothing', () => {
    const rows = Array.from({ length: 12_000 }, (_, id) => ({ id, name: `file ${id}`, at: new Date(id) }));
    expect(brought(rows).extent).toBe('whole');
    for (const result of [null, undefined, 1, 1n, true, {}, [], new Date(), new Float32Array(1_000_000)])
      expect(brought(result).extent).toBe('whole');
  });

  it('of a run that failed are its words, whatever hangs on the error', () => {
    const error = Object.assign(new Error(WORD), { retry: () => undefined });
    expect(resultText({ status: 'failed', error })).toMatchObject({ extent: 'whole' });
  });

  it('end where lists spell theirs', () => {
    const { text, spelledFrom } = brought(Array.from(WORD));
    expect(text.slice(0, spelledFrom)).not.toContain(WORD);
  });

  it('are read of anything', () => {
    const anything = fc.anything({
      withTypedArray: true,
      withNullPrototype: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
      withBoxedValues: true,
      withDate: true,
      withBigInt: true,
    });
    fc.assert(
      fc.property(anything, (result) => {
        expect(brought(result).extent).toBe('whole');
      }),
      { numRuns: 300 },
    );
  });
});
