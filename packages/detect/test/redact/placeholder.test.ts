import { describe, expect, it } from 'vitest';
import { createPersonalScanner } from '../../src/personal/personal-scanner.js';
import { OTHER_LETTERS, PLACEHOLDER_LETTERS } from '../../src/redact/placeholder-letters.js';
import { PLACEHOLDER_LENGTH, placeholderOf, placeholdersIn } from '../../src/redact/placeholder.js';

const KEY = new Uint8Array(32).fill(7);

describe('placeholders', () => {
  it.each(Object.entries(PLACEHOLDER_LETTERS))('of %s begin with the letters %s', (type, letters) => {
    const placeholder = placeholderOf(KEY, type, 'a value', 0);
    expect(placeholder.startsWith(`⟦${letters}·`)).toBe(true);
    expect(placeholder).toHaveLength(PLACEHOLDER_LENGTH);
    expect(placeholdersIn(`a ${placeholder} b`)).toEqual([{ text: placeholder, start: 2 }]);
  });

  it.each(['mine', '__proto__', 'constructor', ''])(
    'of the unknown type %j have letters of their own',
    (type) => {
      expect(placeholderOf(KEY, type, 'a value', 0)).toMatch(`⟦${OTHER_LETTERS}·`);
    },
  );

  it('tell a card, an account, an identity and an address of the net apart', () => {
    const text =
      'card 4111 1111 1111 1111, account DE89370400440532013000, SSN 536-22-1234, from 81.2.69.142';
    const letters = createPersonalScanner()
      .scan(text)
      .detections.map(({ type }) => placeholderOf(KEY, type, 'a value', 0).slice(1, 3));
    expect(letters).toEqual(['CC', 'IB', 'SN', 'IP']);
  });
});
