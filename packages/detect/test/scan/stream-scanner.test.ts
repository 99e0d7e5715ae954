import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection } from '../../src/detection.js';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { createStreamScanner } from '../../src/scan/stream-scanner.js';
import { privateKey, SAMPLES, webToken } from '../secrets/samples.js';

const filler = 'Nothing but words, one after another, as in any text.\n';
const secrets = [...Object.values(SAMPLES).map(({ secret }) => secret), webToken(), privateKey('RSA')];

function scanInPieces(text: string | Uint8Array, sizes: readonly number[]): readonly Detection[] {
  const stream = createStreamScanner();
  const detections: Detection[] = [];
  let at = 0;
  for (let piece = 0; at < text.length; piece++) {
    const end = at + Math.max(1, sizes[piece % sizes.length] ?? 1);
    detections.push(...stream.write(typeof text === 'string' ? text.slice(at, end) : text.subarray(at, end)));
    at = end;
  }
  return [...detections, ...stream.end().detections];
}

/** A long text with a secret every few thousand characters. */
const text =
  secrets.map((secret, index) => filler.repeat(40 + index * 7) + secret).join('\n') + filler.repeat(3000);
const whole = createSecretScanner().scan(text).detections;

describe('the scanner for streams', () => {
  it('finds in pieces of any size what it finds in the whole, at the same places, once', () => {
    expect(whole).toHaveLength(secrets.length);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 6 }), (sizes) => {
        fc.pre(sizes.some((size) => size > 200));
        expect(scanInPieces(text, sizes)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('finds a secret that any border cuts', () => {
    const secret = SAMPLES['GitHub token']?.secret ?? '';
    const near = `${filler.repeat(3)}${secret} ${filler}`;
    const start = filler.length * 3;
    for (let cut = start; cut <= start + secret.length; cut++) {
      const stream = createStreamScanner();
      const found = [
        ...stream.write(near.slice(0, cut)),
        ...stream.write(near.slice(cut)),
        ...stream.end().detections,
      ];
      expect(found).toMatchObject([{ type: 'github', start, end: start + secret.length }]);
    }
  });

  it('finds secrets at the borders of its own steps', () => {
    const secret = SAMPLES['Slack token']?.secret ?? '';
    for (const border of [65_536, 81_920, 131_072]) {
      for (const before of [0, 1, 4, 5, 20, secret.length]) {
        const place = border - before;
        const long = `${'word '.repeat(40_000).slice(0, place - 1)} ${secret} ${'word '.repeat(30_000)}`;
        expect(scanInPieces(long, [70_000])).toMatchObject([
          { type: 'slack', start: place, end: place + secret.length },
        ]);
      }
    }
  });

  it('takes bytes that are cut inside a character', () => {
    const secret = SAMPLES['npm token']?.secret ?? '';
    const bytes = Buffer.from(`密钥是 ${secret} 😀 ${secret}`);
    const expected = createSecretScanner().scan(bytes).detections;
    expect(expected).toHaveLength(2);
    expect(scanInPieces(bytes, [1])).toEqual(expected);
    expect(scanInPieces(bytes, [5, 2])).toEqual(expected);
  });

  it('goes through a long stream of one line, and counts places from its beginning', () => {
    const secret = SAMPLES['Stripe live key']?.secret ?? '';
    const stream = createStreamScanner();
    const chunk = 'lorem ipsum '.repeat(40_000);
    const found: Detection[] = [];
    for (let each = 0; each < 20; each++)
      found.push(...stream.write(each === 13 ? `${chunk}${secret} ` : chunk));
    const { detections, incomplete } = stream.end();
    expect([...found, ...detections]).toMatchObject([{ type: 'stripe', start: chunk.length * 14 }]);
    expect(incomplete).toBe(false);
  });

  it('says at the end that a part was too much work', () => {
    const stream = createStreamScanner({ budget: 0.001 });
    stream.write('password='.repeat(50_000));
    expect(stream.end().incomplete).toBe(true);
  });
});
