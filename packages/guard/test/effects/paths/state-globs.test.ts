import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchWithin, mayBeginWithin } from '../../../src/effects/paths/state-globs.js';

const BASE = '/proj/app';
const STATE = '/proj/app/.agentos';

const match = (pattern: string): string | null => matchWithin(pattern, BASE, STATE);

describe('what a pattern stands for in a folder', () => {
  it.each([
    ['.agent*', STATE],
    ['.agent*/', STATE],
    ['.agent*/trust/*', `${STATE}/trust/*`],
    ['.a*/**', `${STATE}/**`],
    ['.[a-z]*/trust/*.switch', `${STATE}/trust/*.switch`],
    ['.[!.]*/x', `${STATE}/x`],
    ['.??*/x', `${STATE}/x`],
    ['.*/x', `${STATE}/x`],
    ['.agent[o]?/x', `${STATE}/x`],
    ['.[[:alpha:]]gentos/x', `${STATE}/x`],
    ['./.agent*/x', `${STATE}/x`],
    ['src/../.agent*/x', `${STATE}/x`],
    ['*/../.agent*/x', `${STATE}/x`],
    ['../*/.agent*/x', `${STATE}/x`],
    ['/proj/*/.a*/x', `${STATE}/x`],
    ['/**/.a*/x', `${STATE}/x`],
    ['**/.a*/x', `${STATE}/x`],
  ])('is told of %s', (pattern, expected) => {
    expect(match(pattern)).toBe(expected);
  });

  it.each([
    '*',
    '*/trust/*',
    '**/trust/*',
    '?agentos/x',
    '[.]agentos/x',
    '.cache*',
    '.agentos/trust/x',
    '.agent',
    'src/.agent*',
    '.agent*/../x',
    '.a*/../../y*',
    '../../../../*/x',
    '.next*/x',
    '.*',
    '.[!.]*/',
    '.??*',
    '../*/.[a-z]*',
    '.*.swp',
    '',
  ])('is nothing for %j', (pattern) => {
    expect(match(pattern)).toBeNull();
  });

  it('is told in bounded time of whatever is written, and never by a name alone', () => {
    for (const part of ['*/', '**/', '.*/', '?*']) expect(match(part.repeat(5000))).toBeNull();
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('.', '*', '?', '[', ']', '!', '-', 'a', 'g', '/', 'o'),
          maxLength: 40,
        }),
        (pattern) => {
          const found = match(pattern);
          if (found === null) return;
          expect(found === STATE || found.startsWith(`${STATE}/`)).toBe(true);
          expect(pattern).toMatch(/[*?[]/u);
          expect(mayBeginWithin(pattern, STATE) || pattern.includes('/')).toBe(true);
        },
      ),
    );
  });
});
