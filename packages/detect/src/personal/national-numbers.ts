import type { Candidate, PersonalRule, PersonalType } from './personal-rule.js';
import { passesLuhn, passesMod11Ten, passesVerhoeff, weightedSum } from './checksums.js';
import { isDate, isIntroducedBy, standsAlone, withoutSeparators } from './surroundings.js';

/** A number that a state gives to people: its shape, the proof of its check digit, the words that announce it. */
interface NationalNumber {
  readonly type: PersonalType;
  readonly shape: RegExp;
  readonly isProven: (compact: string) => boolean;
  readonly words: RegExp;
  readonly en: string;
  readonly zh: string;
}

function spanishLetter(compact: string): boolean {
  const number = Number(compact.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === compact.at(-1);
}

function singaporeLetter(compact: string): boolean {
  const series = compact.charAt(0);
  const sum = weightedSum(compact.slice(1), [2, 7, 6, 5, 4, 3, 2]);
  if (series === 'M') return 'KLJNPQRTUWX'[10 - ((sum + 3) % 11)] === compact.at(-1);
  const offset = series === 'T' || series === 'G' ? 4 : 0;
  return ('ST'.includes(series) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[(sum + offset) % 11] === compact.at(-1);
}

function finnishCharacter(compact: string): boolean {
  const [day, month, year] = [compact.slice(0, 2), compact.slice(2, 4), compact.slice(4, 6)].map(Number);
  if (!isDate(1900 + (year ?? 0), month ?? 0, day ?? 0)) return false;
  const number = Number(compact.slice(0, 6) + compact.slice(-4, -1));
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[number % 31] === compact.at(-1);
}

function turkishDigits(compact: string): boolean {
  const odd = weightedSum(compact, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weightedSum(compact, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === Number(compact[9]) && (odd + even + tenth) % 10 === Number(compact[10]);
}

function koreanDigit(compact: string): boolean {
  return (
    (11 - (weightedSum(compact, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(compact[12])
  );
}

function indianTaxCharacter(compact: string): boolean {
  let sum = 0;
  for (let i = 0; i < 14; i += 1) {
    const product = Number.parseInt(compact.charAt(i), 36) * (i % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return ((36 - (sum % 36)) % 36).toString(36).toUpperCase() === compact[14];
}

/** Every entry names the checksum that its issuer publishes. A new country is a new entry. */
const NATIONAL_NUMBERS: readonly NationalNumber[] = [
  {
    type: 'us-itin',
    shape: /9\d{2}[- ]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]?\d{4}/,
    isProven: (compact) => compact.length === 9,
    words: /\bitin\b|taxpayer/i,
    en: 'US individual taxpayer number',
    zh: '美国个人纳税人识别号',
  },
  {
    type: 'us-mbi',
    shape:
      /[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}/,
    isProven: () => true,
    words: /\bmbi\b|medicare/i,
    en: 'US Medicare beneficiary number',
    zh: '美国医疗保险受益人号',
  },
  {
    type: 'uk-nino',
    shape: /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]/,
    isProven: () => true,
    words: /\bnino\b|national insurance|\bni (?:no|number)/i,
    en: 'UK national insurance number',
    zh: '英国国民保险号',
  },
  {
    type: 'uk-nhs',
    shape: /\d{3}[ -]?\d{3}[ -]?\d{4}/,
    isProven: (compact) =>
      (11 - (weightedSum(compact, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(compact[9]),
    words: /\bnhs\b/i,
    en: 'UK health service number',
    zh: '英国国民医疗服务号',
  },
  {
    type: 'es-nif',
    shape: /\d{8}-?[A-Z]/,
    isProven: spanishLetter,
    words: /\b(?:nif|dni)\b/i,
    en: 'Spanish identity number',
    zh: '西班牙身份号码',
  },
  {
    type: 'es-nie',
    shape: /[XYZxyz]-?\d{7}-?[A-Za-z]/,
    isProven: (compact) => spanishLetter(compact.toUpperCase()),
    words: /\bnie\b/i,
    en: 'Spanish number of a foreigner',
    zh: '西班牙外国人身份号码',
  },
  {
    type: 'fi-personal-identity-code',
    shape: /\d{6}[-+A-FYXWVU]\d{3}[0-9A-Y]/,
    isProven: finnishCharacter,
    words: /hetu|henkil|personal identity|identity code/i,
    en: 'Finnish personal identity code',
    zh: '芬兰个人身份代码',
  },
  {
    type: 'sg-nric-fin',
    shape: /[STFGM]\d{7}[A-Z]/,
    isProven: singaporeLetter,
    words: /\b(?:nric|fin)\b/i,
    en: 'Singaporean identity number',
    zh: '新加坡身份号码',
  },
  {
    type: 'in-aadhaar',
    shape: /[2-9]\d{3}[ :-]?\d{4}[ :-]?\d{4}/,
    isProven: passesVerhoeff,
    words: /aadhaar|aadhar|uidai/i,
    en: 'Indian Aadhaar number',
    zh: '印度身份号码（Aadhaar）',
  },
  {
    type: 'in-pan',
    shape: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/,
    isProven: () => true,
    words: /\bpan\b|permanent account/i,
    en: 'Indian tax number (PAN)',
    zh: '印度税号（PAN）',
  },
  {
    type: 'in-gstin',
    shape: /(?:0[1-9]|[12]\d|3[0-8])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]/,
    isProven: indianTaxCharacter,
    words: /gst/i,
    en: 'Indian goods and services tax number',
    zh: '印度商品服务税号',
  },
  {
    type: 'de-tax-id',
    shape: /[1-9]\d{10}/,
    isProven: passesMod11Ten,
    words: /\bid-?nr|steuer|tax id|identifikationsnummer/i,
    en: 'German tax identification number',
    zh: '德国税号',
  },
  {
    type: 'tr-national-id',
    shape: /[1-9]\d{10}/,
    isProven: turkishDigits,
    words: /turkish|kimlik|\btckn?\b|t\.?c\.? no/i,
    en: 'Turkish identity number',
    zh: '土耳其身份号码',
  },
  {
    type: 'kr-rrn',
    shape: /\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[1-4]\d{6}/,
    isProven: koreanDigit,
    words: /\brrn\b|korean|주민/i,
    en: 'Korean resident registration number',
    zh: '韩国居民登记号',
  },
  {
    type: 'pl-pesel',
    shape: /\d{11}/,
    isProven: (compact) => weightedSum(compact, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
    words: /pesel/i,
    en: 'Polish PESEL number',
    zh: '波兰身份号码（PESEL）',
  },
  {
    type: 'ca-sin',
    shape: /[1-79]\d{2}[ -]?\d{3}[ -]?\d{3}/,
    isProven: passesLuhn,
    words: /\bsin\b|social insurance/i,
    en: 'Canadian social insurance number',
    zh: '加拿大社会保险号',
  },
  {
    type: 'au-medicare',
    shape: /[2-6]\d{3} ?\d{5} ?\d/,
    isProven: (compact) => weightedSum(compact, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(compact[8]),
    words: /medicare/i,
    en: 'Australian Medicare number',
    zh: '澳大利亚医疗保险号',
  },
  {
    type: 'th-tnin',
    shape: /[1-8]\d{12}/,
    isProven: (compact) =>
      (11 - (weightedSum(compact, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 ===
      Number(compact[12]),
    words: /\btnin\b|thai/i,
    en: 'Thai identity number',
    zh: '泰国身份号码',
  },
  {
    type: 'za-id-number',
    shape: /\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[0-2]\d{2}/,
    isProven: passesLuhn,
    words: /\b(?:rsa|south african?)\b|\bid number/i,
    en: 'South African identity number',
    zh: '南非身份号码',
  },
];

function ruleOf({ type, shape, isProven, words, en, zh }: NationalNumber): PersonalRule {
  return {
    type,
    pattern: new RegExp(`(?<![0-9A-Za-z.]|\\d[-/: ])${shape.source}(?![0-9A-Za-z]|[.:/-]\\d)`, 'g'),
    accepts(candidate: Candidate) {
      if (!isIntroducedBy(candidate, words) && !standsAlone(candidate)) return undefined;
      const compact = withoutSeparators(candidate.value);
      return !/^(\d)\1+$/.test(compact) && isProven(compact) ? { severity: 2 } : undefined;
    },
    message: { en, zh },
  };
}

/**
 * Identity numbers of other countries. Only where the check digit holds and either words announce the
 * number or it is all there is: eleven digits alone prove nothing in a long text.
 */
export const nationalNumbers: readonly PersonalRule[] = NATIONAL_NUMBERS.map(ruleOf);
