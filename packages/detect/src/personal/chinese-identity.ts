import type { Candidate, PersonalRule } from './personal-rule.js';
import { passesMod11Two, passesMod31 } from './checksums.js';
import { isDate, isIntroducedBy, standsAlone } from './surroundings.js';

/** First two digits of the administrative division codes, GB/T 2260. */
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;
const IDENTITY_WORDS = /身份|证件|居民|公民|户口|id_?(?:card|no|number)|identity|resident/i;
const PASSPORT_WORDS = /护照|通行证|证件|旅行证|passport|travel (?:document|permit)/i;

/** A number is its owner's even with a wrong check digit where words say so or nothing says otherwise. */
function isToldByWords(candidate: Candidate, words: RegExp): boolean {
  return isIntroducedBy(candidate, words) || standsAlone(candidate);
}

/** Eighteen characters since 1999: region, date of birth, sequence, check character (GB 11643). */
export const residentNumber: PersonalRule = {
  type: 'cn-id',
  pattern: /(?<![0-9A-Za-z.])[1-9]\d{16}[\dXx](?![0-9A-Za-z])/g,
  accepts(candidate) {
    const { value } = candidate;
    const [year, month, day] = [value.slice(6, 10), value.slice(10, 12), value.slice(12, 14)].map(Number);
    if (!PROVINCE.test(value) || !isDate(year ?? 0, month ?? 0, day ?? 0)) return undefined;
    if (passesMod11Two(value)) return { severity: 3 };
    return isToldByWords(candidate, IDENTITY_WORDS) ? { severity: 2 } : undefined;
  },
  message: { en: 'Chinese resident identity number', zh: '居民身份证号码' },
};

/** Fifteen digits before 1999: no check digit, so words must tell. */
export const oldResidentNumber: PersonalRule = {
  type: 'cn-id',
  pattern: /(?<![0-9A-Za-z.])[1-9]\d{14}(?![0-9A-Za-z])/g,
  accepts(candidate) {
    const { value } = candidate;
    const [year, month, day] = [value.slice(6, 8), value.slice(8, 10), value.slice(10, 12)].map(Number);
    if (!PROVINCE.test(value) || !isDate(1900 + (year ?? 0), month ?? 0, day ?? 0)) return undefined;
    return isToldByWords(candidate, IDENTITY_WORDS) ? { severity: 2 } : undefined;
  },
  message: { en: 'Chinese resident identity number of the first generation', zh: '一代居民身份证号码' },
};

// The number that the letter of the county stands for, Ministry of the Interior, Taiwan.
const COUNTY_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** Letter and nine digits; the second is 1 or 2 for citizens and 8 or 9 for residents. */
export const taiwanNumber: PersonalRule = {
  type: 'cn-id',
  pattern: /(?<![0-9A-Za-z])[A-Z][1289]\d{8}(?![0-9A-Za-z])/g,
  accepts(candidate) {
    const county = COUNTY_LETTERS.indexOf(candidate.value[0] ?? '') + 10;
    let sum = Math.floor(county / 10) + (county % 10) * 9;
    for (let i = 1; i < 9; i += 1) sum += Number(candidate.value[i]) * (9 - i);
    if ((sum + Number(candidate.value[9])) % 10 !== 0) return undefined;
    return isToldByWords(candidate, IDENTITY_WORDS) ? { severity: 2 } : undefined;
  },
  message: { en: 'Taiwanese identity number', zh: '台湾身份证号码' },
};

/** Ordinary, electronic, official and diplomatic passports and the permits for Hong Kong and Macao. */
export const chinesePassport: PersonalRule = {
  type: 'cn-passport',
  pattern: /(?<![0-9A-Za-z])(?:[EGDSPHKMCW]\d{8}|[EKMDSP][A-HJ-NP-Z]\d{7}|1[45]\d{7})(?![0-9A-Za-z])/gi,
  accepts: (candidate) => (isToldByWords(candidate, PASSPORT_WORDS) ? { severity: 2 } : undefined),
  message: { en: 'Chinese passport or travel permit number', zh: '护照或通行证号码' },
};

/** Unified social credit code of an organisation, GB 32100. */
export const creditCode: PersonalRule = {
  type: 'cn-credit-code',
  pattern: /(?<![0-9A-Za-z])[1-9AN][1-59]\d{6}[0-9A-HJ-NP-RTUWXY]{10}(?![0-9A-Za-z])/g,
  accepts: ({ value }) => (PROVINCE.test(value.slice(2)) && passesMod31(value) ? { severity: 2 } : undefined),
  message: { en: 'Chinese unified social credit code', zh: '统一社会信用代码' },
};
