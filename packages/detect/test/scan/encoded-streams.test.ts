import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScanResult } from '../../src/detection.js';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { createStreamScanner } from '../../src/scan/stream-scanner.js';
import { drawn, SAMPLES } from '../secrets/samples.js';

/** What a stream gives whose pieces have these lengths in turn. */
function scanInPieces(text: string, sizes: readonly number[]): ScanResult {
  const stream = createStreamScanner();
  const detections = [];
  let at = 0;
  for (let piece = 0; at < text.length; piece++) {
    const end = at + Math.max(1, sizes[piece % sizes.length] ?? 1);
    detections.push(...stream.write(text.slice(at, end)));
    at = end;
  }
  const rest = stream.end();
  return { detections: [...detections, ...rest.detections], incomplete: rest.incomplete };
}

const words = 'Nothing but words, one after another, as in any text.\n';
const token = (seed: number): string => ['gh', 'p_', drawn(36, undefined, seed)].join('');
/** 100 tokens in text of about the given length. */
function tokensIn(length: number): string {
  const filler = words.repeat(Math.ceil(length / words.length / 100));
  return Array.from(
    { length: 100 },
    (_, index) => `${filler}${' '.repeat(index % 7)}${token(index)} \n`,
  ).join('');
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const inLines = (text: string, width: number, end: string): string =>
  text.replaceAll(new RegExp(`.{${width}}`, 'gu'), `$&${end}`);
const percent = (text: string): string =>
  Array.from(text, (each) => `%${each.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
const wide = (text: string): string => Array.from(text, (each) => `${each}\0`).join('');

type Encode = (text: string) => string;
/** Ways to encode, with the length of the text in it that makes some 300 KB. */
const ENCODINGS: Readonly<Record<string, readonly [encode: Encode, length: number]>> = {
  'base64 on one line': [base64, 220_000],
  'hexadecimal on one line': [hex, 150_000],
  'base64 in lines of 76': [(text) => inLines(base64(text), 76, '\n'), 220_000],
  'base64 in lines of 76 that end with CRLF': [(text) => inLines(base64(text), 76, '\r\n'), 220_000],
  'base64 in lines of 64 that are indented': [(text) => inLines(base64(text), 64, '\n      '), 220_000],
  'base64 in lines inside JSON': [(text) => JSON.stringify(inLines(base64(text), 76, '\n')), 220_000],
  'hexadecimal in lines of 60': [(text) => inLines(hex(text), 60, '\n'), 150_000],
  'base64 of base64': [(text) => base64(base64(text)), 160_000],
  'base64 in lines of JSON in base64': [
    (text) => base64(JSON.stringify(inLines(base64(text), 76, '\n'))),
    160_000,
  ],
  'percent escapes': [percent, 90_000],
  'JSON of one text': [(text) => JSON.stringify({ text }), 280_000],
  'two bytes a character': [wide, 150_000],
};
const PREFIXES = ['', 'a: ', 'abcd: ', 'data:text/plain;base64,', 'x'.repeat(70), 'payload-'];

describe('encoded text in streams', () => {
  it.each(Object.entries(ENCODINGS))(
    'is the same as in the whole, wherever the pieces end: %s',
    (_, [encode, length]) => {
      const encoded = encode(tokensIn(length));
      expect(encoded.length).toBeGreaterThan(200_000);
      const before = fc.tuple(fc.constantFrom(...PREFIXES), fc.integer({ min: 0, max: 70_000 }));
      const sizes = fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 5 });
      fc.assert(
        fc.property(before, sizes, ([prefix, filled], pieces) => {
          fc.pre(pieces.some((size) => size > 500));
          const text = `${'word '.repeat(filled / 5)}\n${prefix}${encoded}\n${words.repeat(100)}`;
          const whole = createSecretScanner().scan(text);
          expect(whole.incomplete).toBe(false);
          expect(whole.detections).toHaveLength(100);
          expect(scanInPieces(text, pieces)).toEqual(whole);
        }),
        { numRuns: 6 },
      );
    },
  );

  it('is found beyond the length of one piece too, or the result is incomplete', () => {
    for (const encode of [base64, (text: string) => inLines(base64(text), 76, '\r\n'), hex, wide]) {
      const text = `a: ${encode(tokensIn(1_500_000))}`;
      const whole = createSecretScanner().scan(text);
      expect(whole.incomplete).toBe(false);
      expect(whole.detections).toHaveLength(100);
      expect(scanInPieces(text, [300_001])).toEqual(whole);
    }
    const nested = scanInPieces(base64(base64(tokensIn(1_500_000))), [100_000]);
    expect(nested.detections.length === 100 || nested.incomplete).toBe(true);
  });

  it('gives spans that hold the value and no more than a quantum beside it', () => {
    const secret = SAMPLES['npm token']?.secret ?? '';
    const text = `x: ${inLines(base64(`${words.repeat(4000)}${secret} ${words.repeat(500)}`), 76, '\r\n')}`;
    const { detections } = scanInPieces(text, [70_000]);
    expect(detections).toHaveLength(1);
    const span = text.slice(detections[0]?.start, detections[0]?.end).replaceAll('\r\n', '');
    expect(Buffer.from(span, 'base64').toString()).toContain(secret);
    expect(span.length).toBeLessThanOrEqual(Math.ceil(secret.length / 3) * 4 + 8);
  });
});
