import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefused } from '../../../src/effects/shell/refused-text.js';
import { levelOf, read } from '../reading.js';

describe('a text that every shell refuses', () => {
  it.each(['<Q>', 'git clone <url>', 'cd <folder>', '<Ctrl g><ArrowKeys>', 'wc -l <'])('is %s', (text) => {
    expect(isRefused(text)).toBe(true);
    expect(read(text).findings).toEqual([]);
  });

  it.each([
    ['an end that is part of a comment', 'rm -rf / # <x>'],
    ['an open quote, which a shell that is kept waits for the rest of', "echo '"],
    ['more than one line', 'rm -rf src\n<Q>'],
    ['more than one command', 'rm -rf src; <Q>'],
    ['an escaped end', 'rm -rf src \\>'],
    ['a substitution', 'rm -rf $(x) <Q>'],
    ['a pattern of zsh for numbers', 'rm -rf <->'],
    ['a pattern of zsh for some numbers', 'shred log/<1-99>'],
  ])('is not %s', (_, text) => {
    expect(isRefused(text)).toBe(false);
  });

  it('is read all the same, so nothing is hidden by making a text invalid', () => {
    for (const end of ['>', '<', ' <x>', ' >']) expect(levelOf(read(`rm -rf /${end}`))).toBe('deny');
  });

  it('has no quote, no expansion and no second command in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        if (isRefused(`${text}>`)) expect(text).not.toMatch(/['"`$\\#;&|(){}\n\r!]/u);
      }),
    );
  });
});
