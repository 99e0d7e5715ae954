import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { SAMPLES } from '../secrets/samples.js';

const { scan } = createSecretScanner();
const secret = SAMPLES['GitHub token']?.secret ?? '';

/** One of each sort: joiners, marks of direction, fillers, variants, tags, reserved ones, strokes, blanks. */
const HIDDEN = [
  0xad, 0x34f, 0x61c, 0x115f, 0x180b, 0x180e, 0x200b, 0x200e, 0x202a, 0x2060, 0x2065, 0x2066, 0x206a, 0x2800,
  0x3164, 0xfe0f, 0xfeff, 0xffa0, 0x1bca0, 0xe0041, 0xe0100, 0x335, 0x338,
];

describe('characters that nobody sees', () => {
  it.each(HIDDEN.map((code) => [code.toString(16), String.fromCodePoint(code)]))(
    'do not hide a secret that they stand in: U+%s',
    (_, hidden) => {
      const once = `${secret.slice(0, 12)}${hidden}${secret.slice(12)}`;
      const everywhere = Array.from(secret).join(hidden);
      for (const split of [once, everywhere]) {
        for (const around of ['before ', '密钥：', 'é ', '😀 ']) {
          const { detections } = scan(`${around}${split} after`);
          expect(detections).toMatchObject([
            { type: 'github', start: around.length, end: around.length + split.length },
          ]);
        }
      }
    },
  );

  it('do not hide the name before a value, whatever a run of them is long', () => {
    for (const length of [1, 511, 512, 513, 3000]) {
      const { detections } = scan(`pass${'\u200b'.repeat(length)}word = "Kd92mxLLq1z"`);
      expect(detections).toMatchObject([{ type: 'password', end: 23 + length }]);
    }
  });

  it('make no secret of ordinary text that has them', () => {
    const text = 'Ein Wort\u00adteil, می\u200cروم, ⚠\ufe0f careful, 👩\u200d💻 at work, क\u094dष.\n'.repeat(
      50,
    );
    expect(scan(text)).toEqual({ detections: [], incomplete: false });
  });
});
