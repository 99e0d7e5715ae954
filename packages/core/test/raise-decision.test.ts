import { describe, expect, it } from 'vitest';
import { raiseDecision } from '../src/index.js';
import { sampleDecision } from '../src/testing/index.js';
import type { Action, Finding } from '../src/index.js';

const finding = (floor: Action, rule = `trust.${floor}`): Finding => ({
  gate: 'trust',
  rule,
  floor,
  message: { en: `found ${floor}`, zh: `发现 ${floor}` },
});
const ACTIONS: readonly Action[] = ['auto', 'notify', 'confirm', 'deny'];

describe('raising a decision', () => {
  it('leaves a decision alone where nothing was found', () => {
    const decision = sampleDecision('auto');
    expect(raiseDecision(decision, [])).toBe(decision);
  });

  it('takes the more careful of the decision and of each finding, for every pair', () => {
    for (const [place, action] of ACTIONS.entries()) {
      for (const [height, floor] of ACTIONS.entries()) {
        const raised = raiseDecision(sampleDecision(action), [finding('auto'), finding(floor)]);
        expect(raised.action).toBe(ACTIONS[Math.max(place, height)]);
        expect(raised.findings).toHaveLength(2);
      }
    }
  });

  it('has an approval that a finding asks for given each time anew', () => {
    expect(raiseDecision(sampleDecision('confirm'), [finding('confirm')])).toMatchObject({ strict: true });
    expect(raiseDecision(sampleDecision('confirm'), [finding('notify')])).toMatchObject({ strict: false });
    expect(raiseDecision(sampleDecision('auto'), [finding('confirm')])).toMatchObject({ strict: true });
  });

  it('gives the reason of the worst finding, and names its gate in both languages', () => {
    const raised = raiseDecision(sampleDecision('auto'), [
      finding('confirm'),
      finding('deny', 'trust.halted'),
    ]);
    expect(raised.reason).toEqual({ en: 'found deny', zh: '发现 deny' });
    expect(raised.explanation).toEqual({
      en: 'DENY: [trust: trust.halted] found deny; sample auto',
      zh: 'DENY：[trust: trust.halted] 发现 deny；示例 auto',
    });
  });

  it('keeps the reason of a decision that was as careful before', () => {
    const decision = sampleDecision('deny');
    expect(raiseDecision(decision, [finding('deny')])).toMatchObject({ reason: decision.reason });
  });
});
