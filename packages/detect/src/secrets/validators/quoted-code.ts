import { looksRandom } from './entropy.js';
import { isMaskOrFiller } from './placeholder.js';

/** How code, selectors, options and references begin; a password may begin so too. */
const BEGINS_LIKE_CODE =
  /^(?:[#./|&!@]|--|[A-Za-z_$][\w$]{0,60}(?:->|::|\[|\(|\?\.|\.[A-Za-z_$][\w$.?]{0,60}[;,)\]]{0,3}$))/u;
/** Addresses, paths, calls, members: what is code from its first character to its last. */
const IS_CODE =
  /^(?:https?:|arn:|\.{1,2}\/|\/\/|\/\*|\/[^/]{0,200}\/|@[\w-]{1,60}\/|\w{1,60}\(.{0,200}\)[;,]?$|[A-Za-z_$][\w$]{0,60}(?:(?:\??\.|->|::)[A-Za-z_$][\w$]{0,60}){1,8}(?:\(.{0,200}\))?[;,)\]]{0,3}$|[A-Za-z_$][\w$]{0,60}\[[^\]]{0,200}\]$)/u;
/** Templates whose end is there too, and strings that go on behind a quote. */
const CLOSED_TEMPLATE =
  /[$#%]\{[\w.:/ ()'",?=+@[\]-]{0,80}\}|\{\{[\w.:/ ()'",?=+|$-]{0,80}\}\}|\$\([^)]{0,80}\)|<%.{0,200}%>|["'] ?\+/u;
const WHOLE_TEMPLATE =
  /^(?:<[^<>]{0,200}>|\{[\w.:\s-]{0,64}\}|\[[^\]]{0,60}\]|%[sdvq]|%\(\w{1,60}\)[sd]?|%\w{1,60}%|@\w{1,60}@|__\w{1,60}__|\\\(.{0,200}\)|ENC\[.{0,400}|vault:.{0,400}|\$\[.{0,200}\]|(?:\$\d{1,2})+|\.\.\..{0,200}|….{0,200})$/u;
const VARIABLE = /^\$([A-Za-z_]\w{0,60})/u;
const TAG = /<[a-z][\w -]{1,40}>/giu;

/**
 * Whether a value in quotes is code and no password. In quotes nothing has to be code, so it is only what is code, or
 * a template, as a whole, and what begins like it without being as mixed as strong passwords are.
 */
export function isQuotedCode(value: string): boolean {
  return IS_CODE.test(value) || (BEGINS_LIKE_CODE.test(value) && !isMixed(value));
}

/** Whether a value in quotes stands for a secret: as a template from end to end, a mask, or words for a secret. */
export function isQuotedPlaceholder(value: string): boolean {
  if (isMaskOrFiller(value) || CLOSED_TEMPLATE.test(value) || WHOLE_TEMPLATE.test(value)) return true;
  const variable = VARIABLE.exec(value)?.[1];
  if (variable !== undefined && !looksRandom(variable, 2.8)) return true;
  return value.search(TAG) >= 0 && !looksRandom(value.replace(TAG, ''), 2);
}

/** Letters of both cases, digits and signs, or what looks drawn at random. */
function isMixed(value: string): boolean {
  if (looksRandom(value, 2.8)) return true;
  return /[a-z]/u.test(value) && /[A-Z]/u.test(value) && /\d/u.test(value) && /[^\w./-]/u.test(value);
}
