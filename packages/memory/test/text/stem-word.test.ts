import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainForm } from '../../src/text/irregular-forms.js';
import { stemWord } from '../../src/text/stem-word.js';

describe('a stemmed word', () => {
  // Words and stems as in the description of the algorithm by its author.
  it.each([
    ['caresses', 'caress'],
    ['flies', 'fli'],
    ['ties', 'tie'],
    ['gas', 'gas'],
    ['gaps', 'gap'],
    ['kiwis', 'kiwi'],
    ['agreed', 'agre'],
    ['luxuriating', 'luxuri'],
    ['hopping', 'hop'],
    ['hoping', 'hope'],
    ['consist', 'consist'],
    ['consistency', 'consist'],
    ['consistently', 'consist'],
    ['consolations', 'consol'],
    ['knightly', 'knight'],
    ['knives', 'knive'],
    ['generously', 'generous'],
    ['communication', 'communic'],
    ['nationalization', 'nation'],
    ['hopefulness', 'hope'],
    ['formative', 'format'],
    ['adoption', 'adopt'],
    ['controlling', 'control'],
    ['skies', 'sky'],
    ['dying', 'die'],
    ['succeeds', 'succeed'],
    ['saying', 'say'],
    ['boy', 'boy'],
    ["dogs'", 'dog'],
  ])('%s becomes %s', (word, stem) => {
    expect(stemWord(word)).toBe(stem);
  });

  it.each([
    ['deploy', ['deploys', 'deployed', 'deploying']],
    ['run', ['running', 'runs']],
    ['cache', ['caches', 'cached', 'caching']],
    ['policy', ['policies']],
    ['quick', ['quickly']],
  ])('%s meets %j', (word, others) => {
    for (const other of others) expect(stemWord(other)).toBe(stemWord(word));
  });

  it.each(['go', '变更', 'v8', 'café', 'x'.repeat(41), ''])('stays as it is when it is %j', (word) => {
    expect(stemWord(word)).toBe(word);
  });

  it('is never empty, and the same each time', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z']{1,45}$/u), (word) => {
        expect(stemWord(word)).toBe(stemWord(word));
        if (/[a-z]/u.test(word)) expect(stemWord(word)).not.toBe('');
      }),
    );
  });
});

it('an irregular form leads to its plain form, and any other word to itself', () => {
  expect(['went', 'bought', 'children', 'taken', 'walked', '__proto__'].map(plainForm)).toEqual([
    'go',
    'buy',
    'child',
    'take',
    'walked',
    '__proto__',
  ]);
});
