import { afterEach, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, openCore } from './scripted-host.js';
import { liveProblems } from '../src/live-check.js';
import type { Core } from '../src/core.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A gateway that asks the gate, or not. Gives its configuration. */
async function gateway(core: Core, asks: boolean): Promise<object> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const answer = (status: number, body: unknown): void =>
        void response.writeHead(status, { connection: 'close' }).end(JSON.stringify(body));
      if (request.headers.authorization !== 'Bearer t') return answer(401, {});
      if (request.url === '/sentinel/status') return answer(200, core.status());
      const { tool, args } = JSON.parse(Buffer.concat(parts).toString()) as { tool: string; args: object };
      const judged = asks ? core.gate.policy(...call(tool, { ...args })) : undefined;
      if (judged === undefined || !('allow' in judged)) return answer(200, { ok: true });
      return answer(403, { ok: false, error: { message: judged.reason } });
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { gateway: { port: (server.address() as AddressInfo).port, auth: { token: 't' } } };
}

it('is content with a gateway that asks the gate', async () => {
  expect(await liveProblems(await gateway(openCore(), true), {})).toEqual([]);
});

it('says what a gateway lets through that asks nobody', async () => {
  const problems = await liveProblems(await gateway(openCore(), false), {});
  expect(problems).toEqual([
    'a call that must be blocked was not: web_fetch gave 200 ',
    'the guard saw no call that it blocked',
    'the guard saw no call that it let through',
  ]);
});

it('says why it cannot ask', async () => {
  const config = await gateway(openCore(), true);
  expect(await liveProblems({}, {})).toEqual([expect.stringContaining('OPENCLAW_GATEWAY_TOKEN')]);
  const wrong = await liveProblems(config, { OPENCLAW_GATEWAY_TOKEN: 'wrong' });
  expect(wrong).toEqual(['the gateway does not answer: /sentinel/status gave 401']);
});
