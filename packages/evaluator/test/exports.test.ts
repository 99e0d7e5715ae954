import { expect, it } from 'vitest';
import * as evaluator from '../src/index.js';

it('exports exactly these names', () => {
  expect(Object.keys(evaluator).sort()).toEqual([
    'ALL_SESSIONS',
    'DIMENSION_WEIGHTS',
    'PROMETHEUS_CONTENT_TYPE',
    'SIGNAL_STRENGTHS',
    'collectReport',
    'compactTrust',
    'createEvaluator',
    'createTrust',
    'createTrustLedger',
    'htmlReport',
    'isSignal',
    'otelEvents',
    'otelMetrics',
    'prometheusReport',
    'scorePostExec',
    'scorePreExec',
    'scoreRuntime',
    'toolClassOf',
    'trustReport',
  ]);
});
