import fc from 'fast-check';
import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { describe, expect, it } from 'vitest';
import { numberingPlans } from '../../src/personal/numbering-plans.js';

const region = fc.constantFrom<CountryCode>(
  ...([
    'US',
    'GB',
    'FR',
    'DE',
    'IT',
    'ES',
    'NL',
    'CH',
    'AT',
    'SE',
    'PL',
    'TR',
    'IN',
    'JP',
    'KR',
    'AU',
  ] as const),
  ...(['BR', 'PH', 'ZA', 'NZ', 'CN', 'CA', 'JM', 'RU', 'KZ', 'AR', 'EG', 'NG', 'KE', 'SG', 'TH'] as const),
);
/** As long as telephone numbers are. The libraries differ on what nobody dials; the seed keeps to one sample. */
const digits = fc.stringMatching(/^[1-9][0-9]{4,10}$/);
const SAMPLE = { numRuns: 5_000, seed: 20 };

describe('numbering plans', () => {
  it('assign the international numbers that libphonenumber calls valid', () => {
    let valid = 0;
    fc.assert(
      fc.property(region, fc.constantFrom('', '0'), digits, (country, prefix, rest) => {
        const number = getCountryCallingCode(country) + prefix + rest;
        const isValid = parsePhoneNumberFromString(`+${number}`)?.isValid() === true;
        if (isValid) valid += 1;
        expect(numberingPlans().isInternational(number)).toBe(isValid);
      }),
      SAMPLE,
    );
    expect(valid).toBeGreaterThan(500);
  });

  it('assign the numbers behind a zero that libphonenumber calls valid inside a country', () => {
    let valid = 0;
    fc.assert(
      fc.property(region, digits, (country, rest) => {
        const isValid = parsePhoneNumberFromString(`0${rest}`, country)?.isValid() === true;
        if (isValid) valid += 1;
        expect(numberingPlans().isNational(`0${rest}`, country)).toBe(isValid);
      }),
      SAMPLE,
    );
    expect(valid).toBeGreaterThan(500);
  });

  it('assign nothing to calling codes that nobody has', () => {
    for (const number of ['', '0', '210123456', '999123456789', '__proto__'])
      expect(numberingPlans().isInternational(number)).toBe(false);
  });
});
