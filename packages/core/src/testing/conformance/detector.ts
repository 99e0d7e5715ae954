import { check } from './conformance-case.js';
import { sampleCall, sampleEffect, SAMPLE_RUNS } from '../samples.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Detector } from '../../ports/detector.js';

/** Parameters that no detector may stumble over. */
const PARAMS = [
  {},
  { text: '' },
  { text: 'password hunter2' },
  { text: 'a\0b', lone: '\uD800', deep: { list: ['x', { y: null }] }, bytes: new Uint8Array([255, 0]) },
  { text: 'x'.repeat(100_000) },
];

export function detectorConformance(make: () => Detector): readonly ConformanceCase[] {
  return [
    {
      name: 'every call can be looked at, and what is found stands in it',
      run: async () => {
        const detector = make();
        for (const params of PARAMS) {
          const call = sampleCall({ params });
          const { findings, secrets, texts } = detector.inspect(call, [sampleEffect()]);
          check(
            findings.every(({ gate }) => gate === 'detect'),
            'a finding of another gate',
          );
          const known = Object.keys(params);
          const isInCall = ({ param, start, end }: (typeof secrets)[number]): boolean =>
            known.includes(param.replace(/\..*/s, '')) && start >= 0 && start <= end;
          check(secrets.every(isInCall), 'a secret that stands nowhere');
          check(
            texts.every((text) => text !== ''),
            'an empty secret, which stands everywhere',
          );
        }
      },
    },
    {
      name: 'every ending of a run can be looked at',
      run: async () => {
        const detector = make();
        for (const run of SAMPLE_RUNS) {
          const { findings, secrets } = detector.observe(sampleCall(), [sampleEffect()], run);
          check(
            findings.every(({ gate }) => gate === 'detect'),
            'a finding of another gate',
          );
          check(
            secrets === null || secrets.every((text) => text !== ''),
            'an empty secret, which stands everywhere',
          );
        }
      },
    },
    {
      name: 'the same call gets the same answer',
      run: async () => {
        const detector = make();
        const inspect = (): string => JSON.stringify(detector.inspect(sampleCall(), [sampleEffect()]));
        check(inspect() === inspect(), 'two answers');
      },
    },
  ];
}
