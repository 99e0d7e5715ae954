import type { SecretRule } from '../rule.js';

/** What may follow a name before its value: the rest of the name, a quote, a bracket, a type, the operator. */
const OPERATOR =
  /[\w$-]{0,40}(?:\\{0,3}["'`]|&quot;)?\]?(?:\s{0,4}:?\s{0,2}(?:str|string|String|&str)(?=\s?=))?\s{0,24}(?<op>=>|:{1,3}=|[?+.|]=|={1,3}|!={1,2}|:|,|\|\||<-|>)?\s{0,24}@?/
    .source;
const QUOTED =
  /(?:\\"((?:[^"\\\n]|\\[^"\n]){1,400})\\"|[bfru]?"((?:[^"\\\n]|\\.){1,400})"|[bfru]?'((?:[^'\\\n]|\\.){1,400})'|`([^`\n]{1,400})`)/
    .source;
/** Only behind an operator; `>` is an element whose end tag follows. */
const BARE = /(?<=[=:>]\s{0,24})([^\s"'`,;&|<>\\]{4,256})(?=[\s"'`,;&|<>\\]|$)/.source;

/** Names with their values, for secrets that have no form of their own. */
export const ASSIGNMENT_RULES: readonly SecretRule[] = [
  {
    id: 'secret.password-assignment',
    type: 'password',
    severity: 2,
    anchors: ['pass', 'pwd'],
    at: 'end',
    pattern: new RegExp(`${OPERATOR}(?:${QUOTED}|${BARE})`, 'y'),
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
    pattern: new RegExp(`${OPERATOR}(?:${QUOTED}|${BARE})`, 'y'),
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
