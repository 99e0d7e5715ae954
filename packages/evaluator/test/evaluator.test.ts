import {
  evaluatorConformance,
  sampleCall,
  sampleDecision,
  sampleEffect,
} from '@sentinel-agentos/core/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { completedCall, evaluatorIn, freshFolder, StillClock, verdictOf } from './support/workbench.js';
import { createEvaluator, scorePostExec, scorePreExec, scoreRuntime } from '../src/index.js';
import type { EvaluatorOptions } from '../src/index.js';
import type { FileState, Snapshot } from '@sentinel-agentos/core';

describe('the conformance suite of evaluators', () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  const make = () => {
    const dir = mkdtempSync(join(tmpdir(), 'sentinel-evaluator-'));
    folders.push(dir);
    return createEvaluator({ dir });
  };
  for (const promise of evaluatorConformance(make)) it(promise.name, promise.run);
});

it('[S2-05] the profile changes with every phase and with feedback', () => {
  const evaluator = evaluatorIn();
  expect(evaluator.getProfile().breakdown).toEqual({
    preExec: null,
    runtime: null,
    postExec: null,
    satisfaction: null,
  });
  const noChecks = { status: 'WARN', checks: [] } as const;
  evaluator.assess(completedCall({ run: { status: 'aborted', reason: 'stop' }, verdict: noChecks }));
  expect(evaluator.getProfile().breakdown).toEqual({
    preExec: 99,
    runtime: null,
    postExec: null,
    satisfaction: null,
  });
  evaluator.assess(completedCall({ verdict: noChecks, context: { retryCount: 2 } }));
  expect(evaluator.getProfile().breakdown).toMatchObject({ runtime: 70, postExec: null });
  evaluator.assess(completedCall({ verdict: verdictOf('FAIL'), context: { userAccepted: true } }));
  expect(evaluator.getProfile().breakdown).toMatchObject({ postExec: 57, satisfaction: null });
  evaluator.feedback.record('user_used_result', { sessionId: 's1' });
  expect(evaluator.getProfile().breakdown).toMatchObject({ satisfaction: 85 });
});

it('an assessment joins the phases as .2, .25 and .3, and names the call it rests on', () => {
  const assessment = evaluatorIn().assess(
    completedCall({ id: 'op_7', run: { status: 'timed-out', afterMs: 5 }, verdict: verdictOf('FAIL') }),
  );
  expect(assessment).toMatchObject({ callId: 'op_7', preExec: 99, runtime: 50, postExec: 0 });
  expect(assessment.overall).toBe(43); // (.2 × 99 + .25 × 50 + .3 × 0) / .75
  expect(assessment.phases.runtime.adjustments).toEqual([{ reason: 'timeout', points: -50 }]);
});

it('a dry run has only a pre-execution score', () => {
  const assessment = evaluatorIn().assess(completedCall({ run: { status: 'planned', plan: {} } }));
  expect(assessment).toMatchObject({ preExec: 99, runtime: null, postExec: null, overall: 99 });
});

it('the phases can be used alone', () => {
  const evaluator = evaluatorIn();
  const before = { params: { path: 'TODO' }, decision: sampleDecision() };
  expect(evaluator.preExec.evaluate(before)).toEqual(scorePreExec(before));
  expect(evaluator.runtime.evaluate({ status: 'failed' })).toEqual(scoreRuntime({ status: 'failed' }));
  const after = { status: 'succeeded', verdict: verdictOf('PASS') } as const;
  expect(evaluator.postExec.evaluate(after)).toEqual(scorePostExec(after));
});

it('the score is that of the profile', () => {
  const evaluator = evaluatorIn();
  expect(evaluator.score()).toBeNull();
  evaluator.assess(completedCall());
  expect(evaluator.score()).toBe(evaluator.getProfile().overallScore);
});

