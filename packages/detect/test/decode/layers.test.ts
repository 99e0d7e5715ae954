import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerPlaces, visitLayers } from '../../src/decode/layers.js';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { SAMPLES } from '../secrets/samples.js';

const { scan } = createSecretScanner();
const secret = SAMPLES['GitHub token']?.secret ?? '';

type Encode = (text: string) => string;

const each =
  (write: (code: number) => string): Encode =>
  (text) =>
    Array.from(text, (character) => write(character.charCodeAt(0))).join('');
const hex2 = (code: number): string => code.toString(16).padStart(2, '0');

const ENCODINGS: Readonly<Record<string, Encode>> = {
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 unpadded, for addresses': (text) => Buffer.from(text).toString('base64url'),
  'base64 in lines': (text) =>
    Buffer.from(`${'all quiet here. '.repeat(8)}${text}`)
      .toString('base64')
      .replace(/(.{76})/gu, '$1\n'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'url, every character': each((code) => `%${hex2(code)}`),
  'url, some characters': (text) =>
    text.replaceAll(/[_p]/gu, (found) => `%${hex2(found.charCodeAt(0)).toUpperCase()}`),
  'json, every character': each((code) => `\\u00${hex2(code)}`),
  'json by bytes': each((code) => `\\x${hex2(code)}`),
  'html decimal': each((code) => `&#${code};`),
  'html hexadecimal': each((code) => `&#x${hex2(code)};`),
  'UTF-16 little endian': each((code) => `${String.fromCharCode(code)}\0`),
  'UTF-16 big endian': each((code) => `\0${String.fromCharCode(code)}`),
  'zero-width characters': each((code) => `${String.fromCharCode(code)}\u200b`),
  'soft hyphens': (text) => `${text.slice(0, 12)}\u00ad${text.slice(12)}`,
};

describe('encoded secrets', () => {
  it.each(Object.entries(ENCODINGS))('finds one in %s, and says where it stands', (_, encode) => {
    const encoded = encode(secret);
    const text = `before ${encoded} after`;
    const { detections } = scan(text);
    expect(detections.map(({ type }) => type)).toEqual(['github']);
    expect(detections[0]?.encodings).toHaveLength(1);
    expect(detections[0]?.start).toBeGreaterThanOrEqual(7);
    expect(detections[0]?.end).toBeLessThanOrEqual(7 + encoded.length);
  });

  it('opens encodings inside each other three deep, not four', () => {
    const base64 = ENCODINGS['base64'] ?? String;
    const hex = ENCODINGS['hex'] ?? String;
    const url = ENCODINGS['url, every character'] ?? String;
    expect(scan(hex(base64(url(secret)))).detections).toMatchObject([
      { type: 'github', encodings: ['hex', 'base64', 'url'] },
    ]);
    expect(scan(url(base64(base64(secret)))).detections).toMatchObject([
      { encodings: ['url', 'base64', 'base64'] },
    ]);
    expect(scan(base64(base64(base64(base64(secret))))).detections).toEqual([]);
  });

  it('maps spans to the characters that hold the value and no more', () => {
    const words = `a ${secret} b`;
    const shift = Buffer.from(words).toString('base64');
    const [found] = scan(shift).detections;
    const inside = Buffer.from(shift.slice(found?.start, found?.end), 'base64').toString();
    expect(inside).toContain(secret);
    expect(inside.length).toBeLessThanOrEqual(secret.length + 4);
    const escaped = secret.replace('_', '%5F');
    const [other] = scan(`x ${escaped} y`).detections;
    expect([other?.start, other?.end]).toEqual([2, 2 + escaped.length]);
  });

  it('gives spans inside the text for any text', () => {
    const piece = fc.constantFrom(
      '%41',
      '\\u0041',
      '&#65;',
      'QUFB',
      '4141',
      '\0',
      'a\0',
      '\u200b',
      ' ',
      '\n',
      'key=',
      '\ud800',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
        const text = pieces.join('');
        visitLayers({ text, to: text.length, isEnd: true }, layerPlaces(0), { left: 1e9 }, (layer) => {
          const [start, end] = layer.origin(0, layer.text.length);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(layer.from).toBeGreaterThanOrEqual(0);
          expect(layer.to).toBeGreaterThanOrEqual(layer.from);
          expect(layer.to).toBeLessThanOrEqual(layer.text.length);
          expect(layer.encodings.length).toBeLessThanOrEqual(3);
        });
      }),
    );
  });
});
