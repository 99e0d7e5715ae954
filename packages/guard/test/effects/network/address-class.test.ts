import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressClassOf } from '../../../src/effects/network/address-class.js';
import { parseIpv4, parseIpv6 } from '../../../src/effects/network/ip-address.js';
import { hostsOf } from '../../../src/effects/network/url-host.js';

describe('the class of an address', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    '169.254.169.254',
    'http://169.254.169.254:80/x',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0xA9.0xFE.0xA9.0xFE/',
    'http://0251.0376.0251.0376/',
    'http://169.254.43518/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:a9fe:a9fe]:80/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://[fd00:ec2::254]/latest/',
    'http://user:pass@169.254.169.254/',
    'http://169.254.169.254./',
    'http://169.254.169.254.nip.io/',
    'http://a9fea9fe.nip.io/',
    'http://foo.169-254-169-254.sslip.io/',
    'http://%31%36%39.254.169.254/',
    'http://１６９。254。169。254/',
    'http:/169.254.169.254/',
    'http:169.254.169.254',
    '//169.254.169.254/x',
    'http://\t169.254.169.254/',
    'HTTP://Metadata.Google.Internal/',
    'http://metadata.google.internal./x',
    'http://169.254.170.2/v2/credentials',
    'http://100.100.100.200/latest',
    'http://example.com\\@169.254.169.254/',
  ])('%s hands out credentials', (url) => {
    expect(addressClassOf(url)).toBe('metadata');
  });

  it.each([
    'http://localhost:3000/',
    'localhost',
    'LOCALHOST:80',
    'http://127.0.0.1/',
    'http://127.1:8080/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0/',
    'http://[::1]:5173/',
    '::1',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://app.localhost/',
    'ws://localhost:9222/devtools',
    'TCP:127.0.0.1:4444',
    'http://host.docker.internal:11434/',
  ])('%s is this machine', (url) => {
    expect(addressClassOf(url)).toBe('loopback');
  });

  it.each([
    'http://10.0.0.1/',
    'http://172.16.5.4/',
    'http://172.31.255.255/',
    'http://192.168.1.1:8080/',
    'http://100.64.0.1/',
    'http://[fc00::1]/',
    'http://[fe80::1%25eth0]/',
    'http://printer.local/',
    'https://wiki.corp/',
    'http://ip-10-0-0-1.ec2.internal/',
    'http://127.0.0.1.nip.io/',
    'http://7f000001.c0a80001.rbndr.us/',
    'http://localtest.me/',
  ])('%s is a network of its own', (url) => {
    expect(addressClassOf(url)).toBe('private');
  });

  it.each([
    'https://example.com/',
    'https://localhost.example.com/',
    'https://example.com/localhost',
    'https://example.com#@localhost/',
    'https://example.com/?u=http://169.254.169.254/',
    'http://localhost@example.com/',
    'http://localhost\\@example.com/',
    'http://127.0.0.1@example.com/',
    'http://8.8.8.8/',
    'http://[2606:4700::1111]/',
    'http://172.32.0.1/',
    'http://256.1.1.1/',
    'https://例子.中国/',
    '',
    '/',
    'not a url',
  ])('%s is the open network', (url) => {
    expect(addressClassOf(url)).toBe('public');
  });

  it('never takes another host for this machine because of what stands around it', () => {
    const part = fc.stringMatching(/^[a-z0-9:@/?#\\[\]%.-]{0,12}$/);
    fc.assert(
      fc.property(part, (before) => {
        const url = `http://${before}@example.com/`;
        if (hostsOf(url).includes('example.com')) expect(addressClassOf(url)).not.toBe('loopback');
      }),
    );
  });

  it('finds the metadata address in every way to write four bytes', () => {
    const bytes = [169, 254, 169, 254];
    const write = [
      (byte: number): string => String(byte),
      (byte: number): string => `0x${byte.toString(16)}`,
      (byte: number): string => `0${byte.toString(8)}`,
      (byte: number): string => `000${byte.toString(8)}`,
    ];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }), (ways) => {
        const host = bytes.map((byte, index) => write[ways[index] ?? 0]?.(byte)).join('.');
        expect(addressClassOf(`http://${host}/`), host).toBe('metadata');
      }),
    );
  });

  it('is found for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(['loopback', 'public', 'private', 'metadata']).toContain(addressClassOf(text));
        expect(['loopback', 'public', 'private', 'metadata']).toContain(addressClassOf(`http://${text}`));
      }),
    );
  });
});

describe('addresses', () => {
  it('are numbers', () => {
    expect(parseIpv4('1.2.3.4')).toEqual({ version: 4, bits: 0x01020304 });
    expect(parseIpv4('1.2.772')).toEqual({ version: 4, bits: 0x01020304 });
    for (const text of ['', '.', '1.2.3.4.5', '1.2.3.256', '4294967296', '08', '1..2', 'a', '0xg'])
      expect(parseIpv4(text), text).toBeNull();
  });

  it('of the newer kind are eight groups', () => {
    expect(parseIpv6('1::2')).toEqual({ version: 6, groups: [1, 0, 0, 0, 0, 0, 0, 2] });
    expect(parseIpv6('::ffff:1.2.3.4')).toEqual({
      version: 6,
      groups: [0, 0, 0, 0, 0, 0xffff, 0x102, 0x304],
    });
    for (const text of [
      '',
      ':',
      '1:2',
      '1::2::3',
      '1:2:3:4:5:6:7:8:9',
      '12345::',
      'g::',
      '1:2:3:4:5:6:7:8::',
    ])
      expect(parseIpv6(text), text).toBeNull();
  });
});
