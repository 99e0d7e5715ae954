/** Keys in the form of their providers, built from pieces: nothing in these files looks like a credential. */
const letters = (count: number): string =>
  Array.from({ length: count }, (_, index) => 'aB3dE5fG7hJ9kL1mN4pQ6'[(index * 8 + (index >> 3)) % 21]).join(
    '',
  );

export const SAMPLE_KEYS = {
  stripe: ['sk', 'live', letters(24)].join('_'),
  anthropic: `${['sk', 'ant', 'api03', letters(93)].join('-')}AA`,
  gitlab: ['gl', 'pat-', letters(20)].join(''),
  telegram: ['123456789', `AA${letters(33)}`].join(':'),
  google: ['AI', 'za', 'Sy', letters(33)].join(''),
  slackHook: ['https://hooks', '.slack.com/services/T', letters(8), '/B', letters(9), '/', letters(24)].join(
    '',
  ),
  bearer: letters(40),
  password: ['Tr0ub', '4dor', '-hOrse', '-7781'].join(''),
} as const;
