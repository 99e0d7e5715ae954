import type { SecretRule } from '../rule.js';

/** A remark in brackets, a quote, the sign or word that says what it is, and ASCII up to where a sentence goes on. */
const VALUE =
  /(?:（[^）\n]{0,16}）|\([^)\n]{0,16}\))?["'`”」]?\s{0,4}(?:[:：=]|=>|是|为)\s{0,4}["'`“「『]?([!-~]{6,64}?)(?=[\s"'`,;，。；、！？）”」』<]|$)/;

/** Secrets behind their Chinese names. */
export const CHINESE_NAME_RULES: readonly SecretRule[] = [
  {
    id: 'secret.chinese-password',
    type: 'password',
    severity: 2,
    anchors: ['密码', '口令'],
    at: 'end',
    pattern: new RegExp(VALUE, 'y'),
    validator: 'labelled-password',
    specificity: 1,
    message: { en: 'Password behind its Chinese name', zh: '中文标注的密码' },
  },
  {
    id: 'secret.chinese-key',
    type: 'generic',
    severity: 2,
    anchors: ['密钥', '令牌'],
    at: 'end',
    pattern: new RegExp(VALUE.source.replace('{6,64}', '{16,200}'), 'y'),
    validator: 'labelled-key',
    specificity: 1,
    message: { en: 'Key behind its Chinese name', zh: '中文标注的密钥' },
  },
];
