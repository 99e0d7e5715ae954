import type { Severity } from '../../detection.js';
import { readName, type NameKind } from '../assignment-names.js';
import type { Candidate } from '../candidate.js';
import { entropyOf, looksRandom } from './entropy.js';
import { isPlaceholder } from './placeholder.js';

const NAME_CHARACTER = /[\w$-]/u;
const LONGEST_NAME = 48;

/** What no password is: a path, an address, a selector, a call, a member of something, a name of the environment. */
const NOT_A_VALUE =
  /^(?:https?:|\.{0,2}\/|arn:|[#.][a-z][\w-]*$|\w{1,60}\(|[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){1,8}[;,)]{0,3}$|[A-Za-z_$][\w$]{0,60}(?:->|::|\[|\(|\?\.)|@|--|\/\/|\/\*|&\w|\|)/u;
const WORDS_ONLY = /^[A-Za-z][A-Za-z _.:'-]*$/u;
const NAME_ONLY = /^[A-Za-z_$][A-Za-z_$-]*\d{0,2}[.!?]?$/u;
const VALUE_CHARACTERS = /^[\w.~+/=:@!#$%^&*|-]+$/u;
const VERSION_LIKE =
  /^v?\d+\.\d+|\.\d+\.\d+|\d{4}-\d\d-\d\d|^\w+\.(?:js|ts|json|ya?ml|pem|txt|md|png|html|css|svg)$/u;

/** Judges the value of `password = …`. */
export function judgePassword(candidate: Candidate): Severity | null {
  if (readName(nameOf(candidate)) !== 'password') return null;
  const { value } = candidate;
  if (value.length < 4 || value.length > 200 || /\s/u.test(value)) return null;
  if (isPlaceholder(value) || NOT_A_VALUE.test(value)) return null;
  if (/^[\d.]+$/u.test(value)) return candidate.quoted && value.length >= 6 ? 1 : null;
  const kinds = Number(/\d/u.test(value)) + Number(/[a-z]/u.test(value)) + Number(/[A-Z]/u.test(value));
  const hasSign = /[^\w.:/-]/u.test(value);
  if (candidate.operator === ',') return looksRandom(value, 3) ? 2 : null;
  if (!candidate.quoted) {
    if (value.length < 6 || NAME_ONLY.test(value) || /[()[\]{};,<>]/u.test(value.slice(0, 1))) return null;
    if (/[({[]/u.test(value) && !hasBareSigns(value)) return null;
    return /\d/u.test(value) && kinds >= 2 ? 2 : hasSign && kinds >= 1 ? 1 : null;
  }
  if (WORDS_ONLY.test(value)) return /^[a-z]{6,20}$/u.test(value) && entropyOf(value) > 2 ? 1 : null;
  if (/^[^A-Za-z0-9]+$/u.test(value)) return null;
  return kinds >= 2 || hasSign ? 2 : 1;
}

/** Judges the value of `…token = …`, `…key: …` and the like. */
export function judgeNamedSecret(candidate: Candidate): Severity | null {
  const kind = readName(nameOf(candidate));
  if (kind === null) return null;
  const { value } = candidate;
  if (value.length > 400 || !VALUE_CHARACTERS.test(value)) return null;
  if (isPlaceholder(value) || NOT_A_VALUE.test(value) || VERSION_LIKE.test(value)) return null;
  const least = leastLength(kind, candidate.operator, candidate.quoted);
  if (value.length < least) return null;
  return looksRandom(value, value.length >= 20 ? 3 : 2.8) ? (kind === 'weak' ? 1 : 2) : null;
}

function leastLength(kind: NameKind, operator: string, quoted: boolean): number {
  if (operator === ',') return 20;
  if (kind === 'weak') return quoted ? 15 : 20;
  return quoted ? 10 : 14;
}

/** Brackets that no expression has: a sign of punctuation drawn at random. */
function hasBareSigns(value: string): boolean {
  return /[!@#%^&*$?~>-].{0,12}[!@#%^&*$?~>-]/u.test(value);
}

/** The whole name around the anchor. */
function nameOf({ text, anchorStart, anchorEnd }: Candidate): string {
  let start = anchorStart;
  while (start > 0 && anchorStart - start < LONGEST_NAME && NAME_CHARACTER.test(text.charAt(start - 1)))
    start -= 1;
  let end = anchorEnd;
  while (end < text.length && end - anchorEnd < LONGEST_NAME && NAME_CHARACTER.test(text.charAt(end)))
    end += 1;
  return text.slice(start, end);
}