describe('facts out of range', () => {
  it('are an error, and the call does not count', () => {
    const evaluator = evaluatorIn();
    const risk = { ...sampleDecision().risk, score: Number.NaN };
    const invalid = expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error;
    expect(() => evaluator.assess(completedCall({ context: { retryCount: -1 } }))).toThrow(invalid);
    expect(() => evaluator.assess(completedCall({ decision: sampleDecision('auto', { risk }) }))).toThrow(
      invalid,
    );
    expect(() => evaluator.assess(completedCall({ sessionId: '' }))).toThrow(invalid);
    expect(evaluator.getProfile().sampleSize).toBe(0);
  });

  it('a clock that shows no time too', () => {
    const clock = new StillClock();
    clock.time = Number.NaN;
    expect(() => evaluatorIn(freshFolder(), { clock }).assess(completedCall())).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  it.each([{ dir: '' }, { dir: 7 }, { dir: 'x', maxFileBytes: 0 }, { dir: 'x', maxFileBytes: Number.NaN }])(
    'options %j are an error',
    (options) => {
      expect(() => createEvaluator(options as EvaluatorOptions)).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
      );
    },
  );
});

describe('hostile names', () => {
  it.each(['__proto__', 'constructor', '\u0000', '\ud800', 'line\nbreak', '✓ '.repeat(200_000)])(
    'session %j has a profile of its own',
    (sessionId) => {
      const dir = freshFolder();
      const evaluator = evaluatorIn(dir);
      evaluator.assess(completedCall({ sessionId, id: sessionId }));
      evaluator.assess(completedCall({ sessionId: 'other' }));
      expect(evaluator.getProfile(sessionId).sampleSize).toBe(1);
      expect(evaluatorIn(dir).getProfile(sessionId).sampleSize).toBe(1);
      expect(evaluatorIn(dir).problems).toEqual([]);
    },
  );
});

describe('sessions', () => {
  it('are listed with what is known of each, the last active first', () => {
    const evaluator = evaluatorIn();
    evaluator.assess(completedCall({ sessionId: 'a', verdict: verdictOf('FAIL') }));
    evaluator.feedback.record('user_used_result', { sessionId: 'a' });
    evaluator.assess(completedCall({ sessionId: 'b' }));
    evaluator.endSession('a');
    evaluator.endSession('never seen');
    expect(evaluator.sessionOverview()).toMatchObject([
      {
        sessionId: 'a',
        operations: 1,
        verifyFailures: 1,
        highRisk: 0,
        signals: 1,
        satisfaction: 85,
        ended: true,
      },
      {
        sessionId: 'b',
        operations: 1,
        verifyFailures: 0,
        satisfaction: null,
        overallScore: 100,
        ended: false,
      },
    ]);
    expect(evaluator.profiler.overview()).toEqual(evaluator.sessionOverview());
  });
});

describe('what a session knew', () => {
  const target = '/workspace/notes.txt';
  const file = { path: target, kind: 'file' } as FileState;
  const snapshot: Snapshot = { id: 'op', takenAt: 0, files: [file], uncovered: [], git: null };
  const read = { decision: sampleDecision('auto', { effects: [sampleEffect({ verb: 'fs.read', target })] }) };
  const write = { snapshot };

  it('changing a file that was read scores above changing one that was not', () => {
    const [careful, blind] = [evaluatorIn(), evaluatorIn()];
    careful.assess(completedCall(read));
    expect(careful.assess(completedCall(write)).phases.preExec.contextUtilization.score).toBe(100);
    expect(blind.assess(completedCall({})).phases.preExec.contextUtilization.score).toBeNull();
    expect(
      blind.assess(completedCall({ sessionId: 's2', ...write })).phases.preExec.contextUtilization.score,
    ).toBe(40);
  });

  it('is not guessed for a session that began before this process', () => {
    const dir = freshFolder();
    evaluatorIn(dir).assess(completedCall(read));
    const later = evaluatorIn(dir).assess(completedCall(write));
    expect(later.phases.preExec.contextUtilization.score).toBeNull();
  });

  it('repeating a call that failed costs, unless something was changed meanwhile', () => {
    const evaluator = evaluatorIn();
    const decision = sampleDecision('auto', { digest: 'npm test', effects: [] });
    const failing = { decision, run: { status: 'failed', error: 'red' } } as const;
    expect(evaluator.assess(completedCall(failing)).runtime).toBe(70);
    expect(evaluator.assess(completedCall(failing))).toMatchObject({ runtime: 50 });
    expect(evaluator.assessBefore(sampleCall({ sessionId: 's1' }), decision).contextUtilization.score).toBe(
      0,
    );
    evaluator.assess(completedCall());
    expect(evaluator.assess(completedCall(failing)).runtime).toBe(70);
  });

  it('a call that failed and then succeeded is no repetition', () => {
    const evaluator = evaluatorIn();
    const decision = sampleDecision('auto', { digest: 'read', effects: [] });
    evaluator.assess(completedCall({ decision, run: { status: 'failed', error: '' } }));
    evaluator.assess(completedCall({ decision }));
    expect(evaluator.assess(completedCall({ decision })).phases.preExec.contextUtilization.score).toBeNull();
  });

  it('assessBefore keeps nothing', () => {
    const evaluator = evaluatorIn();
    expect(evaluator.assessBefore(sampleCall(), sampleDecision(), snapshot).score).toBe(99);
    expect(evaluator.getProfile().sampleSize).toBe(0);
  });

  it('is bounded: thousands of sessions and files are forgotten in turn', () => {
    const evaluator = evaluatorIn();
    const effects = Array.from({ length: 1500 }, (_, index) =>
      sampleEffect({ verb: 'fs.read', target: `/w/${index}` }),
    );
    evaluator.assess(completedCall({ decision: sampleDecision('auto', { effects }) }));
    const state = (path: string): Snapshot => ({ ...snapshot, files: [{ ...file, path }] });
    const change = (path: string) =>
      evaluator.assessBefore(
        sampleCall({ sessionId: 's1' }),
        sampleDecision('auto', { effects: [sampleEffect({ target: path })] }),
        state(path),
      ).contextUtilization.score;
    expect([change('/w/0'), change('/w/1499')]).toEqual([40, 100]);
    for (let index = 0; index < 201; index += 1)
      evaluator.assess(completedCall({ sessionId: `more-${index}` }));
    expect(change('/w/1499')).toBeNull();
  });
});
