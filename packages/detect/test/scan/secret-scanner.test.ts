import { createHash } from 'node:crypto';
import { SentinelError } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setUpScanner, type SecretScannerOptions } from '../../src/scan/scanner-setup.js';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { createTextSearch } from '../../src/scan/text-search.js';
import { drawn, SAMPLES } from '../secrets/samples.js';

const secret = SAMPLES['GitHub token']?.secret ?? '';
const typesIn = (text: string, options: SecretScannerOptions = {}, path?: string): string[] =>
  createSecretScanner(options)
    .scan(text, path === undefined ? {} : { path })
    .detections.map(({ type }) => type);

describe('the scanner for secrets', () => {
  it('gives what it found in order, never the value itself', () => {
    const text = `${secret} and ${SAMPLES['npm token']?.secret ?? ''}`;
    const result = createSecretScanner().scan(text);
    expect(result.detections.map(({ kind, type }) => `${kind} ${type}`)).toEqual([
      'secret github',
      'secret npm',
    ]);
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(result.incomplete).toBe(false);
  });

  it('throws for no text whatever, finds the same each time, and keeps spans apart and inside', () => {
    const scanner = createSecretScanner();
    const piece = fc.constantFrom(
      'password=',
      '"',
      "'",
      '\\',
      '\0',
      '\ud800',
      '://',
      'a:b@',
      secret,
      '.ey',
      'eyJ',
      '%41',
      '-----BEGIN',
      ' ',
      '\n',
      '__proto__',
      '=>',
      'token',
      drawn(30),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 }),
        (pieces) => {
          const text = pieces.join('');
          const { detections } = scanner.scan(text);
          expect(scanner.scan(text).detections).toEqual(detections);
          let before = 0;
          for (const { start, end } of detections) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            before = end;
          }
        },
      ),
    );
  });

  it('reads bytes, broken UTF-8 among them', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xc3, 0x28]),
      Buffer.from(secret),
      Buffer.from([0xe4, 0xb8]),
    ]);
    const { detections } = createSecretScanner().scan(bytes);
    expect(detections).toMatchObject([{ type: 'github', start: 3, end: 3 + secret.length }]);
  });

  it('says so when the work runs out, always at the same place, and never on ordinary text', () => {
    const text = `password=`.repeat(20_000);
    const scarce = createSecretScanner({ budget: 0.001 });
    expect(scarce.scan(text).incomplete).toBe(true);
    expect(scarce.scan(text)).toEqual(scarce.scan(text));
    expect(createSecretScanner().scan('Nothing to see here, only words.\n'.repeat(10_000)).incomplete).toBe(
      false,
    );
  });
});

describe('the work that a text costs', () => {
  const worst = [
    'password=',
    'key=',
    'token:"',
    `secret="${'a1'.repeat(190)}" `,
    `key${' '.repeat(48)}`,
    'a://b:c@@',
    `${'e'.repeat(40)}.ey`,
    ['b'.repeat(100), 'T3Blbk', 'FJ'].join(''),
    'Pwd=a;',
    '.Yabcde.',
    '%41',
    '\\u0041',
    'p\0w\0d\0=\0',
    't\u200bo',
    `${Buffer.from('password='.repeat(3)).toString('base64')} `,
    `${['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' ')}\n`,
  ];

  it.each(worst)('grows no faster than the text: %j', (piece) => {
    const workOf = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      const work = { left: 1e12 };
      createTextSearch(setUpScanner({}).finders).step({ text, to: text.length, isEnd: true }, work);
      return 1e12 - work.left;
    };
    expect(workOf(32_768)).toBeLessThan(workOf(8192) * 4.6 + 10_000);
  });
});

describe('the allow-list', () => {
  const sha256 = createHash('sha256').update(secret).digest('hex');

  it('lets through a value by its hash, a rule and a path, each to the letter', () => {
    expect(typesIn(secret, { allow: [{ sha256 }] })).toEqual([]);
    expect(typesIn(secret, { allow: [{ sha256: sha256.toUpperCase() }] })).toEqual([]);
    expect(typesIn(secret, { allow: [{ rule: 'secret.github-token' }] })).toEqual([]);
    expect(typesIn(secret, { allow: [{ path: 'a/b.txt' }] }, 'a/b.txt')).toEqual([]);
    expect(typesIn(secret, { allow: [{ rule: 'secret.npm-token' }] })).toEqual(['github']);
    expect(typesIn(secret, { allow: [{ path: 'a' }] }, 'a/b.txt')).toEqual(['github']);
    expect(typesIn(secret, { allow: [{ sha256, path: 'other' }] }, 'a/b.txt')).toEqual(['github']);
    expect(typesIn(`${secret} is only an example, for tests`)).toEqual(['github']);
  });

  it.each([[{}], [{ sha256: 'abc' }], [{ rule: '' }], [{ value: secret }], [null]])(
    'refuses the entry %j',
    (entry) => {
      const make = (): unknown => createSecretScanner({ allow: [entry as never] });
      expect(make).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' }));
      expect(make).not.toThrow(secret);
    },
  );
});

describe('patterns of the user', () => {
  const acme = { name: 'acme', pattern: 'acme-([0-9]{6})' };

  it('[S4-33] finds by them too, the first group where there is one', () => {
    const text = 'id: acme-123456, then\nACME-1 and acme-654321';
    const { detections } = createSecretScanner({ customPatterns: [acme] }).scan(text);
    expect(detections).toMatchObject([
      { rule: 'custom.acme', type: 'custom', severity: 2, start: 9, end: 15 },
      { rule: 'custom.acme', type: 'custom', start: 38, end: 44 },
    ]);
  });

  it('[S4-33] searches only lines with the anchor where one is named, encoded ones too', () => {
    const customPatterns = [{ ...acme, anchor: 'ACME-', severity: 3 as const }];
    expect(typesIn('x acme-123456', { customPatterns })).toEqual(['custom']);
    expect(
      typesIn(Buffer.from('the number acme-123456 it is').toString('base64'), { customPatterns }),
    ).toEqual(['custom']);
    expect(typesIn('a'.repeat(100_000), { customPatterns })).toEqual([]);
  });

  it.each([
    ['a look-ahead', { name: 'bad', pattern: 'a(?=b)' }],
    ['a back-reference', { name: 'bad', pattern: '(a)\\1' }],
    ['a bracket that is open', { name: 'bad', pattern: '(' }],
    ['a match of nothing', { name: 'bad', pattern: 'a*' }],
    ['an empty pattern', { name: 'bad', pattern: '' }],
    ['an empty anchor', { name: 'bad', pattern: 'a', anchor: '' }],
    ['an unknown severity', { name: 'bad', pattern: 'a', severity: 4 }],
    ['an unknown field', { name: 'bad', pattern: 'a', flags: 'i' }],
  ])('[S4-33] refuses %s and names the rule', (_, pattern) => {
    const make = (): unknown => createSecretScanner({ customPatterns: [pattern as never] });
    expect(make).toThrow(SentinelError);
    expect(make).toThrow(/"bad"/u);
  });

  it('refuses a name twice, unknown options and budgets without meaning', () => {
    for (const options of [{ customPatterns: [acme, acme] }, { rules: [] }, { budget: 0 }, { budget: NaN }]) {
      expect(() => createSecretScanner(options as never)).toThrow(
        expect.objectContaining({ code: 'INVALID_CONFIG' }),
      );
    }
  });
});
