import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection } from '../../src/detection.js';
import type { SecretScannerOptions } from '../../src/scan/scanner-setup.js';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { createStreamScanner } from '../../src/scan/stream-scanner.js';
import { drawn, privateKey, SAMPLES, webToken } from '../secrets/samples.js';

const secret = SAMPLES['GitHub token']?.secret ?? '';
const other = SAMPLES['Slack token']?.secret ?? '';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const options: SecretScannerOptions = {
  customPatterns: [
    { name: 'employee', pattern: '\\bEMP-[0-9]{5,8}' },
    { name: 'ticket', pattern: '^ticket (\\w+)', anchor: 'ticket' },
  ],
};

/** Texts of every kind that decoders and rules go on from: repeated, they make borders of all sorts. */
const PIECES = [
  'word ',
  'x',
  '\n',
  '\\n',
  '\\\\',
  '\\"',
  '%41',
  '%',
  '&amp; ',
  '\u001b[32m',
  '\u200b',
  '\u0335',
  'é',
  '密码：',
  'a\0b\0',
  '\0',
  'A',
  'deadbeef',
  base64('all quiet here, nothing to see. '),
  `${base64('all quiet here, and so in lines of some length, to be sure.')}\n`,
  `${secret} `,
  `\\n${secret}\\n`,
  `"password": "${drawn(12)}",\n`,
  `${JSON.stringify(JSON.stringify({ token: other }))} `,
  `${base64(`export KEY=${other} and more`)} `,
  `/${base64(`x ${secret} y`)}`,
  `\u001b[1m${secret.slice(0, 9)}\u001b[0m${secret.slice(9)} `,
  `${other.slice(0, 9)}\u200b${other.slice(9)} `,
  `${webToken()} `,
  `${privateKey('RSA')}\n`,
  'EMP-123456 ',
  'ticket A42\n',
];

describe('a stream of mixed text', () => {
  it('gives what the whole gives, or one of them is incomplete', () => {
    const part = fc.tuple(fc.constantFrom(...PIECES), fc.oneof(fc.nat(6), fc.nat(30_000)));
    const sizes = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), sizes, (parts, lengths) => {
        fc.pre(lengths.some((length) => length > 1000));
        const text = parts
          .map(([piece, count]) => piece.repeat(Math.min(count, Math.ceil(90_000 / piece.length))))
          .join('')
          .slice(0, 600_000);
        const whole = createSecretScanner(options).scan(text);
        const stream = createStreamScanner(options);
        const found: Detection[] = [];
        for (let at = 0, each = 0; at < text.length; each++) {
          const end = at + (lengths[each % lengths.length] ?? 1);
          found.push(...stream.write(text.slice(at, end)));
          at = end;
        }
        const rest = stream.end();
        if (whole.incomplete || rest.incomplete) return;
        expect([...found, ...rest.detections]).toEqual(whole.detections);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
