import { SentinelError } from '@sentinel-agentos/core';
import type { Detection, ScanResult } from '../detection.js';
import { strongestDetections } from '../strongest-detections.js';
import { iban } from './bank-account.js';
import {
  chinesePassport,
  creditCode,
  oldResidentNumber,
  residentNumber,
  taiwanNumber,
} from './chinese-identity.js';
import { chinesePlate } from './chinese-plate.js';
import { emailAddress } from './email-address.js';
import { ipv4Address, ipv6Address } from './ip-address.js';
import { nationalNumbers } from './national-numbers.js';
import { chineseBankCard, paymentCard } from './payment-cards.js';
import type { PersonalRule } from './personal-rule.js';
import {
  chineseLandline,
  chineseMobile,
  internationalPhone,
  nationalPhone,
  northAmericanPhone,
} from './phone-numbers.js';
import { chineseAddress, streetAddress } from './postal-address.js';
import { socialSecurityNumber } from './social-security.js';

const ALWAYS: readonly PersonalRule[] = [
  residentNumber,
  oldResidentNumber,
  taiwanNumber,
  chinesePassport,
  creditCode,
  chinesePlate,
  chineseBankCard,
  paymentCard,
  iban,
  socialSecurityNumber,
  emailAddress,
  ipv4Address,
  ipv6Address,
];
const PHONES: readonly PersonalRule[] = [
  chineseMobile,
  chineseLandline,
  internationalPhone,
  northAmericanPhone,
  nationalPhone,
];
const ADDRESSES: readonly PersonalRule[] = [chineseAddress, streetAddress];

/** Detections of one scan. Behind them nothing is looked at and the result is incomplete. */
const MOST_DETECTIONS = 20_000;

/** What a scanner of personal data looks for. */
export interface PersonalScannerOptions {
  /** Telephone numbers. Default true. */
  readonly phone?: boolean;
  /** Postal addresses, Chinese and Latin. Default false: numbers before names are common in plain text. */
  readonly address?: boolean;
  /** Only these types, for example `['cn-id', 'email']`. Default: all. */
  readonly types?: readonly string[];
}

/** Finds personal data in texts. */
export interface PersonalScanner {
  /** Never throws and takes time linear in the length of the text. */
  readonly scan: (text: string) => ScanResult;
}

function rulesFor({ phone, address, types }: PersonalScannerOptions): readonly PersonalRule[] {
  const all = [
    ...ALWAYS,
    ...nationalNumbers,
    ...(phone === false ? [] : PHONES),
    ...(address === true ? ADDRESSES : []),
  ];
  if (types === undefined) return all;
  const known = new Set<string>(
    [...ALWAYS, ...nationalNumbers, ...PHONES, ...ADDRESSES].map(({ type }) => type),
  );
  for (const type of types) {
    if (!known.has(type)) {
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `types holds ${JSON.stringify(type)}; known types are ${[...known].join(', ')}`,
      );
    }
  }
  return all.filter(({ type }) => types.includes(type));
}

function collect(rule: PersonalRule, text: string, into: Detection[]): void {
  for (const match of text.matchAll(rule.pattern)) {
    const value = match[0];
    const start = match.index;
    const accepted = rule.accepts({ text, value, start, end: start + value.length });
    if (accepted === undefined) continue;
    into.push({
      kind: 'personal',
      rule: `personal.${rule.type}`,
      type: rule.type,
      severity: accepted.severity,
      start: accepted.start ?? start,
      end: accepted.end ?? start + value.length,
      encodings: [],
      message: rule.message,
    });
    if (into.length >= MOST_DETECTIONS) return;
  }
}

/**
 * Makes a scanner of personal data: Chinese and international identity numbers, bank cards and accounts,
 * addresses of people and machines. Severity 3 means proven by a check digit, 2 by structure and the words
 * around, 1 a hint. Addresses that nobody owns (reserved names and networks, no-reply mailboxes) and the
 * lines in which authors sign published work are not reported.
 * @throws SentinelError `INVALID_ARGUMENT` when `types` names an unknown type.
 */
export function createPersonalScanner(options: PersonalScannerOptions = {}): PersonalScanner {
  const rules = rulesFor(options);
  return {
    scan(text) {
      const found: Detection[] = [];
      for (const rule of rules) {
        if (found.length >= MOST_DETECTIONS) break;
        collect(rule, text, found);
      }
      return { detections: strongestDetections(found), incomplete: found.length >= MOST_DETECTIONS };
    },
  };
}
