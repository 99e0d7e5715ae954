/** Words behind a secret's name that make it the name of something else: of its file, its length, its field. */
const ABOUT = new Set(
  `id ids name names type types file files filename path paths url urls uri uris field fields label length len size count
  policy policies expiry expires expire expiration expiration ttl index idx column columns col regex regexp pattern
  placeholder hint prompt title message messages msg error errors err input inputs selector class classes style format
  version ref refs arn handler provider manager store service factory builder validator validation generator parser
  required enabled disabled chars characters map maps mapper down up press pressed code codes word words frame frames
  board space spaces usage algorithm alg mode prefix suffix env var variable list set sets array object help text description desc
  link page button btn form reset endpoint host vault status state kind source src method methods option options strategy
  rotation schedule tag tags location dir directory model schema hash hashed digest fingerprint salt extractor resolver
  getter setter check checker checks changed at date time timeout limit min max strength rule rules confirmation event
  stream streams getter iterator value_from valuefrom arg args param params prop props expected`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);

/** Words before `key` or `token` that make it no secret. */
const HARMLESS_BEFORE = new Set(
  `public publishable sort primary foreign partition cache row record map object hash bucket sequence unique index group
  translation i18n shortcut page continuation next previous prev csrf xsrf cancel cancellation syntax lexer punctuation
  eos bos pad unk sep cls mask design query react item data node storage registry lookup dictionary array entity natural
  surrogate composite compound parent child string number public enum prop property label menu hot accelerator arrow modifier
  enter escape tab shift ctrl meta session_storage local cursor sync idempotency idempotent dedupe message locale lang`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);

const SECRET_NOUN =
  /^(?:pass|pwd?|secrete|keys?|creds?|auth|.{0,16}(?:password|passwd|passphrase|passcode|pwd|secret|token|apikey|credential)s?)$/u;
const PASSWORD_NOUN = /^(?:pass|pw)$|(?:password|passwd|passphrase|passcode|pwd)s?$/u;
/** What has a password: behind it `pass` is one in names of any length. */
const ACCOUNT =
  /^(?:auth|account|admin|basic|client|database|db|ftp|http|imap|ldap|login|mail|mariadb|master|mongo|mysql|pg|pop3|postgres|postgresql|proxy|redis|replica|replication|repo|root|sa|server|sftp|smtp|sql|ssh|sudo|svc|user|vnc|wifi|wpa)$/u;
const STRONG_NOUN = /(?:secret|token|apikey|cred|credential)s?$|^secrete$/u;
const STRONG_BEFORE_KEY =
  /^(?:api|access|private|secret|encryption|signing|master|account|shared|auth|license|deploy|service|client|app|consumer|storage|ssh|admin|subscription)$/u;
const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/gu;

/** What a name says about the value that is assigned to it. */
export type NameKind = 'password' | 'strong' | 'weak';

/**
 * Reads the name of an assignment, for example `DB_PASSWORD`, `githubToken` or `cacheKey`. `null`: it names no
 * secret.
 */
export function readName(name: string): NameKind | null {
  const words = (name.slice(-80).match(PART) ?? []).map((word) => word.toLowerCase());
  let place = -1;
  for (let at = words.length - 1; at >= 0 && place < 0; at--)
    if (SECRET_NOUN.test(words[at] ?? '')) place = at;
  if (place < 0) return null;
  if (words.slice(place + 1).some((word) => ABOUT.has(word))) return null;
  const noun = words[place] ?? '';
  const before = words[place - 1] ?? '';
  // Long names that end in `pass` are of steps and of tests.
  if (noun === 'pass' && words.length > 3 && !ACCOUNT.test(before)) return null;
  if (PASSWORD_NOUN.test(noun)) return 'password';
  if (HARMLESS_BEFORE.has(before)) return null;
  if (STRONG_NOUN.test(noun)) return 'strong';
  return noun.startsWith('key') && STRONG_BEFORE_KEY.test(before) ? 'strong' : 'weak';
}
