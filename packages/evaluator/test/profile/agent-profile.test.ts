import { sampleDecision } from '@sentinel-agentos/core/testing';
import { describe, expect, it } from 'vitest';
import { completedCall, evaluatorIn, freshFolder, StillClock, verdictOf } from '../support/workbench.js';
import type { SentinelEvaluator } from '../../src/index.js';

function assessAll(
  evaluator: SentinelEvaluator,
  count: number,
  changes: Parameters<typeof completedCall>[0] = {},
): void {
  for (let index = 0; index < count; index += 1) evaluator.assess(completedCall(changes));
}

const failing = {
  run: { status: 'failed', error: 'broken' },
  verdict: verdictOf('FAIL'),
  context: { retryCount: 5 },
} as const;

it('says nothing without evidence', () => {
  const profile = evaluatorIn().getProfile();
  expect(profile).toMatchObject({
    sessionId: null,
    overallScore: null,
    interval: null,
    grade: null,
    sampleSize: 0,
    warnings: [],
    strengths: [],
  });
  expect(new Set(Object.values(profile.trends))).toEqual(new Set(['insufficient-data']));
});

it('is plain JSON', () => {
  const evaluator = evaluatorIn();
  assessAll(evaluator, 3);
  const profile = evaluator.getProfile();
  expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
});

it('[S2-109] weighs pre-exec .2, runtime .25, post-exec .3 and satisfaction .25', () => {
  const evaluator = evaluatorIn();
  evaluator.assess(completedCall({ run: { status: 'timed-out', afterMs: 1 }, verdict: verdictOf('WARN') }));
  expect(evaluator.getProfile().overallScore).toBe(63); // (.2 × 99 + .25 × 50 + .3 × 50) / .75 = 63.07
  evaluator.feedback.record('user_deleted_code', { sessionId: 's1' });
  expect(evaluator.getProfile().overallScore).toBe(50); // 47.3 + .25 × 10
});

describe('[S2-109] the trend', () => {
  it('is improving or declining when the last calls differ by more than 3 points', () => {
    const evaluator = evaluatorIn();
    assessAll(evaluator, 10, failing);
    expect(evaluator.getProfile().trends).toMatchObject({ overall: 'stable', runtime: 'stable' });
    assessAll(evaluator, 5);
    expect(evaluator.getProfile().trends).toMatchObject({
      overall: 'improving',
      runtime: 'improving',
      preExec: 'stable',
    });
    assessAll(evaluator, 40);
    assessAll(evaluator, 5, failing);
    expect(evaluator.getProfile().trends).toMatchObject({ overall: 'declining', runtime: 'declining' });
  });

  it('takes five observations', () => {
    const evaluator = evaluatorIn();
    assessAll(evaluator, 4);
    expect(evaluator.getProfile().trends.overall).toBe('insufficient-data');
    assessAll(evaluator, 1);
    expect(evaluator.getProfile().trends.overall).toBe('stable');
  });
});

it('[S2-141] a session has a profile of its own', () => {
  const evaluator = evaluatorIn();
  assessAll(evaluator, 3, { sessionId: 'good' });
  assessAll(evaluator, 3, { sessionId: 'bad', ...failing });
  const [good, bad, all] = [
    evaluator.getProfile('good'),
    evaluator.getProfile('bad'),
    evaluator.getProfile(),
  ];
  expect(good.overallScore).toBe(100);
  expect(bad.overallScore).toBeLessThan(35);
  expect(all.overallScore).toBeGreaterThan(bad.overallScore ?? 100);
  expect(all.overallScore).toBeLessThan(good.overallScore ?? 0);
  expect(good).toMatchObject({
    sessionId: 'good',
    operations: { total: 3, verifyFailures: 0, last24h: null },
  });
  expect(bad.warnings).toEqual(['3 verify failures in last 24h — review session #bad']);
  expect(good.warnings).toEqual([]);
  expect(evaluator.getProfile('unheard of')).toMatchObject({ overallScore: null, sampleSize: 0 });
  expect(evaluator.profiler.profile('good')).toEqual(good);
});

it('is graded by its lower bound: ten flawless calls are a B, forty an A', () => {
  const evaluator = evaluatorIn();
  assessAll(evaluator, 10);
  expect(evaluator.getProfile()).toMatchObject({ overallScore: 100, grade: 'B' });
  assessAll(evaluator, 30);
  const { grade, interval } = evaluator.getProfile();
  expect(grade).toBe('A');
  expect(interval?.lower).toBeGreaterThanOrEqual(80);
  expect(interval?.upper).toBe(100);
});

it('names the last calls and signals that each number rests on', () => {
  const evaluator = evaluatorIn();
  evaluator.assess(completedCall({ id: 'op_1' }));
  const signal = evaluator.feedback.record('user_used_result', { sessionId: 's1' });
  const { details } = evaluator.getProfile();
  expect(details.runtime).toMatchObject({ n: 1, evidence: ['op_1'] });
  expect(details.satisfaction).toMatchObject({ n: 1, evidence: [`user_used_result#${signal?.id}`] });
});

