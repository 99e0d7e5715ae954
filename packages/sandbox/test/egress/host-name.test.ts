import fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readAuthority, readHostName } from '../../src/egress/host-name.js';

const name = (text: string) => ({ kind: 'name', name: text });

describe('a host name', () => {
  it.each([
    ['Example.ORG', 'example.org'],
    ['example.org.', 'example.org'],
    ['a_b.example.org', 'a_b.example.org'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    [Buffer.from('bücher.example').toString('latin1'), 'xn--bcher-kva.example'],
    ['例え.example', 'xn--r8jz45g.example'],
    ['example。org', 'example.org'],
  ])('%j has the normal form %s', (text, normal) => {
    expect(readHostName(text)).toEqual(name(normal));
  });

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0177.0.0.1',
    '0x7f000001',
    '0x7f.0.0.1',
    '0x',
    '127.0.0.1.',
    '1.2.3.4.5',
    '999.999.999.999',
    'example.0x1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[fe80::1%25eth0]',
    '１２７.0.0.1',
    '①②⑦.0.0.1',
  ])('%j could be an address, and is taken for one', (text) => {
    expect(readHostName(text).kind).toBe('ip-address');
  });

  it.each([
    '',
    '.',
    'a..b',
    '.a',
    'a..',
    'a b',
    'a\0b.example.org',
    'evil.org\0.example.org',
    'a\tb',
    'a\r\nb',
    'user@example.org',
    'example.org/path',
    'example.org#x',
    'example.org?x',
    'a%2eb',
    '-a.org',
    'a-.org',
    `${'a'.repeat(64)}.org`,
    `${'a.'.repeat(150)}org`,
    'a'.repeat(100_000),
    '\ud800',
    '__proto__ ',
  ])('%j is none', (text) => {
    expect(readHostName(text)).toEqual({ kind: 'none' });
  });

  it('is the same however often it is normalised, and never an address', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.domain(),
      fc.ipV4Extended(),
      fc.ipV6().map((address) => `[${address}]`),
      fc.string({ unit: fc.constantFrom('.', '0', 'x', '1', 'a', '-', '。', '１', '\0', '%', ':') }),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const read = readHostName(text);
        if (read.kind !== 'name') return;
        expect(readHostName(read.name)).toEqual(read);
        expect(read.name).toMatch(/^[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/);
        // What the reader of URLs makes an address of must not pass as a name.
        const url = URL.canParse(`http://${read.name}/`)
          ? new URL(`http://${read.name}/`).hostname
          : read.name;
        expect(isIP(url)).toBe(0);
      }),
    );
  });
});

describe('host and port', () => {
  it.each([
    ['example.org', { host: name('example.org'), port: undefined }],
    ['example.org:443', { host: name('example.org'), port: 443 }],
    ['[::1]:443', { host: { kind: 'ip-address' }, port: 443 }],
    ['::1', { host: { kind: 'ip-address' }, port: undefined }],
  ])('%s is read', (text, expected) => {
    expect(readAuthority(text)).toEqual(expected);
  });

  it.each(['example.org:', 'example.org:0', 'example.org:65536', 'example.org:-1', 'example.org:4 3', 'a:b'])(
    '%j is none',
    (text) => {
      expect(readAuthority(text).host).toEqual({ kind: 'none' });
    },
  );
});
