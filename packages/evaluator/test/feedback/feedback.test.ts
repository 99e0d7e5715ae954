import { describe, expect, it } from 'vitest';
import { evaluatorIn, freshFolder, StillClock } from '../support/workbench.js';
import type { FeedbackSignal, SentinelEvaluator } from '../../src/index.js';

const s1 = { sessionId: 's1' };

function recordAll(evaluator: SentinelEvaluator, ...signals: FeedbackSignal[]): void {
  for (const signal of signals) evaluator.feedback.record(signal, s1);
}

const EXAMPLE: FeedbackSignal[] = [
  'user_deleted_code',
  'user_modified_output',
  'user_modified_output',
  'user_modified_output',
];

describe('[S2-106] one deleted and three modified', () => {
  it('average −0.57: the mean is −0.575 exactly, cut toward zero', () => {
    const evaluator = evaluatorIn();
    recordAll(evaluator, ...EXAMPLE);
    expect(evaluator.feedback.stats()).toEqual({
      totalSignals: 4,
      negativeSignals: 4,
      positiveSignals: 0,
      averageStrength: -0.57,
      bySignal: { user_deleted_code: 1, user_modified_output: 3 },
    });
  });

  it('cuts a positive mean toward zero too', () => {
    const evaluator = evaluatorIn();
    recordAll(
      evaluator,
      'user_explicit_approval',
      'user_used_result',
      'user_used_result',
      'user_immediate_continue',
    );
    expect(evaluator.feedback.stats().averageStrength).toBe(0.57);
  });

  it('a mean that rounds to nothing is 0, not −0', () => {
    const evaluator = evaluatorIn();
    evaluator.feedback.record('user_deleted_code', { ...s1, confidence: 0.001 });
    expect(evaluator.feedback.stats().averageStrength).toBe(0);
  });
});

describe('[S2-105] what is no signal', () => {
  it.each(['bogus', '', '__proto__', 'constructor', 'USER_DELETED_CODE', null, 7])(
    '%j is an error, and nothing is kept',
    (signal) => {
      const evaluator = evaluatorIn();
      expect(() => evaluator.feedback.record(signal as FeedbackSignal, s1)).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
      );
      expect(evaluator.feedback.stats().totalSignals).toBe(0);
    },
  );

  it('the error names the signal and the known ones', () => {
    expect(() => evaluatorIn().feedback.record('bogus' as FeedbackSignal, s1)).toThrow(
      'Unknown feedback signal "bogus". Known: user_deleted_code, ',
    );
  });
});

it.each([0, -1, 1.1, Number.NaN, '1'])('a confidence of %s is an error', (confidence) => {
  expect(() =>
    evaluatorIn().feedback.record('user_used_result', { ...s1, confidence: confidence as number }),
  ).toThrow(`confidence must be a number above 0 and up to 1, got ${confidence}.`);
});

it('an agent cannot report its own feedback', () => {
  expect(() =>
    evaluatorIn().feedback.record('user_shared_output', { ...s1, source: 'agent' as never }),
  ).toThrow(
    "source must be 'explicit' or 'auto-detected', got agent. An agent cannot report its own feedback.",
  );
});

it.each(['', undefined, 3])('a session of %j is an error', (sessionId) => {
  expect(() =>
    evaluatorIn().feedback.record('user_shared_output', { sessionId: sessionId as string }),
  ).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});

it('[S2-107] satisfaction is 0–100, and its raw form −1…1', () => {
  const evaluator = evaluatorIn();
  expect(evaluator.feedback.satisfaction()).toBeNull();
  expect(evaluator.feedback.satisfactionRaw()).toBeNull();
  recordAll(evaluator, 'user_used_result', 'user_explicit_approval');
  expect(evaluator.feedback.satisfaction()).toBe(82);
  expect(evaluator.feedback.satisfactionRaw()).toBe(0.64);
});

it('only good signals stay within 100, only bad ones above 0', () => {
  const good = evaluatorIn();
  const bad = evaluatorIn();
  for (let index = 0; index < 50; index += 1) {
    recordAll(good, 'user_shared_output');
    recordAll(bad, 'user_deleted_code');
  }
  expect([good.feedback.satisfaction(), bad.feedback.satisfaction()]).toEqual([90, 10]);
});

describe('[S2-108] satisfaction of a session and of a window', () => {
  it('asks only the signals of the session', () => {
    const evaluator = evaluatorIn();
    evaluator.feedback.record('user_shared_output', { sessionId: 'happy' });
    evaluator.feedback.record('user_deleted_code', { sessionId: 'sad' });
    expect(evaluator.feedback.satisfaction('happy')).toBe(90);
    expect(evaluator.feedback.satisfaction('sad')).toBe(10);
    expect(evaluator.feedback.satisfaction('unheard of')).toBeNull();
    expect(evaluator.feedback.stats('sad').totalSignals).toBe(1);
  });

  it('asks only the signals of the last hours', () => {
    const clock = new StillClock();
    const evaluator = evaluatorIn(freshFolder(), { clock });
    recordAll(evaluator, 'user_deleted_code');
    clock.moveHours(25);
    recordAll(evaluator, 'user_shared_output');
    evaluator.feedback.record('user_deleted_code', { sessionId: 'other' });
    expect(evaluator.feedback.satisfaction('s1', 24)).toBe(90);
    expect(evaluator.feedback.satisfaction('s1', 26)).toBeLessThan(60);
    clock.moveHours(48);
    expect(evaluator.feedback.satisfaction('s1', 24)).toBeNull();
    expect(evaluator.feedback.satisfaction('s1')).not.toBeNull();
  });

  it('a window over everything is the same as no window', () => {
    const evaluator = evaluatorIn();
    recordAll(evaluator, ...EXAMPLE, 'user_used_result');
    expect(evaluator.feedback.satisfaction('s1', 1000)).toBe(evaluator.feedback.satisfaction('s1'));
  });

  it.each([0, -1, Number.NaN])('a window of %d hours is an error', (hours) => {
    expect(() => evaluatorIn().feedback.satisfaction('s1', hours)).toThrow(
      `hours must be a number above 0, got ${hours}.`,
    );
  });
});

describe('implicitFeedbackEnabled: false', () => {
  it('keeps no auto-detected signal, and every explicit one', () => {
    const evaluator = evaluatorIn(freshFolder(), { implicitFeedbackEnabled: false });
    expect(evaluator.feedback.record('user_deleted_code', { ...s1, source: 'auto-detected' })).toBeNull();
    recordAll(evaluator, 'user_used_result');
    expect(evaluator.feedback.stats()).toMatchObject({ totalSignals: 1, averageStrength: 0.7 });
  });
});

it('[S2-138] a recorded signal is there for the next instance', () => {
  const dir = freshFolder();
  const first = evaluatorIn(dir);
  const kept = first.feedback.record('user_modified_output', {
    ...s1,
    source: 'auto-detected',
    confidence: 0.8,
  });
  expect(kept).toMatchObject({
    signal: 'user_modified_output',
    sessionId: 's1',
    source: 'auto-detected',
    confidence: 0.8,
    strength: -0.2,
  });
  expect(evaluatorIn(dir).feedback.stats('s1')).toEqual(first.feedback.stats('s1'));
});
