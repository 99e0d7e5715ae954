import { SentinelError } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { compileLinearPattern } from '../../src/matching/linear-pattern.js';

describe('compileLinearPattern', () => {
  it('finds a pattern anywhere, or at the start only', () => {
    const pattern = compileLinearPattern('b+', 'here');
    expect(pattern.occursIn('abbc')).toBe(true);
    expect(pattern.find('abbc')).toBe('bb');
    expect(pattern.matchAtStart('abbc')).toBeNull();
    expect(pattern.matchAtStart('bbc')).toBe('bb');
    expect(pattern.find('a')).toBeNull();
    expect(pattern.source).toBe('b+');
  });

  it('anchors every alternative at the start', () => {
    expect(compileLinearPattern('x|y', 'here').matchAtStart('ay')).toBeNull();
    expect(compileLinearPattern('x|y', 'here').matchAtStart('ya')).toBe('y');
  });

  it('keeps the flags of a regular expression, but the start stays the start', () => {
    const pattern = compileLinearPattern(/^b.$/ims, 'here');
    expect(pattern.occursIn('a\nB\n')).toBe(true);
    expect(pattern.matchAtStart('a\nbx')).toBeNull();
    expect(compileLinearPattern(/a/gu, 'here').occursIn('ba')).toBe(true);
    expect(() => compileLinearPattern(/a/y, 'patterns.x')).toThrow(/patterns\.x has the flag y/u);
  });

  it.each(['[', '(?=a)', '(?<!a)b', '(a)\\1', '', 'a'.repeat(4097), '(a{1000}){1000}'])(
    '[S2-13] refuses %j when it is written, not when it is used',
    (source) => {
      const compile = (): unknown => compileLinearPattern(source, 'patterns.email');
      expect(compile).toThrow(/patterns\.email/u);
      try {
        compile();
      } catch (error) {
        expect(SentinelError.is(error, 'INVALID_CONFIG')).toBe(true);
      }
    },
  );

  it('[S2-13] answers a pattern that would take a backtracking engine for ever', () => {
    const text = 'a'.repeat(100_000);
    expect(compileLinearPattern('(a+)+$', 'here').occursIn(`${text}!`)).toBe(false);
    expect(compileLinearPattern('(a|a)*b', 'here').find(text)).toBeNull();
  });
});
