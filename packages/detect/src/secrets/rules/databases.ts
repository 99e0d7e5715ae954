import type { SecretRule } from '../rule.js';

/** Addresses and connection strings that carry a password. */
export const DATABASE_RULES: readonly SecretRule[] = [
  {
    id: 'secret.url-password',
    type: 'db_url',
    severity: 3,
    anchors: ['://'],
    back: { over: 'scheme', max: 24 },
    // A password may hold an @ itself: the last one before the host counts.
    pattern:
      /[A-Za-z][A-Za-z0-9+.-]{1,24}:\/\/[^\s:@/?#"'`<>\\]{0,100}:([^\s/"'`<>@]{1,200}(?:@[^\s/"'`<>@:,]{1,100}(?=@))?)@(?=[A-Za-z0-9[$({%_-])/y,
    validator: 'url',
    specificity: 2,
    message: { en: 'Address with a password in it', zh: '含有密码的地址' },
  },
  {
    id: 'secret.connection-string',
    type: 'db_url',
    severity: 2,
    anchors: ['pwd=', 'password='],
    at: 'end',
    pattern: /([^\s;"'`<>{}()&,]{1,128})(?=[;"'`<\n]|$)/y,
    validator: 'connection-string',
    specificity: 2,
    message: { en: 'Connection string with a password', zh: '含有密码的连接字符串' },
  },
];
