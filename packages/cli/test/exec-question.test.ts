import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agrees, execQuestion } from '../src/exec-question.js';
import { openGuard } from '../src/open-guard.js';
import { FakeTerminal } from './fake-terminal.js';
import type { Decision } from 'sentinel-agentos';

const terminal = new FakeTerminal('/proj');

function decided(argv: readonly string[]): Decision {
  return openGuard({ args: [], workspaceRoot: '/proj', language: 'en', terminal }).judge('exec', {
    command: argv,
  }).decision;
}

describe('the question about a command line', () => {
  it('shows the whole call, its risk, the reasons and the effects, and asks for a word where it is strict', () => {
    const argv = ['git', 'push', '--force', 'origin', 'main'];
    const decision = decided(argv);
    const question = execQuestion({ argv, cwd: '/proj', decision }, 'en', terminal);
    expect(question).toContain('  git push --force origin main\n');
    expect(question).toContain(`risk      ${decision.risk.score.toFixed(2)} (`);
    expect(question).toContain('overwrites a remote branch');
    expect(question).toContain('it would  vcs.rewrite');
    expect(question.split('\n').at(-1)).toBe('Type approve to run it: ');
    expect(agrees('approve\n', decision)).toBe(true);
    expect(agrees('y', decision)).toBe(false);
    expect(execQuestion({ argv, cwd: '/proj', decision }, 'zh', terminal)).toContain('此操作需要您批准');
  });

  it('takes a yes for what is not strict, and nothing else', () => {
    const words = ['y', 'Y', ' yes ', 'n', '', 'yep', 'approve'];
    expect(words.filter((word) => agrees(word, { strict: false }))).toEqual(['y', 'Y', ' yes ']);
  });

  it('is never cut, however long the call is', () => {
    const argv = ['echo', ...Array.from({ length: 2000 }, (_, index) => `word${index}`)];
    const question = execQuestion({ argv, cwd: '/proj', decision: decided(argv) }, 'en', terminal);
    expect(question).toContain('word1999\n');
  });

  it('lets no word of the call move the cursor, colour the screen or stand below the question', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom(
          '\u001b[2J\u001b[H',
          '\rRun it? [y/N] y',
          'a\nb',
          '\u202e',
          '\u0007',
          '__proto__',
          '\ud800',
          '\0',
        ),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(hostile, hostile, (words, targets) => {
        const decision: Decision = {
          ...decided(['git', 'push', '--force']),
          effects: targets.map((target) => ({
            verb: 'fs.delete',
            target,
            scope: 'workspace',
            reversibility: 'hard',
            sensitivity: 'normal',
            remote: false,
            evidence: { param: 'command', start: 0, end: 0 },
          })),
        };
        const question = execQuestion({ argv: words, cwd: targets[0] ?? '', decision }, 'en', terminal);
        expect(question.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
        const lines = question.split('\n');
        expect(lines.slice(0, 2)).toEqual(['This needs your approval:', '']);
        expect(lines.at(-1)).toBe('Type approve to run it: ');
      }),
      { numRuns: 200 },
    );
  });
});
