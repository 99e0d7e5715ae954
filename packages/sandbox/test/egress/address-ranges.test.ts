import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressTest } from '../../src/egress/address-ranges.js';

const isPublic = createAddressTest();

describe('an address', () => {
  it.each(['93.184.216.34', '1.1.1.1', '172.15.255.255', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946'])(
    '%s is public',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.255',
    '168.63.129.16',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.7',
    '224.0.0.251',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:93.184.216.34',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2001:0:1::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    '2606::1%eth0',
    'ff02::1',
    '',
    'localhost',
    '127.1',
    '2130706433',
    '1.1.1.1\0',
  ])('%j is not', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it('that carries a closed IPv4 address in IPv6 is closed as well', () => {
    const closed = fc.constantFrom('127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.0.1');
    const forms = fc.constantFrom('::', '::ffff:', '64:ff9b::', '::ffff:0:', '64:ff9b:1::');
    fc.assert(
      fc.property(forms, closed, (form, address) => {
        expect(isPublic(form + address)).toBe(false);
      }),
    );
  });

  it('may be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof isPublic(text)).toBe('boolean');
      }),
    );
  });
});
