import { check } from './conformance-case.js';
import { sampleCall, SAMPLE_RUNS } from '../samples.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Verifier } from '../../ports/verifier.js';

export function verifierConformance(make: () => Verifier): readonly ConformanceCase[] {
  const call = sampleCall({ tool: 'ask', params: {} });
  const signal = new AbortController().signal;
  return [
    {
      name: 'a run that did not succeed is never passed',
      run: async () => {
        for (const run of SAMPLE_RUNS) {
          if (run.status === 'succeeded' || run.status === 'planned') continue;
          const request = { call, effects: [], snapshot: null, run };
          check(make().verifySync(request).status === 'FAIL', `${run.status} is not a FAIL`);
          check((await make().verify(request, signal)).status === 'FAIL', `${run.status} is not a FAIL`);
        }
      },
    },
    {
      name: 'a pass names at least one check that passed, and none that failed',
      run: async () => {
        for (const run of SAMPLE_RUNS) {
          const verdict = await make().verify({ call, effects: [], snapshot: null, run }, signal);
          if (verdict.status !== 'PASS') continue;
          check(
            verdict.checks.some((each) => each.status === 'pass'),
            'a pass without a check',
          );
          check(!verdict.checks.some((each) => each.status === 'fail'), 'a pass with a failed check');
        }
      },
    },
    {
      name: 'every message is there in English and Chinese',
      run: async () => {
        for (const run of SAMPLE_RUNS) {
          for (const { message } of make().verifySync({ call, effects: [], snapshot: null, run }).checks) {
            check(message.en !== '' && message.zh !== '', 'a message is empty');
          }
        }
      },
    },
  ];
}
