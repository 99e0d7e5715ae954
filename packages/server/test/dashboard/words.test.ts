import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHINESE } from '../../dashboard/words/chinese.js';
import { ENGLISH } from '../../dashboard/words/english.js';
import { createSay } from '../../dashboard/words/say.js';

const FOLDER = fileURLToPath(new URL('../../dashboard/', import.meta.url));
const SOURCE = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js') && !name.startsWith('words'))
  .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
  .join('\n');

const KEYS = Object.keys(ENGLISH);
/** Texts and templates that stand where a key may stand: in a call of `say`, whole or as one of two choices. */
const CALLS = [...SOURCE.matchAll(/\bsay\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].map((match) => match[1] ?? '');
const WHOLE = CALLS.flatMap((call) => [...call.matchAll(/'([\w.-]+)'/g)].map((match) => match[1] ?? ''));
const MADE = CALLS.flatMap((call) => [...call.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '')).map(
  (template) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
);

const placesOf = (text: string): readonly string[] => (text.match(/\{[a-z]+\}/g) ?? []).sort();

describe('the words of the dashboard', () => {
  it('are the same messages in both languages, with the same places', () => {
    expect(Object.keys(CHINESE)).toEqual(KEYS);
    const chinese = new Map(Object.entries(CHINESE));
    for (const [key, text] of Object.entries(ENGLISH)) {
      expect([key, placesOf(chinese.get(key) ?? '')]).toEqual([key, placesOf(text)]);
    }
  });

  it('are in the language that they say', () => {
    const own = new Set(['language.other']);
    for (const [key, text] of Object.entries(CHINESE)) {
      if (!own.has(key)) expect([key, /\p{Script=Han}|^R\(t\)/u.test(text)]).toEqual([key, true]);
    }
    for (const [key, text] of Object.entries(ENGLISH)) {
      if (!own.has(key)) expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false]);
    }
  });

  it('are there for every key that is used', () => {
    expect(WHOLE.length).toBeGreaterThan(100);
    expect(WHOLE.filter((key) => key.includes('.') && !KEYS.includes(key))).toEqual([]);
    for (const made of MADE)
      expect([made.source, KEYS.some((key) => made.test(key))]).toEqual([made.source, true]);
  });

  it('are all used', () => {
    const unused = KEYS.filter((key) => !WHOLE.includes(key) && !MADE.some((made) => made.test(key)));
    expect(unused).toEqual([]);
  });

  it('take any value for a text, whatever it holds', () => {
    const say = createSay('en');
    expect(say('approvals.left', { time: '{count}$&' })).toBe('{count}$& left');
    expect(say('approvals.left')).toBe('{time} left');
    expect(say('__proto__')).toBe('__proto__');
    expect(createSay('zh')('approvals.left', { time: '1:00' })).toBe('剩余 1:00');
  });
});
