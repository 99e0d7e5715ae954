import { request } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { API, OPERATOR, serve } from './served-workspace.js';

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    '../../../../etc/passwd',
    '<script>alert(1)</script>',
    'x'.repeat(70_000),
    '😀'.repeat(200),
    '-0',
    '1e999',
  ),
);
const hostileJson = fc.oneof(
  fc.json({ maxDepth: 4 }),
  hostileText.map((text) => JSON.stringify(text)),
  hostileText.map((text) => `{"toolName":${JSON.stringify(text)},"parameters":{${JSON.stringify(text)}:1}}`),
  hostileText.map(
    (text) => `{"signal":${JSON.stringify(text)},"key":${JSON.stringify(text)},"value":{"a":1}}`,
  ),
  hostileText.map(
    (text) => `{"toolName":"exec","snapshot":{"id":${JSON.stringify(text)},"key":${JSON.stringify(text)}}}`,
  ),
  fc.nat(3000).map((depth) => '{"a":'.repeat(depth)),
  fc.constantFrom('{', '[1,', '"', 'nul', '{"a":1e999}', '\ufeff{}'),
);

const PATHS = [
  '/pipeline/pre',
  '/pipeline/post',
  '/pipeline/report',
  '/pipeline/profile',
  '/guard/schema',
  '/guard/thresholds',
  '/memory/preference',
  '/memory/fact',
  '/memory/rule',
  '/memory/search',
  '/memory/forget',
  '/feedback',
  '/audit',
  '/session/end',
  '/approvals',
  '/approvals/x',
  '/sessions/x/halt',
  '/snapshots/x/diff',
  '/trust',
  '/openapi.json',
];

const attempts: fc.Arbitrary<Attempt> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'),
  path: fc.oneof(
    fc.constantFrom(...PATHS),
    fc.tuple(fc.constantFrom(...PATHS), fc.webQueryParameters()).map(([path, query]) => `${path}?${query}`),
    fc
      .tuple(fc.constantFrom('/approvals/', '/snapshots/', '/sessions/'), hostileText)
      .map(
        ([path, text]) => `${path}${encodeURIComponent(Buffer.from(text).toString('latin1').slice(0, 200))}`,
      ),
    fc.webPath(),
    fc.constantFrom('/%', '/%ff', '/audit?limit=%ff', '//evil.example/audit', '/pipeline/%2e%2e/audit', '/*'),
  ),
  headers: fc.record({
    authorization: fc.constantFrom(
      `Bearer ${API}`,
      `Bearer ${OPERATOR}`,
      'Bearer',
      'Basic x',
      `Bearer ${API} x`,
    ),
    'content-type': fc.constantFrom('application/json', 'text/plain', 'application/json;charset=utf-16', ''),
    'last-event-id': fc.constantFrom('a.1', '9'.repeat(40)),
  }),
  body: fc.oneof(
    hostileJson.map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  ),
});

/** With node:http, which sends paths and bodies as they are. */
async function send(
  port: number,
  { method, path, headers, body }: Attempt,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, host: '127.0.0.1', method, path, headers, agent: false, timeout: 10_000 },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    asked.on('error', reject);
    asked.end(method === 'GET' || method === 'HEAD' ? undefined : body);
  });
}

it('no request makes the server fall over, answer with a fault of its own, or give a token away', async () => {
  const faults: unknown[] = [];
  const { port, ask } = await serve({ rateLimit: false, onError: (error) => faults.push(error) });
  await ask('/pipeline/pre', { body: { toolName: 'exec', parameters: { command: 'true' } } });
  await fc.assert(
    fc.asyncProperty(attempts, async (attempt) => {
      const { status, text } = await send(port, attempt);
      const shown = [attempt.method, attempt.path, String(attempt.body).slice(0, 100), status, faults];
      expect(shown).toEqual([
        ...shown.slice(0, 3),
        expect.toSatisfy((code: number) => code >= 200 && code < 500),
        [],
      ]);
      expect(text.includes(API) || text.includes(OPERATOR)).toBe(false);
      if (status >= 400 && attempt.method !== 'HEAD') expect(JSON.parse(text)).toHaveProperty('error');
    }),
    { numRuns: Number(process.env['SENTINEL_RUNS'] ?? 250) },
  );
  expect((await ask('/health')).status).toBe(200);
  expect((await ask('/audit/verify', { method: 'POST' })).json()).toHaveProperty('status', 'ok');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
