import type { Candidate, PersonalRule } from './personal-rule.js';
import { passesLuhn } from './checksums.js';
import { isNumberOfThings } from './number-labels.js';
import { isFollowedBy, isIntroducedBy, standsAlone, withoutSeparators } from './surroundings.js';

/** Leading digits and lengths of a network's card numbers. */
interface Network {
  readonly prefix: RegExp;
  readonly lengths: readonly number[];
}

/** Issuer ranges as the networks publish them (ISO/IEC 7812). A new network is a new line. */
const NETWORKS: readonly Network[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(?:36|38|39|30[0-59])/, lengths: [14, 16] },
  { prefix: /^(?:6011|64[4-9]|65)/, lengths: [16, 19] },
  { prefix: /^35(?:2[89]|[3-8]\d)/, lengths: [16] },
  { prefix: /^(?:2131|1800)/, lengths: [15] },
  { prefix: /^220[0-4]/, lengths: [16] },
];
/** Ranges that debit cards use and other long numbers as well: words must tell. */
const MAESTRO = /^(?:5[06-9]|6\d|0604)/;
/** UnionPay and the ranges that Chinese banks used before it. */
const CHINESE_BANK = /^(?:62|81[0-7]|60(?:[023]|1(?!1))|9558|95599|4392|4367|5187|5268|3568)/;
const CHINESE_LENGTHS = [16, 17, 18, 19];

const CARD_WORDS = /\bcards?\b|credit|debit|visa|master|amex|maestro|payment|\bcc\b|卡|账号|账户|帐号/i;

/** Words that speak of a card itself: then any number that passes the check is one. */
const SPOKEN_OF = /\bcards?\b|\bcc\b|credit|debit|visa|mastercard|卡/i;

/** A name of a field about cards that ends like one about things: `card_id`. */
const NAMED_CARD = /card[ _-]?[a-z]{0,8}["']?[\s:=："'#]{0,4}$/i;

// Nineteen digits at most, single spaces or dashes between them.
const DIGITS = /(?<![0-9A-Za-z.])\d(?:[ -]?\d){11,18}(?![0-9A-Za-z]|[.,-]\d)/g;

/** People write card numbers in groups of at least three; a table of small numbers is not a card. */
function isGroupedLikeACard(value: string): boolean {
  const groups = value.split(/[ -]/);
  return groups.length <= 5 && groups.every((group) => group.length >= 3);
}

/** Whether the name before the number says card, whatever else it says, or the number is all there is. */
function isToldByWords(candidate: Candidate): boolean {
  if (isNumberOfThings(candidate)) return isIntroducedBy(candidate, NAMED_CARD);
  return (
    isIntroducedBy(candidate, CARD_WORDS) || isFollowedBy(candidate, CARD_WORDS) || standsAlone(candidate)
  );
}

/** Bank cards of Chinese issuers. */
export const chineseBankCard: PersonalRule = {
  type: 'cn-bank-card',
  pattern: DIGITS,
  accepts(candidate) {
    const digits = withoutSeparators(candidate.value);
    if (!CHINESE_BANK.test(digits) || !CHINESE_LENGTHS.includes(digits.length)) return undefined;
    if (!isGroupedLikeACard(candidate.value) || !passesLuhn(digits)) return undefined;
    if (isToldByWords(candidate) || /\D/.test(candidate.value)) return { severity: 3 };
    // The ranges are narrow and the check digit holds, but one number of things in a thousand looks the same.
    return { severity: isNumberOfThings(candidate) ? 1 : 2 };
  },
  message: { en: 'Chinese bank card number', zh: '银行卡号' },
};

/** Payment cards of the international networks. */
export const paymentCard: PersonalRule = {
  type: 'credit-card',
  pattern: DIGITS,
  accepts(candidate) {
    const digits = withoutSeparators(candidate.value);
    if (!isGroupedLikeACard(candidate.value) || !passesLuhn(digits) || /^(\d)\1+$/.test(digits)) {
      return undefined;
    }
    const isTold = isToldByWords(candidate);
    const isOfNetwork = NETWORKS.some(
      ({ prefix, lengths }) => prefix.test(digits) && lengths.includes(digits.length),
    );
    // One number in ten passes the check, and every seventh of sixteen digits begins like a card.
    if (isOfNetwork) return { severity: isTold ? 3 : /\D/.test(candidate.value) ? 2 : 1 };
    return isTold && (MAESTRO.test(digits) || isIntroducedBy(candidate, SPOKEN_OF))
      ? { severity: 2 }
      : undefined;
  },
  message: { en: 'Payment card number', zh: '支付卡号' },
};
