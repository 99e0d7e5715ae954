import { describe, expect, it } from 'vitest';
import { scorePostExec } from '../../src/index.js';
import { verdictOf } from '../support/workbench.js';
import type { PostExecFacts } from '../../src/index.js';

const pass = verdictOf('PASS');
const unchecked = {
  status: 'WARN',
  checks: [{ check: 'lint', status: 'not-checked', message: { en: '', zh: '' } }],
} as const;
const score = (facts: Partial<PostExecFacts>) =>
  scorePostExec({ status: 'succeeded', verdict: unchecked, ...facts });

describe('[S2-95] the post-execution score', () => {
  it('joins verification, acceptance and use of the result as .3, .4 and .3', () => {
    const context = (userAccepted: boolean, resultWasUsed: boolean) => ({ userAccepted, resultWasUsed });
    expect(score({ verdict: pass, context: context(true, true) }).score).toBe(100);
    expect(score({ verdict: verdictOf('FAIL'), context: context(true, true) }).score).toBe(70);
    expect(score({ verdict: pass, context: context(false, true) }).score).toBe(60);
    expect(score({ verdict: pass, context: context(true, false) }).score).toBe(70);
    expect(score({ verdict: verdictOf('WARN'), context: context(true, true) }).score).toBe(85);
    expect(score({ verdict: verdictOf('FAIL'), context: context(false, false) }).score).toBe(0);
  });

  it('scales the weights to what is known', () => {
    expect(score({ verdict: pass }).score).toBe(100);
    expect(score({ verdict: verdictOf('FAIL'), context: { userAccepted: true } }).score).toBe(57);
  });
});

it('absent facts are unknown, not false', () => {
  expect(score({})).toEqual({
    score: null,
    verify: null,
    acceptance: null,
    resultUse: null,
    verifyPassed: null,
  });
});

it('an edit lowers acceptance; no edit alone is no acceptance', () => {
  const accepted = (context: PostExecFacts['context']) => score({ ...(context && { context }) }).acceptance;
  expect(accepted({ userAccepted: true, userProvidedEdit: true })).toBe(60);
  expect(accepted({ userProvidedEdit: true })).toBe(40);
  expect(accepted({ userAccepted: false, userProvidedEdit: true })).toBe(0);
  expect(accepted({ userProvidedEdit: false })).toBeNull();
});

it('a verdict that could check nothing is no evidence', () => {
  expect(score({}).verifyPassed).toBeNull();
  expect(score({ verdict: pass }).verifyPassed).toBe(true);
  expect(score({ verdict: verdictOf('WARN') }).verifyPassed).toBe(true);
  expect(score({ verdict: verdictOf('FAIL') }).verifyPassed).toBe(false);
});

it('a dry run has no outcome to score', () => {
  expect(score({ status: 'planned', verdict: pass, context: { userAccepted: true } }).score).toBeNull();
});
