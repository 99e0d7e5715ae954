import type { SecretRule } from '../rule.js';

/** The rest of a name, the quote or bracket that closes it, a type. */
const REST =
  /[\w$-]{0,40}(?![\w$-])(?:\\{0,3}["'`]|&quot;)?\]?(?:\s{0,4}:?\s{0,2}(?:str|string|String|&str)(?=\s?=))?/
    .source;
/** The second half of a pair: `- name: PASSWORD` and `value: …`, `key="password" value="…"`, `<key>…</key><string>`. */
const PAIR =
  /(?:,\s{0,40})?\\{0,3}["']?(?:Parameter)?[Vv]alue\\{0,3}["']?\s{0,4}[:=]|(?:<\/\w{1,16})?>\s{0,24}<(?:value|string)>/
    .source;
const OPERATOR = `\\s{0,24}(?!\\s)(${PAIR}|${/=>|:{1,3}=|[?+.|]=|={1,3}|!={1,2}|[:：]|,|\|\||<-|>/.source})`;
const QUOTED =
  /(?:"""([^"\\\s]{4,200})"""|'''([^'\\\s]{4,200})'''|\\{1,3}"((?:[^"\\\n]|\\[^"\\\n]){1,400})\\{1,3}"|[bfru]?"((?:[^"\\\n]|\\.){1,400})"|[bfru]?'((?:[^'\\\n]|\\.){1,400})'|`([^`\n]{1,400})`)/
    .source;
/**
 * A value without quotes: no space, no punctuation of Chinese, no sign that ends a word of code. Beyond Latin-1 a class of
 * more than sixteen ranges takes five times as long, so three classes share them.
 */
const BARE =
  /((?:[^\s"'`,;&|<>\\\u0080-\uffff]|[^\0-\u007f\s”’\u3000-\uffff]|[^\0-\u2fff\u3000\ufeff，。；、！？）」』]){4,128})/
    .source;
/**
 * A value without quotes stands on the line of its name, in the element that the name begins, or in a block of YAML
 * below it.
 */
const BARE_BEHIND = `(?:[ \\t]{0,24}|(?<=>)\\s{0,40}|[ \\t]{1,4}[>|][+-]?[ \\t]{0,4}\\r?\\n[ \\t]{1,24})${BARE}`;
/** Without an operator a value needs quotes, as in `password "…"`, or an option before it: `--password …`. */
const VALUE = `(?:${OPERATOR}(?:\\s{0,24}@?${QUOTED}|${BARE_BEHIND})|[ \\t]{1,4}(?:["']([^"'\\s]{4,200})["']|${BARE}))`;

/** Names with their values, for secrets that have no form of their own. */
export const ASSIGNMENT_RULES: readonly SecretRule[] = [
  {
    id: 'secret.password-assignment',
    type: 'password',
    severity: 2,
    anchors: ['pass', 'pwd'],
    at: 'end',
    pattern: new RegExp(`${REST}${VALUE}`, 'y'),
    hasOperator: true,
    validator: 'password',
    specificity: 1,
    message: { en: 'Password in an assignment', zh: '赋值中的密码' },
  },
  {
    id: 'secret.short-named-password',
    type: 'password',
    severity: 2,
    anchors: ['pw'],
    at: 'end',
    pattern: new RegExp(`(?![A-Za-z])${REST}${VALUE}`, 'y'),
    hasOperator: true,
    validator: 'password',
    specificity: 1,
    message: { en: 'Password in an assignment', zh: '赋值中的密码' },
  },
  {
    id: 'secret.named-secret',
    type: 'generic',
    severity: 2,
    anchors: ['secret', 'token', 'key', 'cred', 'auth'],
    at: 'end',
    pattern: new RegExp(`${REST}${VALUE}`, 'y'),
    hasOperator: true,
    validator: 'named-secret',
    specificity: 1,
    message: { en: 'Secret in an assignment', zh: '赋值中的密钥' },
  },
  {
    id: 'secret.compared-secret',
    type: 'password',
    severity: 2,
    anchors: ['" ==', "' ==", '"==', "'==", '" !=', "' !=", '"!=', "'!="],
    back: { over: 'quoted', max: 200 },
    pattern:
      /["']([^"'\n]{6,200})["']\s?[!=]={1,2}\s{0,4}(?=[\w.$]{0,40}(?:passw|passwd|pwd|secret|api_?key|private_?key|token))/iy,
    validator: 'compared',
    specificity: 1,
    message: { en: 'Secret in a comparison', zh: '比较中的密钥' },
  },
];
