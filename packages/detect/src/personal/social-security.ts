import type { Candidate, PersonalRule } from './personal-rule.js';
import { isIntroducedBy, withoutSeparators } from './surroundings.js';

const WORDS = /\bssns?\b|social.?security|\bss#/i;
/** Printed in advertisements and forms, and so never anybody's: Social Security Administration. */
const NEVER_ISSUED = new Set(['078051120', '219099999', '123456789', '111111111', '333333333', '987654321']);

/** A cell or a short list of numbers, in which no word could tell what they are. */
function isAmongNumbers({ text }: Candidate): boolean {
  return text.length <= 48 && /^[\d\s,;"'-]*$/.test(text);
}

/** United States social security numbers: area 001–899 but 666, group and serial not zero. */
export const socialSecurityNumber: PersonalRule = {
  type: 'us-ssn',
  pattern: /(?<![0-9A-Za-z.+/-])\d{3}([ -]?)\d{2}([ -]?)\d{4}(?![0-9A-Za-z]|[./-]\d)/g,
  accepts(candidate) {
    const digits = withoutSeparators(candidate.value);
    if (/^(?:000|666|9)|^...00|0000$/.test(digits) || NEVER_ISSUED.has(digits)) return undefined;
    if (/^\d{3}-\d{2}-\d{4}$/.test(candidate.value)) return { severity: 3 };
    const isTold = isIntroducedBy(candidate, WORDS);
    // Other ways of grouping are common in plain numbers.
    if (isTold) return { severity: 2 };
    return isAmongNumbers(candidate) && candidate.value.length > 9 ? { severity: 2 } : undefined;
  },
  message: { en: 'US social security number', zh: '美国社会安全号码' },
};