describe('[S2-111] the warning of declining satisfaction', () => {
  const warning = 'User satisfaction declining — review recent sessions';

  it('comes after one deletion and three modifications', () => {
    const evaluator = evaluatorIn();
    evaluator.feedback.record('user_deleted_code', { sessionId: 's1' });
    for (let index = 0; index < 3; index += 1)
      evaluator.feedback.record('user_modified_output', { sessionId: 's1' });
    expect(evaluator.getProfile().warnings).toEqual([warning]);
    expect(evaluator.getProfile().notices.warnings[0]?.evidence).toHaveLength(4);
  });

  it('comes when it falls below neutral from a height', () => {
    const evaluator = evaluatorIn();
    for (let index = 0; index < 10; index += 1)
      evaluator.feedback.record('user_immediate_continue', { sessionId: 's1' });
    expect(evaluator.getProfile().warnings).toEqual([]);
    for (let index = 0; index < 8; index += 1)
      evaluator.feedback.record('user_modified_output', { sessionId: 's1' });
    expect(evaluator.getProfile().warnings).toEqual([warning]);
  });

  it('does not come for two bad signals, nor for good ones', () => {
    const evaluator = evaluatorIn();
    evaluator.feedback.record('user_deleted_code', { sessionId: 's1' });
    evaluator.feedback.record('user_deleted_code', { sessionId: 's1' });
    expect(evaluator.getProfile().warnings).toEqual([]);
    for (let index = 0; index < 9; index += 1)
      evaluator.feedback.record('user_used_result', { sessionId: 's1' });
    expect(evaluator.getProfile().warnings).toEqual([]);
  });
});

describe('[S2-112] the warning of verify failures', () => {
  const failed = { verdict: verdictOf('FAIL') };

  it('counts those of the last 24 hours and names the session with most of them', () => {
    const clock = new StillClock();
    const evaluator = evaluatorIn(freshFolder(), { clock });
    assessAll(evaluator, 4, { sessionId: 'long ago', ...failed });
    clock.moveHours(25);
    assessAll(evaluator, 1, { sessionId: '1', ...failed });
    expect(evaluator.getProfile().warnings).toEqual(['1 verify failure in last 24h — review session #1']);
    assessAll(evaluator, 2, { sessionId: '3', ...failed });
    assessAll(evaluator, 1, { sessionId: '4', ...failed });
    const { warnings, notices, operations } = evaluator.getProfile();
    expect(warnings).toEqual(['4 verify failures in last 24h — review session #3']);
    expect(notices.warnings[0]?.text.zh).toBe('24小时内4次校验失败 — 检查会话 #3');
    expect(notices.warnings[0]?.evidence).toHaveLength(4);
    expect(operations).toMatchObject({ total: 8, last24h: 4, verifyFailures: 8 });
    clock.moveHours(25);
    expect(evaluator.getProfile().warnings).toEqual([]);
  });

  it('a hostile session name cannot forge a line', () => {
    const evaluator = evaluatorIn();
    assessAll(evaluator, 1, { sessionId: `3\n--- ✅ Strengths ---\u202e${'x'.repeat(100)}`, ...failed });
    const [warning = ''] = evaluator.getProfile().warnings;
    expect(warning).not.toMatch(/[\n\u202e]/);
    expect(warning.length).toBeLessThan(120);
  });
});

describe('[S2-113] strengths, on the scale of 0–100', () => {
  const reliable = 'Excellent execution reliability';

  it('reliable from 90 on, over five calls', () => {
    const evaluator = evaluatorIn();
    assessAll(evaluator, 4);
    expect(evaluator.getProfile().strengths).toEqual([]);
    assessAll(evaluator, 1);
    expect(evaluator.getProfile().strengths).toEqual([reliable]);
    assessAll(evaluator, 10, { context: { retryCount: 1 } });
    expect(evaluator.getProfile().breakdown.runtime).toBe(90);
    expect(evaluator.getProfile().strengths).toEqual([reliable]);
    assessAll(evaluator, 1, { context: { retryCount: 1 } });
    expect(evaluator.getProfile().breakdown.runtime).toBeLessThan(90);
    expect(evaluator.getProfile().strengths).toEqual([]);
  });

  it('an agent at a few per cent is not praised but warned of', () => {
    const evaluator = evaluatorIn();
    assessAll(evaluator, 20, { ...failing, context: { retryCount: 6 } });
    expect(evaluator.getProfile().breakdown.runtime).toBeLessThan(2);
    expect(evaluator.getProfile().strengths).toEqual([]);
    expect(evaluator.getProfile().warnings).toContain(
      'Execution unreliable — calls fail, time out or need retries',
    );
  });

  it('an agent whose runs succeed but whose claims are refuted is not reliable', () => {
    const evaluator = evaluatorIn();
    assessAll(evaluator, 9);
    assessAll(evaluator, 1, { verdict: verdictOf('FAIL') });
    expect(evaluator.getProfile().strengths).toEqual([]);
  });

  it('well received from a satisfaction of 75 on, over three signals', () => {
    const evaluator = evaluatorIn();
    evaluator.feedback.record('user_explicit_approval', { sessionId: 's1' });
    evaluator.feedback.record('user_explicit_approval', { sessionId: 's1' });
    expect(evaluator.getProfile().strengths).toEqual([]);
    evaluator.feedback.record('user_explicit_approval', { sessionId: 's1' });
    expect(evaluator.getProfile().strengths).toEqual(['Strong positive user feedback']);
    for (let index = 0; index < 3; index += 1)
      evaluator.feedback.record('user_immediate_continue', { sessionId: 's1' });
    expect(evaluator.getProfile().strengths).toEqual([]);
  });
});

it('counts operations of high risk from a score of 3', () => {
  const evaluator = evaluatorIn();
  const risk = { ...sampleDecision().risk, score: 3.46, score100: 33 };
  assessAll(evaluator, 2, { decision: sampleDecision('confirm', { risk }) });
  expect(evaluator.getProfile().operations.highRisk).toBe(2);
});
