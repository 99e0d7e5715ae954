import { check } from './conformance-case.js';
import { sampleBlocked, sampleCompleted, sampleEvents, sampleUserChange, SAMPLE_RUNS } from '../samples.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Evaluator } from '../../ports/evaluator.js';
import type { MemoryRecorder } from '../../ports/memory-recorder.js';
import type { Observer } from '../../ports/observer.js';

const isScore = (score: number | null): boolean => score === null || (score >= 0 && score <= 100);

export function evaluatorConformance(make: () => Evaluator): readonly ConformanceCase[] {
  return [
    {
      name: 'there is no score without evidence',
      run: async () => check(make().score() === null, 'a score from nothing'),
    },
    {
      name: 'every score is null or between 0 and 100, however the call ended',
      run: async () => {
        const evaluator = make();
        for (const run of SAMPLE_RUNS) {
          const { preExec, runtime, postExec, overall } = evaluator.assess(sampleCompleted({ run }));
          for (const score of [preExec, runtime, postExec, overall, evaluator.score()]) {
            check(isScore(score), `a score of ${String(score)}`);
          }
        }
      },
    },
    {
      name: 'what a user deleted or rewrote can be told, and the score stays one',
      run: async () => {
        const evaluator = make();
        for (const change of ['deleted', 'rewritten'] as const) {
          evaluator.noteUserChange(sampleUserChange({ change }));
          check(isScore(evaluator.score()), `a score of ${String(evaluator.score())}`);
        }
      },
    },
  ];
}

export function memoryRecorderConformance(make: () => MemoryRecorder): readonly ConformanceCase[] {
  return [
    {
      name: 'every kind of ending can be recorded',
      run: async () => {
        const recorder = make();
        for (const run of SAMPLE_RUNS) recorder.record(sampleCompleted({ run }));
        recorder.recordBlocked(sampleBlocked());
      },
    },
  ];
}

export function observerConformance(make: () => Observer): readonly ConformanceCase[] {
  return [
    {
      name: 'every event can be observed',
      run: async () => {
        const observer = make();
        for (const event of sampleEvents()) observer.notify(event);
      },
    },
  ];
}
