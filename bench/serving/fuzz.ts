import { connect } from 'node:net';
import { createClient } from './http-client.js';
import { createRandom } from '../guarding/random.js';
import { startServer } from './start-server.js';
import type { Random } from '../guarding/random.js';

/** What came of requests that were made to break the server. */
export interface Fuzz {
  readonly requests: number;
  /** Answers by status; `none` for connections that were closed without one. */
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: number;
  readonly tokensLeaked: number;
  readonly survived: boolean;
  readonly journal: string;
}

const PATHS = [
  '/pipeline/pre',
  '/pipeline/post',
  '/audit',
  '/guard/schema',
  '/memory/fact',
  '/feedback',
  '/approvals/x',
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'get', 'X', ''];
const PIECES = [
  '{',
  '}',
  '[',
  '"toolName"',
  ':',
  ',',
  '"exec"',
  '__proto__',
  '\u0000',
  '\ud83d',
  'null',
  '1e999',
  '\r\n',
  '%00',
  '../',
];

/** Sends `requests` malformed requests over plain sockets, some of them with a valid token. */
export async function measureFuzz(requests: number, seed: number): Promise<Fuzz> {
  const server = await startServer();
  const random = createRandom(seed);
  const answers: Record<string, number> = {};
  let [faults, tokensLeaked] = [0, 0];
  const worker = async (share: number): Promise<void> => {
    for (let index = 0; index < share; index++) {
      const answer = await exchange(server.port, malformed(random, server.apiToken));
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'none';
      answers[status] = (answers[status] ?? 0) + 1;
      if (status.startsWith('5')) faults += 1;
      if (answer.includes(server.apiToken) || answer.includes(server.operatorToken)) tokensLeaked += 1;
    }
  };
  await Promise.all(Array.from({ length: 20 }, async () => worker(Math.ceil(requests / 20))));
  const client = createClient(server.port, server.operatorToken);
  const health = await client.send('GET', '/health');
  const verified = await client.send('POST', '/audit/verify');
  client.close();
  const survived = health.status === 200 && server.isAlive();
  await server.stop();
  const sent = Object.values(answers).reduce((sum, count) => sum + count, 0);
  const { status: journal } = JSON.parse(verified.text) as { readonly status: string };
  return { requests: sent, answers, faults, tokensLeaked, survived, journal };
}

function malformed(random: Random, token: string): Buffer {
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)] as T;
  const noise = (length: number): string => Array.from({ length }, () => pick(PIECES)).join('');
  const body = pick([
    noise(random.below(30)),
    `{"toolName":${JSON.stringify(noise(4))},"parameters":{${JSON.stringify(noise(2))}:${'['.repeat(random.below(2000))}`,
    '{"toolName":"exec","parameters":{"command":"true"}}'.slice(0, random.below(60)),
    JSON.stringify({ toolName: noise(3), parameters: { path: noise(5) }, snapshot: { id: noise(2) } }),
  ]);
  const length = pick([Buffer.byteLength(body), Buffer.byteLength(body), 0, 5, 2_000_000, -1, 'x']);
  const head = [
    `${pick(METHODS)} ${pick([pick(PATHS), `/${noise(3)}`, `${pick(PATHS)}?limit=${noise(2)}`])} HTTP/${pick(['1.1', '1.1', '1.1', '1.0', '3'])}`,
    `Host: ${pick(['localhost', 'localhost', 'evil.example', '', '[::1', 'a b'])}`,
    `Authorization: ${pick([`Bearer ${token}`, `Bearer ${token}`, `Bearer ${noise(3)}`, noise(2)])}`,
    `Content-Type: ${pick(['application/json', 'application/json', 'text/plain', noise(2)])}`,
    pick([
      `Content-Length: ${length}`,
      'Transfer-Encoding: chunked',
      `X: ${'x'.repeat(random.below(20_000))}`,
    ]),
    'Connection: close',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, pick(['utf8', 'latin1'] as const));
}

/** Half a second without an answer is none: some of what is sent is never finished. */
async function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    let answer = '';
    socket.setEncoding('latin1');
    socket.setTimeout(500, () => socket.destroy());
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}
