import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { isPassphrase } from '../../src/secrets/validators/passphrase.js';
import { drawn } from './samples.js';

const { scan } = createSecretScanner();
/** The severities of passwords in a text that are this value. */
const judged = (text: string, value: string): number[] =>
  scan(text)
    .detections.filter(({ start, end }) => text.slice(start, end) === value)
    .map(({ severity }) => severity);

const CONTEXTS: readonly ((value: string) => string)[] = [
  (value) => `"password": "${value}"`,
  (value) => `DB_PASSWORD='${value}'`,
  (value) => `const adminPassword = "${value}";`,
];

/** Letters of both cases and digits, as generators of passwords draw them. */
const mixed = (length: number, seed: number): string => `K${drawn(length, 'abcdefghkm', seed)}7Q4${drawn(3)}`;

describe('passwords in quotes', () => {
  it.each([
    `@${mixed(3, 1)}#!`,
    `!${mixed(3, 2)}#`,
    `/${mixed(4, 3)}9`,
    `#a9d${mixed(2, 4)}`,
    `${mixed(3, 5)}(3)x`,
    `--${mixed(3, 6)}`,
    `|${mixed(3, 7)}`,
    `&${mixed(3, 8)}`,
    `$${mixed(3, 9)}`,
    `$2${mixed(3, 10)}#`,
    `%d${mixed(3, 11)}`,
    `${mixed(2, 12)}<abc>x`,
    `${mixed(2, 13)}{x}2`,
  ])('[S4-73] are found though they begin like code: %s', (value) => {
    for (const context of CONTEXTS) expect(judged(context(value), value), context(value)).toEqual([2]);
  });

  it.each([
    '/api/v2/password/reset1',
    './password-2.js',
    '@scope/password-4',
    '@string/password1',
    '#password-field2',
    '.password9',
    '--password2',
    '&password=',
    '|password|',
    '!password1',
    '$dbPassword1',
    '$HOME/.password1',
    '${DB_PASSWORD}',
    'x${DB_PASSWORD:-a}',
    'prefix-{{ password1 }}',
    '{password}',
    '{0}',
    '<your-password1>',
    'my-<password>',
    '%PASSWORD%',
    '%s',
    '%(password)s',
    '@PASSWORD@',
    '__PASSWORD__',
    'getPassword(1)',
    'user.password1',
    'user->password1',
    'Config::password1',
    'passwords[1]',
    'https://example.com/Password1',
    'arn:aws:ssm:eu-west-1:1:parameter/Password1',
    '...',
    'Enter your new password',
    'Password must have at least 8 characters',
    'at least one lowercase letter and 1 number',
    'forgot your password again',
    'mot de passe oublié',
  ])('are not code, templates or labels from end to end: %s', (value) => {
    for (const context of CONTEXTS) expect(scan(context(value)).detections, context(value)).toEqual([]);
  });

  it('are hints where they are words in lower case that make no sentence', () => {
    for (const value of [
      'otter mango violin 91 harbor',
      'otter mango violin harbor',
      'abcd efgh ijkl mnop',
    ]) {
      for (const context of CONTEXTS) expect(judged(context(value), value), value).toEqual([1]);
    }
  });

  it('are no words elsewhere than behind the name of a password', () => {
    expect(scan('"description": "otter mango violin harbor"').detections).toEqual([]);
    expect(scan('"token": "otter mango violin harbor"').detections).toEqual([]);
    expect(scan('"passwordHint": "otter mango violin harbor"').detections).toEqual([]);
  });
});

describe('passphrases', () => {
  it('have at least four words of letters, each once', () => {
    expect(isPassphrase('otter mango violin harbor')).toBe(true);
    expect(isPassphrase('otter mango violin')).toBe(false);
    expect(isPassphrase('otter mango violin 1234')).toBe(false);
    expect(isPassphrase('otter otter violin harbor')).toBe(false);
    expect(isPassphrase('otter  mango violin harbor')).toBe(false);
    expect(isPassphrase('Otter mango violin harbor')).toBe(false);
    expect(isPassphrase('otter mango violin harbor.')).toBe(false);
  });
});
