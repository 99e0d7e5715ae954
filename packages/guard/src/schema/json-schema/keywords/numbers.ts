import { bad } from '../../rule-shape.js';
import { issueAt } from '../evaluation.js';
import type { KeywordCompiler } from '../keyword.js';

interface Bound {
  readonly keyword: string;
  readonly holds: (value: number, bound: number) => boolean;
  readonly en: string;
  readonly zh: string;
}

// What can't be compared, such as NaN, is within no bound.
const BOUNDS: readonly Bound[] = [
  { keyword: 'minimum', holds: (value, bound) => value >= bound, en: 'must be at least', zh: '不得小于' },
  { keyword: 'maximum', holds: (value, bound) => value <= bound, en: 'must be at most', zh: '不得大于' },
  {
    keyword: 'exclusiveMinimum',
    holds: (value, bound) => value > bound,
    en: 'must be more than',
    zh: '必须大于',
  },
  {
    keyword: 'exclusiveMaximum',
    holds: (value, bound) => value < bound,
    en: 'must be less than',
    zh: '必须小于',
  },
  { keyword: 'multipleOf', holds: isMultiple, en: 'must be a multiple of', zh: '必须是以下数的整数倍：' },
];

/** `minimum`, `maximum`, their exclusive forms, and `multipleOf`. They say nothing about what is no number. */
export const compileNumbers: KeywordCompiler = ({ schema, node }) => {
  for (const { keyword, holds, en, zh } of BOUNDS) {
    const bound = schema[keyword];
    if (bound === undefined) continue;
    if (typeof bound !== 'number') throw bad(`${node.place}.${keyword}`, 'a number', bound);
    if (keyword === 'multipleOf' && bound <= 0) throw bad(`${node.place}.${keyword}`, 'more than 0', bound);
    node.assertions.push(({ value, at }) =>
      typeof value !== 'number' || holds(value, bound) ? [] : issueAt(at, `${en} ${bound}`, `${zh} ${bound}`),
    );
  }
};

/** In decimals as they are written: 0.0075 is a multiple of 0.0001, though not in binary fractions. */
function isMultiple(value: number, step: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value) && Number.isInteger(step)) return value % step === 0;
  const [left, right] = [decimal(value), decimal(step)];
  const places = Math.max(left.places, right.places);
  const scaled = ({ digits, places: own }: Decimal): bigint => digits * 10n ** BigInt(places - own);
  return scaled(left) % scaled(right) === 0n;
}

interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

function decimal(value: number): Decimal {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}
