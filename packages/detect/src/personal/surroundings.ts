import type { Candidate } from './personal-rule.js';
import { latePattern } from '../scan/late-pattern.js';

const neitherLetterNorDigit: () => RegExp = latePattern(String.raw`[^\p{L}\p{N}]`, 'gu');

const REACH = 48;

/** Whether one of the words stands within 48 characters before the candidate. */
export function isIntroducedBy({ text, start }: Candidate, words: RegExp): boolean {
  return words.test(text.slice(Math.max(0, start - REACH), start));
}

/** Whether one of the words stands within 24 characters behind the candidate. */
export function isFollowedBy({ text, end }: Candidate, words: RegExp): boolean {
  return words.test(text.slice(end, end + REACH / 2));
}

const LONE = /^[\s"'“”‘’()[\]{}<>.,;:，。；：、]*$/;

/**
 * Whether the text holds the candidate and nothing else, as a parameter or a cell of a table does. Then no
 * words could tell what it is, and structure alone must decide.
 */
export function standsAlone({ text, start, end }: Candidate): boolean {
  if (text.length > end - start + 8) return false;
  return LONE.test(text.slice(0, start)) && LONE.test(text.slice(end));
}

/** Drops what people put between the groups of a number. */
export function withoutSeparators(value: string): string {
  return value.replace(neitherLetterNorDigit(), '');
}

/** Whether year, month and day are a day of the calendar between 1880 and 2099. */
export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1880 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
