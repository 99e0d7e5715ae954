import type { PersonalRule } from './personal-rule.js';
import { passesMod97 } from './checksums.js';
import { withoutSeparators } from './surroundings.js';

/** Length of the account number by country, from the IBAN registry of SWIFT. */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 ' +
    'EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 ' +
    'IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 ' +
    'NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 ' +
    'SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** International bank account numbers, ISO 13616. */
export const iban: PersonalRule = {
  type: 'iban-code',
  pattern: /(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![0-9A-Za-z])/g,
  accepts({ value, start }) {
    const length = LENGTHS[value.slice(0, 2)];
    if (length === undefined) return undefined;
    // Words in capitals behind the number match the pattern too: count as many characters as are due.
    let counted = 0;
    let end = 0;
    while (end < value.length && counted < length) {
      if (/[A-Z0-9]/.test(value[end] ?? '')) counted += 1;
      end += 1;
    }
    const account = withoutSeparators(value.slice(0, end));
    if (account.length !== length || /[A-Z0-9]/.test(value[end] ?? '')) return undefined;
    return passesMod97(account) ? { severity: 3, start, end: start + end } : undefined;
  },
  message: { en: 'Bank account number (IBAN)', zh: '国际银行账号（IBAN）' },
};
