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
      /[A-Za-z][A-Za-z0-9+.-]{1,24}:\/\/[^\s:@/?#"'`<>\\]{0,100}:([^\s/"'`@]{1,200}(?:@[^\s/"'`<>@:,]{1,100}(?=@))?)@(?=[A-Za-z0-9[$({%_-])/y,
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
    // ODBC writes braces around a value that holds a semicolon.
    pattern: /(?:([^\s;"'`<>{}()&,]{1,128})|\{([^{}\n]{1,128})\})(?=[;"'`<\n]|$)/y,
    validator: 'connection-string',
    specificity: 2,
    message: { en: 'Connection string with a password', zh: '含有密码的连接字符串' },
  },
  {
    id: 'secret.jdbc-oracle',
    type: 'db_url',
    severity: 3,
    anchors: ['jdbc:oracle:thin:'],
    at: 'end',
    pattern: /[^\s/@"'`]{1,64}\/([^\s@"'`]{1,128})@/y,
    validator: 'stored-password',
    specificity: 2,
    message: { en: 'Address of a database with a password in it', zh: '含有密码的数据库地址' },
  },
  {
    id: 'secret.netrc',
    type: 'password',
    severity: 3,
    anchors: ['machine '],
    at: 'end',
    pattern: /\s{0,8}[\w.-]{1,128}\s{1,16}login\s{1,8}\S{1,128}\s{1,16}password\s{1,8}(\S{1,128})/y,
    validator: 'stored-password',
    specificity: 2,
    message: { en: 'Password in a netrc file', zh: 'netrc 文件中的密码' },
  },
  {
    id: 'secret.pgpass',
    type: 'password',
    severity: 2,
    // host:port:database:user:password, where any of the first four may be a star.
    anchors: [':5432:', ':5433:', ':6432:', ':*:'],
    at: 'end',
    pattern: /[\w.*-]{1,63}:[\w.*@-]{1,63}:([^\s:"'`<>]{4,128})(?=\s|$)/y,
    validator: 'stored-password',
    specificity: 2,
    message: { en: 'Password in a file of PostgreSQL', zh: 'PostgreSQL 密码文件中的密码' },
  },
  {
    id: 'secret.password-hash',
    type: 'password',
    severity: 2,
    anchors: ['$1$', '$5$', '$6$', '$y$', '$2a$', '$2b$', '$2y$', '$argon2'],
    pattern:
      /\$(?:2[aby]\$\d\d\$[./A-Za-z0-9]{53}|[156]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{4,16}\$[./A-Za-z0-9]{22,86}|y\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{4,86}\$[./A-Za-z0-9]{43}|argon2i?d?\$v=\d{1,3}\$[a-z0-9=,]{5,40}\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{20,128})/y,
    validator: 'hash',
    specificity: 2,
    message: { en: 'Hash of a password', zh: '密码的哈希值' },
  },
];
