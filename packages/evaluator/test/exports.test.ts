import { expect, it } from 'vitest';
import * as evaluator from '../src/index.js';

it('exports exactly these names', () => {
  expect(Object.keys(evaluator).sort()).toEqual([
    'DIMENSION_WEIGHTS',
    'SIGNAL_STRENGTHS',
    'compactTrust',
    'createEvaluator',
    'createTrust',
    'createTrustLedger',
    'isSignal',
    'scorePostExec',
    'scorePreExec',
    'scoreRuntime',
    'trustReport',
  ]);
});
