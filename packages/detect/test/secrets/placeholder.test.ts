import { describe, expect, it } from 'vitest';
import { hasChecksum } from '../../src/secrets/validators/crc32.js';
import { entropyOf } from '../../src/secrets/validators/entropy.js';
import { isPlaceholder } from '../../src/secrets/validators/placeholder.js';
import { drawn, HEX } from './samples.js';

describe('placeholders', () => {
  it.each([
    'xxxxxxxxxxxx',
    '********',
    'your-key-here',
    'YOUR_API_KEY',
    '${VAR}',
    '${VAR:-default}',
    '$(cat file)',
    '$TOKEN',
    '{{ secrets.token }}',
    '<token>',
    '%PASSWORD%',
    'example',
    'changeme',
    'abcdefghijklmnop',
    '1234567890123456',
    'a1b2c3d4e5f6g7h8i9j0',
    'abcd1234abcd1234abcd1234',
    'password123',
  ])('takes %s for one', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  it('takes no value for one because a word of them is in it', () => {
    for (const value of [
      `example${drawn(12)}`,
      `${drawn(10)}-test`,
      drawn(40, HEX),
      'hunter2-Blue',
      'correct9horse',
    ]) {
      expect(isPlaceholder(value), value).toBe(false);
    }
  });
});

describe('measures of a value', () => {
  it('gives the entropy in bits a character', () => {
    expect(entropyOf('')).toBe(0);
    expect(entropyOf('aaaa')).toBe(0);
    expect(entropyOf('abab')).toBe(1);
    expect(entropyOf('abcdefgh')).toBe(3);
  });

  it('knows the checksum of the last six characters', () => {
    // CRC-32 of "123456789" is cbf43926, the check value of its specification.
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    let rest = 0xcbf43926;
    let sum = '';
    for (let digit = 0; digit < 6; digit++) {
      sum = digits.charAt(rest % 62) + sum;
      rest = Math.floor(rest / 62);
    }
    expect(hasChecksum(`123456789${sum}`)).toBe(true);
    expect(hasChecksum(`123456780${sum}`)).toBe(false);
  });
});
