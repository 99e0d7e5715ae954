import { describe, expect, it } from 'vitest';
import { sampleCompleted } from '@sentinel-agentos/core/testing';
import { factsOfBlocked, factsOfCompleted } from '../../src/trust/call-facts.js';

const completed = sampleCompleted();
const { call, decision } = completed;

describe('what trust reads of a call', () => {
  it('that ran', () => {
    expect(factsOfCompleted(completed)).toMatchObject({
      callId: call.id,
      tool: call.tool,
      at: completed.startedAt + completed.durationMs,
      durationMs: completed.durationMs,
      ran: true,
      effects: decision.effects,
      rules: decision.findings.map(({ rule }) => rule),
      approvedByPerson: false,
      rollbackFailed: false,
    });
  });

  it('that was stopped', () => {
    const blocked = { call, decision, approval: { status: 'not-needed' }, reason: 'no', at: 7 } as const;
    expect(factsOfBlocked(blocked)).toMatchObject({ ran: false, at: 7, durationMs: 0 });
  });

  it('that asks again what a person declined: only what is refused again counts', () => {
    const message = { en: 'again', zh: '又一次' };
    const rulesAt = (floor: 'confirm' | 'deny'): readonly string[] => {
      const again = { gate: 'policy', rule: 'variant.refused', floor, message } as const;
      return factsOfCompleted({ ...completed, decision: { ...decision, findings: [again] } }).rules;
    };
    expect(rulesAt('confirm')).toEqual([]);
    expect(rulesAt('deny')).toEqual(['variant.refused']);
  });

  it('that is refused: not by trust, which refuses for what was before', () => {
    const message = { en: 'no', zh: '否' };
    const findings = [
      { gate: 'policy', rule: 'risk.band', floor: 'deny', message },
      { gate: 'policy', rule: 'flow.secret', floor: 'confirm', message },
      { gate: 'trust', rule: 'trust.block', floor: 'deny', message },
    ] as const;
    const { refusedBy } = factsOfCompleted({ ...completed, decision: { ...decision, findings } });
    expect(refusedBy).toEqual(['risk.band']);
  });

  it.each([
    ['granted', true],
    ['delegated', false],
    ['not-needed', false],
  ] as const)('an approval that was %s speaks for a person: %j', (status, approvedByPerson) => {
    const approval = status === 'granted' ? { status, by: 'ada' } : { status };
    expect(factsOfCompleted({ ...completed, approval })).toMatchObject({ approvedByPerson });
  });

  it.each([
    ['complete', false],
    ['partial', true],
    ['failed', true],
  ] as const)('a rollback that was %s has failed: %j', (status, rollbackFailed) => {
    expect(factsOfCompleted({ ...completed, rollback: { status, paths: [] } })).toMatchObject({
      rollbackFailed,
    });
  });

  it('a dry run did not run', () => {
    expect(factsOfCompleted({ ...completed, run: { status: 'planned', plan: null } }).ran).toBe(false);
  });

  it('[S4-30] the class a host set wins', () => {
    expect(factsOfCompleted(completed, { [call.tool]: 'HIGH' }).toolClass).toBe('HIGH');
  });
});
