import type { Random } from '../guarding/random.js';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';

/** Shapes of credentials: what stands in front, how long the body is, which letters it has. */
const SHAPES: readonly (readonly [prefix: string, length: number, alphabet: string])[] = [
  [['gh', 'p_'].join(''), 36, UPPER + LOWER + DIGITS],
  [['sk', '-proj-'].join(''), 48, UPPER + LOWER + DIGITS],
  [['AK', 'IA'].join(''), 16, `${UPPER}234567`],
  ['', 40, `${UPPER}${LOWER}${DIGITS}+/`],
  ['', 32, `${DIGITS}abcdef`],
  ['', 64, `${DIGITS}abcdef`],
  ['', 24, UPPER + LOWER + DIGITS],
  ['', 20, `${UPPER}${LOWER}${DIGITS}!#%*@`],
  [['xo', 'xb-'].join(''), 44, UPPER + LOWER + DIGITS],
  [['sk', '-ant-api03-'].join(''), 93, `${UPPER}${LOWER}${DIGITS}-_`],
];

/** A made-up secret that nobody else has. */
export function makeSecret(random: Random, index: number): string {
  const [prefix, length, alphabet] = SHAPES[index % SHAPES.length] ?? ['', 32, LOWER];
  return prefix + randomText(random, length, alphabet);
}

export function randomText(
  random: Random,
  length: number,
  alphabet: string = UPPER + LOWER + DIGITS,
): string {
  let text = '';
  for (let at = 0; at < length; at++) text += alphabet.charAt(random.below(alphabet.length));
  return text;
}
