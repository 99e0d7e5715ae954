import { expect, it } from 'vitest';
import { latePattern } from '../../src/text/late-pattern.js';

it('is compiled when it is first asked for, and then stays', () => {
  const broken = latePattern('(', 'u');
  expect(broken).toThrow(SyntaxError);
  const letters = latePattern(String.raw`\p{L}+`, 'gu');
  expect(letters()).toEqual(/\p{L}+/gu);
  expect(letters()).toBe(letters());
});
