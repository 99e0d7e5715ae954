import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { drawn } from './samples.js';

const { scan } = createSecretScanner();
const at = (password: string, scheme = 'postgres'): string =>
  `DB=${scheme}://app:${password}@db.internal:5432/a`;
const judged = (text: string, value: string): number[] =>
  scan(text)
    .detections.filter(({ start, end }) => text.slice(start, end) === value)
    .map(({ severity }) => severity);

describe('passwords in addresses', () => {
  const word = drawn(6);

  it('[S4-72] are found with percent escapes and signs in them', () => {
    for (const password of [
      `P%40$$${word}2024`,
      `abc%C3%A9${word}99`,
      `${word}$9`,
      `${word}{9}`,
      `<9${word}`,
    ]) {
      expect(judged(at(password), password), password).toEqual([3]);
    }
  });

  it('[S4-72] are found, a step lower, where part of them might begin a template', () => {
    for (const password of [`my$ecret${word}99`, `Kd0b4${word}{x}9`, `a<b9k${word}2`, `a%zz${word}`]) {
      expect(judged(at(password), password), password).toEqual([2]);
    }
  });

  it.each([
    '$DB_PASSWORD',
    '${DB_PASSWORD}',
    '${env.get(a1)}',
    'x-${PASSWORD9}',
    '{password}',
    '{user}_{password}',
    '{{ password9 }}',
    'a{{password9}}',
    '#{password9}',
    '$(cat_password9)',
    '<password9>',
    'my<password9>',
    '%s',
    '%(password9)s',
    '%PASSWORD9%',
    ':password9',
    '[password9]',
    '********',
    '__PASSWORD9__',
  ])('are no templates: %s', (password) => {
    for (const scheme of ['postgres', 'https']) expect(scan(at(password, scheme)).detections).toEqual([]);
  });

  it('do not reach across the tags of a page', () => {
    expect(scan('<a href=http://a:b>x</a><b>me@example.com</b>').detections).toEqual([]);
    expect(scan('<p>http://host:<b>port9</b> me@example.com</p>').detections).toEqual([]);
  });
});
