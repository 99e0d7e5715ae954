import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serve } from './served-workspace.js';

const PACKAGE = join(import.meta.dirname, '..');

/** Rows such as ``| `GET /audit` | agent | what it does | [audit](test/audit.test.ts) |``. */
const ROW = /^\| `(GET|POST) ([^`]+)`\s+\| (\w+)\s+\| .*\| \[[\w-]+\]\((test\/[\w-]+\.test\.ts)\)\s+\|$/gm;

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly 'x-access': string }>>>>;
}

it('the README lists every endpoint, with who may use it and the test that pins it', async () => {
  const { ask } = await serve();
  const { paths }: Document = (await ask('/openapi.json')).json();
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => `${method.toUpperCase()} ${path} ${operation['x-access']}`,
    ),
  );
  const rows = [...readFileSync(join(PACKAGE, 'README.md'), 'utf8').matchAll(ROW)];
  expect(rows.map(([, method, path, access]) => `${method} ${path} ${access}`).sort()).toEqual(served.sort());
  for (const [, , path = '', , file = ''] of rows) {
    expect([file, existsSync(join(PACKAGE, file))]).toEqual([file, true]);
    const fixed = path.split('{')[0] ?? '';
    expect([path, readFileSync(join(PACKAGE, file), 'utf8').includes(fixed)]).toEqual([path, true]);
  }
});

it('[S2-217] it says how a token is made and rotated', () => {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
  expect(readme).toContain('openssl rand -hex 32');
  expect(readme).toContain('To rotate one');
});
