import fc from 'fast-check';
import { expect, it } from 'vitest';
import { askedPeriod } from '../../src/recall/asked-period.js';

const NOW = Date.UTC(2024, 5, 15, 12);

it.each([
  ['what broke on 2024-03-05?', '2024-03-05', '2024-03-08'],
  ['what broke on 5 March 2024?', '2024-03-05', '2024-04-05'],
  ['what broke on March 5th, 2024?', '2024-03-05', '2023-03-05'],
  ['what broke in March?', '2021-03-20', '2021-05-20'],
  ['what broke in May 2023?', '2023-05-20', '2024-05-20'],
  ['what broke in 2023?', '2023-07-01', '2022-07-01'],
  ['what broke yesterday?', '2024-06-14', '2024-06-10'],
  ['what broke last week?', '2024-06-08', '2024-05-20'],
  ['昨天出了什么问题', '2024-06-14', '2024-06-10'],
  ['2024年3月5日出了什么问题', '2024-03-05', '2024-03-08'],
  ['3月出了什么问题', '2022-03-10', '2022-05-10'],
])('%s speaks of %s and not of %s', (question, inside, outside) => {
  const period = askedPeriod(question, NOW);
  expect(period?.(Date.parse(`${inside}T12:00:00Z`))).toBe(true);
  expect(period?.(Date.parse(`${outside}T12:00:00Z`))).toBe(false);
});

it.each(['what may break?', 'version 2.17.1', '13月', 'port 2024', ''])(
  '%j speaks of no time',
  (question) => {
    expect(askedPeriod(question, NOW)).toBeNull();
  },
);

it('takes any question and any clock', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.double(), (question, now) => {
      expect(typeof askedPeriod(`${question} yesterday`, now)?.(0)).toBe('boolean');
    }),
  );
});
