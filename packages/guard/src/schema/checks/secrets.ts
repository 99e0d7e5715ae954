import { textList } from '../rule-shape.js';
import type { SchemaRule } from '../schema-rule.js';

// Names that speak of a secret whatever the tool. Compared without case, `_` and `-`.
const TELLING: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'secrets',
  'clientsecret',
  'token',
  'accesstoken',
  'refreshtoken',
  'authtoken',
  'bearertoken',
  'apikey',
  'apitoken',
  'authorization',
  'credential',
  'credentials',
  'privatekey',
  'secretkey',
  'secretaccesskey',
]);

/** `secrets`: the names that a rule declares secret. The top-level parameter is masked as a whole. */
export function declaredSecrets(rule: SchemaRule): readonly string[] {
  if (rule.secrets === undefined) return [];
  // `auth.token` may be the name of a parameter, or a place inside one.
  const names = textList(rule.secrets, 'secrets').flatMap((name) => [
    name,
    name.replace(/(?<=.)\..*$/su, ''),
  ]);
  return [...new Set(names)];
}

/** Whether a parameter's name alone says that its value must not be kept. */
export function tellsOfSecret(name: string): boolean {
  return TELLING.has(name.toLowerCase().replaceAll(/[_-]/gu, ''));
}
