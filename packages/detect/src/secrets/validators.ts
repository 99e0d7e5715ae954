import type { Severity } from '../detection.js';
import type { Candidate } from './candidate.js';
import { isPublishable } from './publishable-keys.js';
import { isPublishedSample } from './published-samples.js';
import { judgeNamedSecret, judgePassword } from './validators/assignment.js';
import { isBasicAuth } from './validators/basic-auth.js';
import { hasChecksum } from './validators/crc32.js';
import { entropyOf, looksRandom } from './validators/entropy.js';
import { isPrivateMember } from './validators/jwk.js';
import { jwtHeader } from './validators/jwt.js';
import { isLabelledPassword } from './validators/labelled-password.js';
import { isPlaceholder } from './validators/placeholder.js';
import { judgeUrlCredentials } from './validators/url-credentials.js';

/** Has the last word on a candidate: its severity, or `null` when it is no secret. */
export type Validator = (candidate: Candidate, severity: Severity) => Severity | null;

export type ValidatorName =
  | 'token'
  | 'hash'
  | 'google-key'
  | 'access-key-id'
  | 'aws-secret'
  | 'registry-auth'
  | 'compared'
  | 'fixed'
  | 'checksummed'
  | 'jwt'
  | 'jwt-header'
  | 'jwk'
  | 'curl'
  | 'last-segment'
  | 'basic'
  | 'bearer'
  | 'url'
  | 'connection-string'
  | 'labelled-password'
  | 'labelled-key'
  | 'stored-password'
  | 'password'
  | 'named-secret';

/** How far a program's name may stand before the option that holds a password. */
const LONGEST_COMMAND = 256;

/** The checks that rules name. */
export const VALIDATORS: Readonly<Record<ValidatorName, Validator>> = {
  token: ({ value }, severity) => (isPlaceholder(value) || entropyOf(value) < 2.8 ? null : severity),
  'google-key': ({ value }, severity) =>
    isPlaceholder(value) || entropyOf(value) < 2.8 || isPublishedSample(value) ? null : severity,
  'access-key-id': ({ value }, severity) => (/(.)\1{13}/u.test(value.slice(0, 18)) ? null : severity),
  'aws-secret': ({ value }, severity) => {
    if (isPlaceholder(value) || entropyOf(value) < 3.8 || !/[a-z]/u.test(value) || !/[A-Z]/u.test(value))
      return null;
    // The documentation of AWS ends its samples so.
    if (value.endsWith('EXAMPLEKEY')) return 1;
    return /[\d/+]/u.test(value) && value.length === 40 ? severity : looksRandom(value, 3.8) ? 2 : null;
  },
  'registry-auth': ({ text, anchorStart, value }, severity) => {
    // In a file of npm the name stands behind an address or in quotes; elsewhere it may be anybody's variable.
    const before = text.slice(Math.max(0, anchorStart - 2), anchorStart);
    return /\/:$|["']$/u.test(before) && !isPlaceholder(value) ? severity : null;
  },
  compared: ({ value }, severity) =>
    /\s/u.test(value) || isPlaceholder(value) || !hasStrength(value) ? null : severity,
  // A hash begins with a dollar sign, as templates do.
  hash: ({ value }, severity) => (entropyOf(value) < 3.5 ? null : severity),
  fixed: ({ value }, severity) => (isPlaceholder(value) ? null : severity),
  checksummed: ({ value }, severity) => {
    if (isPlaceholder(value) || entropyOf(value) < 2.8) return null;
    return hasChecksum(value.slice(value.indexOf('_') + 1)) ? severity : 2;
  },
  jwt: ({ value }, severity) => {
    if (jwtHeader(value) !== null) return severity;
    return value.split('.').length === 3 && looksRandom(value, 4) ? 2 : null;
  },
  'jwt-header': ({ value }, severity) => {
    const header = jwtHeader(value);
    return header !== null && ('enc' in header || 'alg' in header) ? severity : null;
  },
  jwk: (candidate, severity) => (isPrivateMember(candidate) ? severity : null),
  curl: ({ text, anchorStart, value }, severity) => {
    const command = text.slice(Math.max(0, anchorStart - LONGEST_COMMAND), anchorStart);
    return command.lastIndexOf('curl') > command.lastIndexOf('\n\n') && !isPlaceholder(value)
      ? severity
      : null;
  },
  basic: ({ value }, severity) => (isBasicAuth(value) ? severity : null),
  bearer: ({ value }, severity) => (isPlaceholder(value) || !looksRandom(value, 3) ? null : severity),
  url: judgeUrlCredentials,
  'labelled-password': ({ value }, severity) => (isLabelledPassword(value) ? severity : null),
  'labelled-key': ({ value }, severity) =>
    isLabelledPassword(value) && looksRandom(value, 3) && !isPublishable(value) ? severity : null,
  'connection-string': ({ value, text, anchorStart, start }, severity) => {
    // In braces may be the name of a variable.
    if (text.charAt(start - 1) === '{' && /^[A-Za-z_][\w.]*$/u.test(value) && !looksRandom(value, 2.8))
      return null;
    const before = text.slice(Math.max(0, anchorStart - LONGEST_COMMAND), anchorStart);
    if (!standsInList(before)) return null;
    return judgeStoredPassword(value, severity);
  },
  'stored-password': ({ value }, severity) => judgeStoredPassword(value, severity),
  // What stands before the last dash of a Slack token are numbers of workspaces and users.
  'last-segment': ({ value }, severity) => {
    const secret = value.slice(value.lastIndexOf('-') + 1);
    return /\d/u.test(secret) && !isPlaceholder(secret) && entropyOf(secret) > 2 ? severity : null;
  },
  password: judgePassword,
  'named-secret': judgeNamedSecret,
};

/** Whether a value has more than letters: a word in a comparison is a state or a name. */
function hasStrength(value: string): boolean {
  return /[^A-Za-z._:/-]/u.test(value) && entropyOf(value) > 2.5;
}

/** Where only a password can stand, a word for one is a hint; a template is nothing. */
function judgeStoredPassword(value: string, severity: Severity): Severity | null {
  if (/^[${<%#"'[]|^\*+$|^x+$/iu.test(value)) return null;
  return isPlaceholder(value) ? 1 : severity;
}

/** Whether a text ends in `name=value;` and perhaps words: what is behind is one of a list of settings. */
function standsInList(before: string): boolean {
  const end = before.lastIndexOf(';');
  if (end < 0 || !/^[ \w]{0,24}$/u.test(before.slice(end + 1))) return false;
  const setting = before.slice(before.lastIndexOf(';', end - 1) + 1, end);
  return /\w=[^=\n]{1,128}$/u.test(setting);
}
