import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { drawn, HEX, privateKey } from './samples.js';

const { scan } = createSecretScanner();
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ESCAPE = '\u001b';

const lines = (count: number, length = 64): string[] =>
  Array.from({ length: count }, (_, line) => drawn(length, BASE64, line + 3));

/** What of a text is left outside the private keys that are found in it. */
function outside(text: string): string {
  let rest = '';
  let from = 0;
  for (const { type, start, end } of scan(text).detections) {
    if (type !== 'private_key') continue;
    rest += text.slice(from, start);
    from = end;
  }
  return rest + text.slice(from);
}

/** Writes something before every line of a text. */
const before = (text: string, prefix: (line: number) => string): string =>
  text
    .split('\n')
    .map((line, index) => prefix(index + 1) + line)
    .join('\n');

function pgpKey(bodyLines: number): string {
  const name = ['PGP', 'PRIVATE', 'KEY', 'BLOCK'].join(' ');
  const headers = ['Version: GnuPG v2', 'Charset: UTF-8', 'Hash: SHA512', 'MessageID: 9f2', 'Comment: mine'];
  return [
    `-----BEGIN ${name}-----`,
    ...headers,
    '',
    ...lines(bodyLines),
    '=aB3d',
    `-----END ${name}-----`,
  ].join('\n');
}

const PUTTY = [
  ['PuTTY-User-Key-', 'File-3: ssh-rsa'].join(''),
  'Encryption: none',
  'Comment: rsa-key-20260101',
  'Public-Lines: 6',
  ...lines(6),
  'Private-Lines: 4',
  ...lines(4, 63),
  `Private-MAC: ${drawn(64, HEX)}`,
].join('\n');

const VIEWS: readonly [string, (key: string) => string][] = [
  ['a file reader numbers its lines', (key) => before(key, (line) => `${String(line).padStart(6)}→`)],
  ['a log names the time', (key) => before(key, (line) => `2026-11-21T10:11:12.${1234560 + line}Z `)],
  ['a search names file and line', (key) => before(key, (line) => `key.pem:${line}:`)],
  ['a cluster names the container', (key) => before(key, () => '[pod/web-6d5f7c9b8d-x2x4z/api] ')],
  ['a script comments it out', (key) => before(key, () => '# ')],
  ['a patch adds it', (key) => before(key, () => '+')],
  ['a patch removes it', (key) => before(key, () => '-')],
  ['a page shows it', (key) => key.replaceAll('\n', '<br>')],
  ['a terminal colours it', (key) => before(key, () => `${ESCAPE}[32m`).replaceAll('\n', `${ESCAPE}[0m\n`)],
  ['JSON holds it', (key) => JSON.stringify({ key })],
  ['JSON in JSON holds it', (key) => JSON.stringify({ body: JSON.stringify({ key }) })],
  [
    'a container writes each line as JSON',
    (key) =>
      key
        .split('\n')
        .map((line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-11-21T10:11:12Z' }))
        .join('\n'),
  ],
];

describe('key files', () => {
  it.each(VIEWS)('[S4-71] are found to their end where %s', (_, view) => {
    for (const key of [privateKey('RSA'), privateKey(''), pgpKey(30), PUTTY]) {
      const text = `$ cat key\n${view(key)}\nnothing else`;
      const rest = outside(text);
      expect(rest).toMatch(/nothing else$/u);
      expect(rest).not.toMatch(/[A-Za-z0-9+/]{24}|Private-MAC|END/u);
    }
  });

  it.each(VIEWS.slice(0, 9))('are found as far as they go where %s and they are cut off', (_, view) => {
    for (const key of [privateKey('RSA'), PUTTY]) {
      const part = key.split('\n').slice(0, 8).join('\n');
      const rest = outside(`$ head key\n${view(part)}\nand then some words`);
      expect(rest).toMatch(/and then some words$/u);
      expect(rest).not.toMatch(/[A-Za-z0-9+/]{48}/u);
    }
  });

  it('are found whole when they are long', () => {
    const key = pgpKey(700);
    expect(key.length).toBeGreaterThan(40_000);
    expect(outside(`a ${key} b`)).toBe('a  b');
    expect(outside(`a ${PUTTY} b`)).toBe('a  b');
  });

  it('are not what speaks of them', () => {
    const header = ['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' ');
    const footer = header.replace('BEGIN', 'END');
    const hash = drawn(44, BASE64);
    for (const text of [
      `A key begins with ${header} and then comes base64.\nThe hash of the file is ${hash}.`,
      `const HEADER = "${header}";\nconst FOOTER = "${footer}";\n`,
      `\`${header}\`, \`${header}\``,
      `if (pem.startsWith('${header}')) {\n  return pem.slice(${drawn(6, '123')}, pem.indexOf('${footer}'));\n}`,
      before(`${header}\nWords follow, no key.\n${hash}`, (line) => `README.md:${line}:`),
    ]) {
      expect(scan(text).detections, text).toEqual([]);
    }
  });
});

describe('private JSON Web Keys', () => {
  const number = (length: number, seed: number): string => drawn(length, `${BASE64.slice(0, 62)}-_`, seed);
  const rsa = {
    kty: 'RSA',
    n: number(342, 1),
    e: 'AQAB',
    d: number(342, 2),
    p: number(171, 3),
    q: number(171, 4),
    dp: number(171, 5),
    dq: number(171, 6),
    qi: number(171, 7),
  };
  const secretParts = [rsa.d, rsa.p, rsa.q, rsa.dp, rsa.dq, rsa.qi];

  it.each([
    ['plainly', JSON.stringify(rsa)],
    ['over several lines', JSON.stringify({ keys: [rsa] }, null, 2)],
    ['in a string', JSON.stringify(JSON.stringify(rsa))],
    ['in a string of a string', JSON.stringify(JSON.stringify({ body: JSON.stringify(rsa) }))],
  ])('are found with all their private numbers, %s', (_, text) => {
    const rest = outside(text);
    for (const part of secretParts) expect(rest.includes(part)).toBe(false);
    expect(rest).toContain(rsa.n);
  });

  it('are found where they are symmetric, and only there', () => {
    const k = number(43, 9);
    expect(outside(JSON.stringify({ kty: 'oct', k }))).not.toContain(k);
    expect(outside(JSON.stringify(JSON.stringify({ k, kty: 'oct', alg: 'HS256' })))).not.toContain(k);
    expect(scan(JSON.stringify({ k, p: k, q: k })).detections).toEqual([]);
    expect(scan(JSON.stringify([{ kty: 'oct' }, { k }])).detections).toEqual([]);
    expect(scan(JSON.stringify({ kty: 'RSA', n: rsa.n, e: 'AQAB' })).detections).toEqual([]);
  });
});
