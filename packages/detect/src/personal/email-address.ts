import { latePattern } from '../scan/late-pattern.js';
import type { Candidate, PersonalRule } from './personal-rule.js';

/** Second-level names that RFC 2606 and RFC 6761 reserve, and addresses nobody reads. */
const NOBODY =
  /@(?:[\w-]+\.)*(?:example\.(?:com|net|org)|(?:test|invalid|localhost|example|local|internal))$|^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster)@|@users\.noreply\.|^(?:security|opensource|conduct|abuse|hostmaster|webmaster|majordomo|listserv|bugs?)@|@(?:lists?|groups|googlegroups|bugs)\.|-(?:list|devel|dev|announce|users|request|commits|patches)@|^(?:foo|bar|baz|[a-z]|user|username|name|you|your[\w.-]*|someone)@(?:foo|bar|baz|[a-z]|host|domain|mail|email|company|site|server|your[\w-]*)\./i;
/** Ends of file names that follow an at sign in the names of scaled images and versions of packages. */
const FILE_END =
  /\.(?:png|jpe?g|gif|svg|webp|ico|css|scss|js|mjs|cjs|ts|tsx|jsx|json|md|html?|vue|map|lock|tgz|zip|gz|service|target|socket|mount)$/i;
/** The lines by which authors sign what they publish: git, patches, package manifests. */
const PUBLISHED_AUTHORSHIP =
  /(?:^|\n)[\s>*#/|-]{0,12}["']?(?:author|commit|committer|commit-by|tagger|(?:[a-z]{2,16}-)+by|from|maintainer|contributors?|copyright|\(c\)|©)["']?(?:\s*\((?:c|C)\))?[ :\t]{0,4}[^\n]{0,90}$/i;

function isPublishedAuthorship({ text, start }: Candidate): boolean {
  // `Name <address>` behind such a label, on one line.
  return (
    PUBLISHED_AUTHORSHIP.test(text.slice(Math.max(0, start - 110), start)) &&
    /[<(]/.test(text[start - 1] ?? '')
  );
}

function isCredentialOfUrl({ text, start, end }: Candidate): boolean {
  if (/:\/\/[^\s/@]{0,64}$/.test(text.slice(Math.max(0, start - 70), start))) return true;
  // `git@host:path` names a repository.
  return (
    /^git@/i.test(text.slice(start, end)) ||
    (text[end] === ':' && /^[\w.~-]+\//.test(text.slice(end + 1, end + 64)))
  );
}

const pattern: () => RegExp = latePattern(
  String.raw`(?:(?<![A-Za-z0-9._%+-])[A-Za-z0-9_%+][A-Za-z0-9._%+-]{0,63}|(?<!\p{sc=Han})\p{sc=Han}{1,12})@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,4}(?:xn--[a-z0-9-]{2,24}|[A-Za-z]{2,24})(?![A-Za-z0-9-])`,
  'gu',
);

/** Addresses of e-mail after RFC 5321, without quoted local parts and address literals. */
export const emailAddress: PersonalRule = {
  type: 'email',
  get pattern() {
    return pattern();
  },
  accepts(candidate) {
    const { value } = candidate;
    if (value.includes('..') || value.includes('.@')) return undefined;
    if (NOBODY.test(value) || FILE_END.test(value)) return undefined;
    if (isCredentialOfUrl(candidate) || isPublishedAuthorship(candidate)) return undefined;
    return { severity: 2 };
  },
  message: { en: 'E-mail address', zh: '电子邮箱地址' },
};
