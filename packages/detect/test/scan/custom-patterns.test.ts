import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { createStreamScanner } from '../../src/scan/stream-scanner.js';
import type { CustomPattern } from '../../src/scan/custom-patterns.js';
import type { SecretScannerOptions } from '../../src/scan/scanner-setup.js';

const employee: CustomPattern = { name: 'employee', pattern: '\\bEMP-([0-9]{5,8})\\b' };

function placesIn(text: string, options: SecretScannerOptions, size = text.length): [number, number][] {
  const stream = createStreamScanner(options);
  const found = [];
  for (let at = 0; at < text.length; at += size) found.push(...stream.write(text.slice(at, at + size)));
  found.push(...stream.end().detections);
  const places = found.map(({ start, end }): [number, number] => [start, end]);
  const whole = createSecretScanner(options).scan(text);
  expect(whole.detections.map(({ start, end }) => [start, end])).toEqual(places);
  expect(whole.incomplete).toBe(false);
  return places;
}

describe('patterns of the user on long lines', () => {
  it('[S4-33] match across every border, in a stream as in the whole', () => {
    for (const before of [0, 1, 4000, 4084, 4085, 4090, 4095, 4096, 8187, 70_000, 200_000]) {
      const text = `${'x '.repeat(before / 2)} EMP-12345678 tail ${'y '.repeat(5000)}`;
      const start = text.indexOf('1234');
      expect(placesIn(text, { customPatterns: [employee] }, 9973)).toEqual([[start, start + 8]]);
    }
  });

  it('[S4-33] know where a line and a word begin', () => {
    const customPatterns = [
      { name: 'line', pattern: '^id=([0-9]{4})' },
      { name: 'word', pattern: '\\bnumber=([0-9]{4})' },
    ];
    for (const length of [4095, 4096, 4097]) {
      expect(placesIn(`${'x'.repeat(length)}id=1234`, { customPatterns }, 1000)).toEqual([]);
      expect(placesIn(`${'x'.repeat(length)}number=1234`, { customPatterns }, 1000)).toEqual([]);
    }
    expect(placesIn('a\nid=1234 number=5678', { customPatterns }, 5)).toEqual([
      [5, 9],
      [17, 21],
    ]);
  });

  it('[S4-33] give no value of no length, and are refused where they match nothing', () => {
    const scan = (pattern: string) =>
      createSecretScanner({ customPatterns: [{ name: 'bad', pattern }] }).scan('foo and fooxx').detections;
    expect(scan('foo(x*)').map(({ start, end }) => [start, end])).toEqual([[11, 13]]);
    for (const pattern of ['\\b', '\\B', '^', '$', '(?m)^', '(?m)$', 'x*', '(?:a|)', '\\b(?:)']) {
      expect(() => scan(pattern), pattern).toThrow(/"bad".*matches the empty text/u);
    }
  });

  it('[S4-33] never use up the work that a text may cost, however many they are', () => {
    const customPatterns = Array.from({ length: 40 }, (_, index) => ({
      name: `rule-${index}`,
      pattern: `rule${index}-[0-9]{9}`,
      ...(index % 2 === 0 ? {} : { anchor: 'word' }),
    }));
    const result = createSecretScanner({ customPatterns }).scan(`${'word '.repeat(1000)}rule7-123456789`);
    expect(result).toMatchObject({ detections: [{ rule: 'custom.rule-7' }], incomplete: false });
  });
});
