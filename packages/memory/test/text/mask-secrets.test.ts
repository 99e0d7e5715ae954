import { expect, it } from 'vitest';
import { maskSecrets } from '../../src/text/mask-secrets.js';

// Put together here so that no scanner takes this file for a leak.
const joined = (...parts: string[]): string => parts.join('');

it.each([
  [joined('curl -H "Authorization: Bearer ', 'abcdef123456"'), 'curl -H "Authorization: Bearer ***"'],
  [joined('export API_KEY=', 'hunter2hunter2 && run'), 'export API_KEY=*** && run'],
  [joined('{"password": ', '"p w", "a": 1}'), '{"password": ***, "a": 1}'],
  [joined('mysql --password ', 'hunter2 db'), 'mysql --password *** db'],
  [joined('git clone https://user:', 'hunter2@example.com/x'), 'git clone https://user:***@example.com/x'],
  [joined('use sk-', 'proj-abcdefghijklmnop now'), 'use *** now'],
  [joined('gh', 'p_abcdefghijklmnopqrst'), '***'],
  [joined('AKIA', 'ABCDEFGHIJKLMNOP'), '***'],
  [joined('eyJ', 'hbGciOiJIUzI1.eyJzdWIiOiIx.sig'), '***'],
  [joined('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIE'), '***'],
  ['npm test -- --grep token', 'npm test -- --grep token'],
  ['git push origin main', 'git push origin main'],
])('masks %j', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});
