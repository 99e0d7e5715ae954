import type { Severity } from '../../detection.js';
import { readName, type NameKind } from '../assignment-names.js';
import type { Candidate } from '../candidate.js';
import { behindEscape } from '../escape-sequences.js';
import { isPublishable } from '../publishable-keys.js';
import { entropyOf, looksRandom } from './entropy.js';
import { isPassphrase } from './passphrase.js';
import { isPlaceholder } from './placeholder.js';
import { isQuotedCode, isQuotedPlaceholder } from './quoted-code.js';

const NAME_CHARACTER = /[\w$-]/u;
const LONGEST_NAME = 48;

/** What no password is: a path, an address, a selector, a call, a member of something, a negation. */
const NOT_A_VALUE =
  /^(?:https?:|\.{0,2}\/|arn:|[#.][a-z][\w-]*$|\w{1,60}\(|[A-Za-z_$][\w$]{0,60}(?:\??\.[A-Za-z_$][\w$]{0,60}){1,8}[;,)\]]{0,3}$|[A-Za-z_$][\w$]{0,60}(?:->|::|\[|\(|\?\.)|@|--|\/\/|\/\*|&\w|\||!{1,2}[A-Za-z_$])/u;
/** The name and operator of another assignment, as in a query or a list of them. */
const IS_ASSIGNMENT = /^[A-Za-z_]\w{0,40}=[^=]/u;
const WORDS_ONLY = /^[A-Za-z][A-Za-z _.:'-]*$/u;
const NAME_ONLY = /^[A-Za-z_$][A-Za-z_$-]*\d{0,2}[.!?]?$/u;
const VALUE_CHARACTERS = /^[\w.~+/=:@!#$%^&*|-]+$/u;
const VERSION_LIKE =
  /^[\^~v]?\d+\.\d+|\.\d+\.\d+|\d{4}-\d\d-\d\d|^\w+\.(?:js|ts|json|ya?ml|pem|txt|md|png|html|css|svg)$/u;
/** A UUID of version 1 is the time and a network card: nobody drew it. */
const TIME_BASED_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/iu;
/** A line of a configuration that names a user, some lines before. */
const USER_LINE =
  /(?:^|\n)[ \t]{0,16}(?:\w{1,16}[._-])?(?:user(?:name)?|login|uid|account) ?[=:] ?[\w.@-]{1,64}[ \t]*(?:\n|$)/iu;
/** The beginning of `ENV NAME value` in a Dockerfile, `setx NAME value` on Windows, `set -gx NAME value` in fish. */
const SETS_VARIABLE = /(?:^|\n)[ \t]{0,8}(?:ENV|setx|set -\w{1,3})[ \t]{1,4}[\w.-]{0,48}$/u;
const VALUE_ATTRIBUTE = /value\s{0,4}=$/iu;
const NEIGHBOURHOOD = 240;

/** Judges the value of `password = …`. */
export function judgePassword(candidate: Candidate): Severity | null {
  const { value, quoted, operator } = candidate;
  if (!quoted && (IS_ASSIGNMENT.test(value) || /^[()[\]{};,<>]/u.test(value))) return null;
  if (lacksOperator(candidate)) return null;
  if (value.length < 4 || value.length > 200 || VERSION_LIKE.test(value) || isCode(candidate)) return null;
  const isPhrase = /\s/u.test(value);
  if (isPhrase && !(quoted && /[=:>]/u.test(operator) && isPassphrase(value))) return null;
  const name = nameOf(candidate);
  if (readName(name) !== 'password' || isStandIn(candidate)) return null;
  // Words in lower case may be a message all the same.
  if (isPhrase) return 1;
  if (/^[\d.]+$/u.test(value)) return quoted && value.length >= 6 && !/pw$/iu.test(name) ? 1 : null;
  if (operator === ',') return looksRandom(value, 3) ? 2 : null;
  // Attributes hold labels, samples and what forms begin with.
  if (VALUE_ATTRIBUTE.test(operator)) return looksRandom(value, 2.8) ? 2 : null;
  if (!quoted) return judgeBare(candidate);
  if (operator === '' && /pass$/iu.test(name)) return null;
  // Pairs of names and values also hold what pages call things.
  if (WORDS_ONLY.test(value)) return isLikelyWord(value) && !/value/iu.test(operator) ? 1 : null;
  if (/^[^A-Za-z0-9]+$/u.test(value)) return null;
  return kindsOf(value) >= 2 || hasSign(value) ? 2 : 1;
}

const isCode = ({ value, quoted }: Candidate): boolean =>
  quoted ? isQuotedCode(value) : NOT_A_VALUE.test(value);

const isStandIn = ({ value, quoted }: Candidate): boolean =>
  quoted ? isQuotedPlaceholder(value) : isPlaceholder(value);

/** Without an operator and quotes a value stands behind an option, as in `--token …`, or is set for a program. */
function lacksOperator(candidate: Candidate): boolean {
  const { text, anchorStart, operator, quoted } = candidate;
  if (operator !== '' || quoted || nameOf(candidate).startsWith('--')) return false;
  return !SETS_VARIABLE.test(text.slice(Math.max(0, anchorStart - LONGEST_NAME - 16), anchorStart));
}

/** Whether a value of letters alone may be a password: one word, not a constant, not the name of a password. */
function isLikelyWord(value: string): boolean {
  if (!/^[A-Za-z]{5,24}$/u.test(value) || !/[a-z]/u.test(value)) return false;
  return !/passw|pass$|pwd|secret|token|key/iu.test(value) && entropyOf(value) > 2;
}

/** Without quotes a value may be code: it needs what code has not, or a configuration around it. */
function judgeBare(candidate: Candidate): Severity | null {
  const { value } = candidate;
  // What follows an option of a command is no name of a variable.
  if (candidate.operator !== '' && NAME_ONLY.test(value))
    return value.length >= 5 && isLiteralLine(candidate) ? 1 : null;
  if (value.length < 6) return null;
  if (/[()[\]{}]/u.test(value) && !isUnlikeCode(candidate)) return null;
  return /\d/u.test(value) && kindsOf(value) >= 2 ? 2 : hasSign(value) ? 1 : null;
}

/** Judges the value of `…token = …`, `…key: …` and the like. */
export function judgeNamedSecret(candidate: Candidate): Severity | null {
  const { value } = candidate;
  if (value.length < 10 || value.length > 400 || (!candidate.quoted && IS_ASSIGNMENT.test(value)))
    return null;
  if (lacksOperator(candidate)) return null;
  const isPlain = VALUE_CHARACTERS.test(value);
  if (isPlain ? !looksRandom(value, value.length >= 20 ? 3 : 2.8) : !isUnlikeCode(candidate)) return null;
  if (isCode(candidate) || VERSION_LIKE.test(value)) return null;
  const kind = readName(nameOf(candidate));
  if (kind === null || value.length < leastLength(kind, candidate.operator, candidate.quoted)) return null;
  // `--recv-keys` and the like take the names of keys.
  if (kind === 'weak' && candidate.operator === '') return null;
  if (
    isPublishable(value) ||
    TIME_BASED_ID.test(value) ||
    isPlaceholder(value) ||
    (!isPlain && kind === 'weak')
  )
    return null;
  return kind === 'weak' ? 1 : 2;
}

function leastLength(kind: NameKind, operator: string, quoted: boolean): number {
  if (operator === ',') return 20;
  if (kind === 'weak') return quoted ? 15 : 20;
  return quoted ? 10 : 14;
}

const kindsOf = (value: string): number =>
  Number(/\d/u.test(value)) + Number(/[a-z]/u.test(value)) + Number(/[A-Z]/u.test(value));

const hasSign = (value: string): boolean => /[^\w.:/-]/u.test(value);

/**
 * Signs of many kinds without a space: drawn at random, or a password made to be strong. Without quotes it may be
 * code, whose brackets fit each other and which compares.
 */
function isUnlikeCode({ value, quoted }: Candidate): boolean {
  if (
    value.length < 8 ||
    value.length > 100 ||
    /\s|\(\)|\[\]|=>|&&|\|\||\(\?|\\[dwsb]|[)\]][*+?]/u.test(value)
  )
    return false;
  if (!quoted && (hasFittingBrackets(value) || /[!=]=|\?[.?]/u.test(value))) return false;
  return (
    new Set(value.match(/[^\w\s.:/-]/gu)).size >= 4 && /[A-Za-z]/u.test(value) && entropyOf(value) >= 3.3
  );
}

const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Whether there are brackets and each one that closes fits the last one that opened. */
function hasFittingBrackets(value: string): boolean {
  const brackets = value.match(/[()[\]{}]/gu) ?? [];
  const open: string[] = [];
  for (const bracket of brackets) {
    const opener = CLOSERS[bracket];
    if (opener === undefined) open.push(bracket);
    else if (open.length > 0 && open.pop() !== opener) return false;
  }
  return brackets.length > 0;
}

/**
 * Whether the assignment is a line of its own in which a bare word stands for itself: as a shell writes it, without
 * spaces around the sign, or with a line near above it that names a user.
 */
function isLiteralLine({ text, anchorStart, start, end }: Candidate): boolean {
  if (end < text.length && !/[\r\n]/u.test(text.charAt(end))) return false;
  const before = text.slice(Math.max(0, anchorStart - NEIGHBOURHOOD), anchorStart);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^(?:export )?[\w.-]{0,24}$/u.test(line) && /\w=$/u.test(text.slice(Math.max(0, start - 2), start)))
    return true;
  return /^[ \t]*[\w.-]{0,24}$/u.test(line) && USER_LINE.test(before.slice(0, before.length - line.length));
}

/** The whole name around the anchor. */
function nameOf({ text, anchorStart, anchorEnd }: Candidate): string {
  let start = anchorStart;
  while (start > 0 && anchorStart - start < LONGEST_NAME && NAME_CHARACTER.test(text.charAt(start - 1)))
    start -= 1;
  start = behindEscape(text, start, anchorStart);
  let end = anchorEnd;
  while (end < text.length && end - anchorEnd < LONGEST_NAME && NAME_CHARACTER.test(text.charAt(end)))
    end += 1;
  return text.slice(start, end);
}
