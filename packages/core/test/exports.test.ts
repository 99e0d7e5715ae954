import { expect, it } from 'vitest';
import * as core from '../src/index.js';
import * as testing from '../src/testing/index.js';

it('exports exactly these names', () => {
  expect(Object.keys(core).sort()).toEqual([
    'GEN_AI',
    'MASK',
    'SentinelError',
    'ToolCallError',
    'createKernel',
    'parseParams',
    'raiseDecision',
    'sameParams',
    'toolParams',
    'toolResult',
    'wrapTools',
  ]);
});

it('exports exactly these names for tests of ports', () => {
  expect(Object.keys(testing).sort()).toEqual([
    'CallingExecutor',
    'CollectingMemory',
    'CollectingObserver',
    'CountingIds',
    'InMemoryJournal',
    'InMemorySnapshotter',
    'SAMPLE_RUNS',
    'ScriptedApprover',
    'ScriptedDetector',
    'ScriptedEvaluator',
    'ScriptedGuard',
    'ScriptedVerifier',
    'SteppingClock',
    'approverConformance',
    'clockConformance',
    'detectorConformance',
    'evaluatorConformance',
    'executorConformance',
    'guardConformance',
    'idsConformance',
    'journalConformance',
    'memoryRecorderConformance',
    'observerConformance',
    'sampleBlocked',
    'sampleCall',
    'sampleCompleted',
    'sampleDecision',
    'sampleEffect',
    'sampleEvents',
    'sampleRecord',
    'sampleUserChange',
    'snapshotterConformance',
    'verifierConformance',
  ]);
});
