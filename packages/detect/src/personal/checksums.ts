/** Check digits of identity and payment numbers. All take digits or letters without separators. */

/** Luhn, ISO/IEC 7812-1 annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** The value of a character where letters count on after nine: A is 10, Z is 35. */
function alphanumericValue(character: string): number {
  return Number.parseInt(character, 36);
}

/** ISO/IEC 7064 MOD 97-10 over the rearranged account number, ISO 13616-1. */
export function passesMod97(iban: string): boolean {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = alphanumericValue(character);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** ISO/IEC 7064 MOD 11-2, as GB 11643 uses it for the eighteenth character of a resident number. */
export function passesMod11Two(id: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += Number(id[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11] === id[17]?.toUpperCase();
}

const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100: weights are the powers of three modulo 31, the check character completes the sum to 31. */
export function passesMod31(code: string): boolean {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i += 1) {
    const value = CREDIT_CODE_ALPHABET.indexOf(code[i] ?? '');
    if (value < 0) return false;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_CODE_ALPHABET[(31 - (sum % 31)) % 31] === code[17];
}

/** Sum of digits times weights. Weights are listed for the leading digits; the rest counts nothing. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + Number(digits[i]) * weight, 0);
}

// The multiplication table of the dihedral group D5 and its permutation, after Verhoeff (1969).
const D5 = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTATIONS = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff's check digit, which the Indian Aadhaar number ends with. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    check = Number(D5[check]?.[Number(PERMUTATIONS[i % 8]?.[digit])]);
  }
  return check === 0;
}

/** ISO/IEC 7064 MOD 11,10, as in the German tax number and VAT number: the last digit checks the rest. */
export function passesMod11Ten(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}
