import { check } from './conformance-case.js';
import type { Clock } from '../../ports/clock.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Ids } from '../../ports/ids.js';

export function clockConformance(make: () => Clock): readonly ConformanceCase[] {
  return [
    {
      name: 'monotonic time never steps back',
      run: async () => {
        const clock = make();
        let last = clock.monotonic();
        for (let reading = 0; reading < 1000; reading++) {
          const now = clock.monotonic();
          check(now >= last, 'it stepped back');
          last = now;
        }
      },
    },
    {
      name: 'now is a whole number of milliseconds',
      run: async () => check(Number.isSafeInteger(make().now()), 'it is not'),
    },
  ];
}

export function idsConformance(make: () => Ids): readonly ConformanceCase[] {
  return [
    {
      name: '10,000 identifiers are all different and safe as file names',
      run: async () => {
        const ids = make();
        const made = Array.from({ length: 10_000 }, () => ids.next());
        check(new Set(made).size === made.length, 'two identifiers are the same');
        check(
          made.every((id) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id)),
          'an identifier is not safe as a file name',
        );
      },
    },
  ];
}
