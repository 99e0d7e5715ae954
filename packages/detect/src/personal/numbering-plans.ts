import { createRequire } from 'node:module';
import type { CountryCode } from 'libphonenumber-js/min';

// The CommonJS build has `__filename` and no `import.meta.url`; the ES module has it the other way round.
const here = typeof __filename === 'string' ? __filename : import.meta.url;

/** A country in the tables of libphonenumber-js, version 4. */
type Country = readonly unknown[];

/** The tables by calling code, by region, and by calling code for what belongs to no country. */
interface Tables {
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
  readonly countries: Readonly<Record<string, Country>>;
  readonly nonGeographic: Readonly<Record<string, Country>>;
}

/** What stands at which place of a country. */
const PATTERN = 2;
const LENGTHS = 3;
const NATIONAL_PREFIX = 5;
const PREFIX_FOR_PARSING = 7;
const PREFIX_TRANSFORM = 8;
const LEADING_DIGITS = 10;
const TYPES = 11;

/** A pattern that matches no text. */
const NOTHING = '(?!)';

/** The numbers of one calling code: whole national numbers, and what is dialled before them inside the country. */
interface NumberingPlan {
  readonly numbers: RegExp;
  readonly prefix: RegExp | undefined;
  readonly transform: string;
}

/** Which numbers the numbering plans of the countries assign. */
export interface NumberingPlans {
  /** Digits behind the plus sign: calling code and national number. */
  readonly isInternational: (digits: string) => boolean;
  /** Digits as they are dialled inside the country. */
  readonly isNational: (digits: string, region: CountryCode) => boolean;
}

/** Texts at the places of a minified country; 0 stands for nothing there. */
function textAt(country: Country, place: number): string | undefined {
  const value = country[place];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Only numbers of the lengths that a list at a place allows. */
function ofLengths(lengths: unknown): string {
  return Array.isArray(lengths) ? `(?=(?:${lengths.map((n) => `\\d{${String(n)}}`).join('|')})$)` : '';
}

/**
 * The national numbers of a country. Where countries share a calling code each has patterns for its types of numbers,
 * or digits that all of its numbers begin with; a general pattern alone does not tell them apart.
 */
function numbersOf(country: Country, isMain: boolean): string {
  const general = textAt(country, PATTERN) ?? NOTHING;
  const leading = textAt(country, LEADING_DIGITS);
  const types = country[TYPES];
  if (!Array.isArray(types)) {
    if (leading !== undefined) return `(?=${leading})(?:${general})`;
    return isMain ? general : NOTHING;
  }
  const patterns = types.flatMap((type: unknown) =>
    Array.isArray(type) && textAt(type, 0) !== undefined
      ? [`${ofLengths(type[1] ?? country[LENGTHS])}(?:${textAt(type, 0) ?? NOTHING})`]
      : [],
  );
  return `(?=(?:${general})$)(?:${patterns.join('|')})`;
}

function planOf(main: Country, countries: readonly Country[]): NumberingPlan {
  const prefix = textAt(main, PREFIX_FOR_PARSING) ?? textAt(main, NATIONAL_PREFIX);
  return {
    numbers: new RegExp(
      `^(?:${countries.map((country) => numbersOf(country, country === main)).join('|')})$`,
    ),
    prefix: prefix === undefined ? undefined : new RegExp(`^(?:${prefix})`),
    transform: textAt(main, PREFIX_TRANSFORM) ?? '',
  };
}

/** Whether the plan assigns the number, with or without the prefix that is dialled inside the country. */
function assigns({ numbers, prefix, transform }: NumberingPlan, digits: string): boolean {
  if (numbers.test(digits)) return true;
  const match = prefix?.exec(digits);
  if (prefix === undefined || match === null || match === undefined) return false;
  // Some prefixes stand for an area code, which the rule puts back; others are only left out.
  const rest =
    transform !== '' && match.at(-1) !== undefined && match.length > 1
      ? digits.replace(prefix, transform)
      : digits.slice(match[0].length);
  return numbers.test(rest);
}

const LONGEST_CALLING_CODE = 3;

function createNumberingPlans(): NumberingPlans {
  const tables = createRequire(here)('libphonenumber-js/min/metadata') as Tables;
  const plans = new Map<string, NumberingPlan | undefined>();

  function countriesOf(code: string): readonly Country[] {
    const regions = Object.hasOwn(tables.country_calling_codes, code)
      ? tables.country_calling_codes[code]
      : undefined;
    if (regions !== undefined) return regions.flatMap((region) => [tables.countries[region] ?? []]);
    const nobodys = Object.hasOwn(tables.nonGeographic, code) ? tables.nonGeographic[code] : undefined;
    return nobodys === undefined ? [] : [nobodys];
  }

  function planFor(name: string, make: () => NumberingPlan | undefined): NumberingPlan | undefined {
    if (!plans.has(name)) plans.set(name, make());
    return plans.get(name);
  }

  function ofCallingCode(code: string): NumberingPlan | undefined {
    return planFor(code, () => {
      const countries = countriesOf(code);
      return countries[0] === undefined ? undefined : planOf(countries[0], countries);
    });
  }

  function ofRegion(region: CountryCode): NumberingPlan | undefined {
    return planFor(region, () => {
      const main = tables.countries[region];
      if (main === undefined) return undefined;
      // A number that is dialled in one country may belong to another one of the same calling code.
      const others = countriesOf(textAt(main, 0) ?? '').filter((other) => other !== main);
      return planOf(main, [main, ...others]);
    });
  }

  return {
    isInternational(digits) {
      for (let length = 1; length <= LONGEST_CALLING_CODE; length += 1) {
        const plan = ofCallingCode(digits.slice(0, length));
        // No calling code begins with another one.
        if (plan !== undefined) return assigns(plan, digits.slice(length));
      }
      return false;
    },
    isNational(digits, region) {
      const plan = ofRegion(region);
      return plan !== undefined && assigns(plan, digits);
    },
  };
}

let loaded: NumberingPlans | undefined;

/**
 * The plans of libphonenumber, loaded at the first candidate. They are matched directly, as one pattern a calling
 * code: parsing a number with the library costs some ten times as much, and a text may hold thousands of numbers.
 */
export function numberingPlans(): NumberingPlans {
  loaded ??= createNumberingPlans();
  return loaded;
}
