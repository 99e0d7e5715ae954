import type { CountryCode } from 'libphonenumber-js/min';
import type { PersonalRule } from './personal-rule.js';
import { isNumberOfThings } from './number-labels.js';
import { numberingPlans } from './numbering-plans.js';
import { isDate, isFollowedBy, isIntroducedBy, standsAlone, withoutSeparators } from './surroundings.js';

const WORDS =
  /\b(?:phones?|tel|telephone|mobile|cell|fax|call(?:ing|ed)?(?: \w{1,12}){0,2}(?: at| on)?|dial|ring|text(?:ing)?|sms|whats ?app|desk|office|hotline|messages to|answering at|reach \w{1,8}(?: at| on)|contact(?: \w{1,8}){0,2}(?: at| on)|my number|numero|número|telefon|teléfono|téléphone|tél|portable|handy|celular)\b[^0-9\n]{0,16}\n?[^0-9\n]{0,8}$|(?:电话|手机|座机|传真|拨打|致电|联系|热线|号码)[^0-9\n]{0,8}$/i;
const WORDS_BEHIND = /^[\s(,-]{0,3}(?:office|fax|mobile|cell|desk|home|work|phone|tel)\b/i;

/** Where a number in national notation may belong to, tried in this order. */
const REGIONS: readonly CountryCode[] = [
  'US',
  'GB',
  'FR',
  'DE',
  'IT',
  'ES',
  'NL',
  'BE',
  'CH',
  'AT',
  'SE',
  'PL',
  'TR',
  'IN',
  'JP',
  'KR',
  'AU',
  'BR',
  'PH',
  'ZA',
  'NZ',
];

/** Mobile numbers of mainland China, with or without the country code. */
export const chineseMobile: PersonalRule = {
  type: 'phone',
  pattern:
    /(?<![0-9A-Za-z.+]|\d[-/:])(?:\(?\+?86\)?[ -]?|0086[ -]?)?1[3-9]\d(?:[ -]\d{4}[ -]\d{4}|\d{8})(?![0-9A-Za-z]|[.-]\d)/g,
  accepts: (candidate) =>
    candidate.value.length > 11 || !isNumberOfThings(candidate) ? { severity: 2 } : undefined,
  message: { en: 'Chinese mobile phone number', zh: '手机号码' },
};

/** Land lines of mainland China: area code, dash, seven or eight digits. */
export const chineseLandline: PersonalRule = {
  type: 'phone',
  pattern:
    /(?<![0-9A-Za-z.+-])(?:\(0\d{2,3}\)|(?:\+?86[- ]?)?0[1-9]\d{1,2}-)[2-9]\d{6,7}(?:[-转]\d{1,5})?(?![0-9A-Za-z]|[.-]\d)/g,
  accepts: () => ({ severity: 2 }),
  message: { en: 'Chinese telephone number', zh: '固定电话号码' },
};

/** Numbers with the plus sign or the international prefix; the numbering plan of the country decides. */
export const internationalPhone: PersonalRule = {
  type: 'phone',
  pattern: /(?<![0-9A-Za-z.+])(?:\+|00(?=[1-9]))[1-9](?:[ ().-]{0,3}\d){6,14}(?![0-9A-Za-z])/g,
  accepts(candidate) {
    const { value } = candidate;
    const digits = withoutSeparators(value);
    const isTold = isIntroducedBy(candidate, WORDS) || isFollowedBy(candidate, WORDS_BEHIND);
    if (isTold) return { severity: 2 };
    const international = value.startsWith('+') ? digits : digits.slice(2);
    // A diff writes an added number with a plus sign as well: the plan must know it.
    if (!numberingPlans().isInternational(international)) return undefined;
    if (!value.startsWith('+') && !standsAlone(candidate) && !/[ -]/.test(value)) return undefined;
    return { severity: 2 };
  },
  message: { en: 'Telephone number', zh: '电话号码' },
};

/** Numbers of North America in the notations that nothing else uses. */
export const northAmericanPhone: PersonalRule = {
  type: 'phone',
  pattern:
    /(?<![0-9+.]|\d[- ]|[A-Za-z]-)(?:(?:\+?1|001)[ .-]?)?(?:\([2-9]\d{2}\) ?[2-9]\d{2}[.-]|[2-9]\d{2}([.-])[2-9]\d{2}\1)\d{4}(?![0-9]|[.-]\d)/g,
  accepts: () => ({ severity: 2 }),
  message: { en: 'Telephone number', zh: '电话号码' },
};

const GROUPED =
  /^\(?0\d{1,4}[)]?(?:[ -]\d{2,4}){2,4}$|^0 ?\(\d{3}\) ?\d{3}[ -]?\d{2}[ -]?\d{2}$|^0[ -]\d{3}(?:[ -]\d{2,3}){2,3}$/;

/** National notations: words must tell, or the groups and the numbering plan of one of the regions. */
export const nationalPhone: PersonalRule = {
  type: 'phone',
  pattern: /(?<![0-9A-Za-z.+:/_-])\(?\d(?:[ ().-]{0,2}\d){6,12}(?![0-9A-Za-z]|[.:/-]\d)/g,
  accepts(candidate) {
    const { value } = candidate;
    if (/^\d{4}-\d{2}-\d{2}|^\d{2}-\d{2}-\d{4}$|^00/.test(value)) return undefined;
    const digits = withoutSeparators(value);
    if (isDate(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))))
      return undefined;
    if (isIntroducedBy(candidate, WORDS) || isFollowedBy(candidate, WORDS_BEHIND)) return { severity: 2 };
    const alone = standsAlone(candidate);
    if (!GROUPED.test(value) && !(alone && /^0(?!000)\d{9,10}$/.test(digits))) return undefined;
    const { isNational } = numberingPlans();
    return REGIONS.some((region) => isNational(digits, region)) ? { severity: 2 } : undefined;
  },
  message: { en: 'Telephone number', zh: '电话号码' },
};
