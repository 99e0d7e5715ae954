import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { drawn } from './samples.js';

const { scan } = createSecretScanner();
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('web tokens', () => {
  it.each([
    ['a payload of 40 KB', {}, { data: drawn(30_000) }, 86],
    ['certificates in its header', { x5c: [drawn(2100), drawn(1800), drawn(1700)] }, { sub: '42' }, 86],
    ['a signature against quantum computers', {}, { sub: '42' }, 6172],
  ])('are found whole with %s', (_, header, payload, signatureLength) => {
    const token = [part({ alg: 'ES256', ...header }), part(payload), drawn(signatureLength, URL_SAFE)].join(
      '.',
    );
    for (const context of [`token: ${token}.`, JSON.stringify({ a: `x\n${token}\nafter` })]) {
      const found = scan(context).detections;
      expect(found.map(({ type }) => type)).toEqual(['jwt']);
      expect(context.slice(found[0]?.start, found[0]?.end) === token).toBe(true);
    }
  });

  it('are found where JSON writes their header with a space', () => {
    const header = Buffer.from('{ "alg": "HS256" }').toString('base64url');
    const token = [header, part({ sub: '42' }), drawn(43, URL_SAFE)].join('.');
    expect(scan(`a ${token}`).detections).toMatchObject([{ type: 'jwt', start: 2, end: 2 + token.length }]);
  });
});
