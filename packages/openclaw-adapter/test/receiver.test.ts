import { afterEach, describe, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, openCore, person, register, scriptedHost, temporaryFolders } from './scripted-host.js';
import { createReceiver, signalOf } from '../src/receiver.js';
import { parseConfig } from '../src/config.js';
import type { TrustEvent } from 'sentinel-agentos';

interface Request {
  readonly key: string | undefined;
  readonly body: { readonly agentId: string; readonly signals: readonly { readonly kind: string }[] };
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A receiver on this machine, and what it was sent. */
async function listen(status = 200): Promise<{ url: string; requests: Request[] }> {
  const requests: Request[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Request['body'];
      requests.push({ key: request.headers.authorization, body });
      response.writeHead(status, { connection: 'close' }).end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/signals`, requests };
}

const resumed: TrustEvent = { kind: 'resumed', at: 1, sessionId: 's', calls: [], by: 'Ada' };

describe('a receiver of signals', () => {
  it('[S4-05] [S4-16] [S4-24] is optional: without one nothing needs a server, an account or a key', () => {
    expect(parseConfig({}).receiver).toEqual({});
    expect(createReceiver(parseConfig({}), 'main', '/proj', { SENTINEL_RECEIVER_KEY: 'k' })).toBeNull();
    expect(openCore().start()).toBeNull();
  });

  it('[S4-20] [S4-25] is sent signals with the key of the environment, under the name of the configuration', async () => {
    const { url, requests } = await listen();
    const config = parseConfig({ receiver: { url, agentId: 'my agent', key: 'from the file' } });
    const { stateDir } = temporaryFolders();
    for (const environment of [{ SENTINEL_RECEIVER_KEY: 'from the environment' }, {}]) {
      const receiver = createReceiver(config, 'main', stateDir, environment);
      receiver?.notify(resumed);
      await receiver?.flush();
    }
    expect(requests.map(({ key }) => key)).toEqual(['Bearer from the environment', 'Bearer from the file']);
    expect(requests[0]?.body).toMatchObject({ agentId: 'my agent', signals: [{ kind: 'resumed', at: 1 }] });
  });

  it('[S4-26] warns of a key in the file, and names the safer place', () => {
    const host = scriptedHost(temporaryFolders(), { config: { receiver: { key: 'k' } } });
    register(host);
    host.hooks.gateway_start?.();
    expect(host.log.join('\n')).toMatch(/key stands in a file: SENTINEL_RECEIVER_KEY/);
    expect(host.log.join('\n')).not.toContain('"k"');
  });

  it('[S4-21] [S4-22] is sent numbers, times and names of tools and events, and no word of anybody', () => {
    const turn = { calls: 3, highRisk: 1, durationMs: null, tools: { exec: 2, read: 1 } };
    const events: readonly TrustEvent[] = [
      { kind: 'turn_ended', at: 1, sessionId: 'telegram:1001', calls: ['op_1'], source: 'host', facts: turn },
      {
        kind: 'halted',
        at: 2,
        sessionId: 'telegram:1001',
        calls: [],
        by: 'Ada',
        reason: 'secret words',
        automatic: true,
      },
      { ...resumed, sessionId: 'telegram:1001' },
    ];
    const sent = events.map(signalOf);
    expect(sent).toEqual([
      {
        kind: 'turn_ended',
        at: 1,
        session: sent[0]?.session,
        numbers: { calls: 3, highRisk: 1, 'tool:exec': 2, 'tool:read': 1 },
        names: { source: 'host' },
      },
      { kind: 'halted', at: 2, session: sent[0]?.session, numbers: { automatic: 1 }, names: {} },
      { kind: 'resumed', at: 1, session: sent[0]?.session, numbers: {}, names: {} },
    ]);
    expect(JSON.stringify(sent)).not.toMatch(/Ada|secret|1001|op_1/);
  });

  it('gets what a session does, and what it did not take is kept for the next time', async () => {
    const refusing = await listen(503);
    const folders = temporaryFolders();
    const core = openCore({ receiver: { url: refusing.url } }, folders);
    core.gate.policy(...call('exec', { command: 'ls' }));
    core.chat(person('halt'));
    core.start();
    await core.stop();
    const file = join(folders.stateDir, 'sentinel-agentos', 'main', 'unsent-signals.jsonl');
    expect(readFileSync(file, 'utf8')).toMatch(/^\{.*"kind":"halted".*\}\n/);
    const taking = await listen();
    const receiver = createReceiver(
      parseConfig({ receiver: { url: taking.url } }),
      'main',
      join(folders.stateDir, 'sentinel-agentos', 'main'),
    );
    receiver?.notify(resumed);
    await receiver?.flush();
    const kinds = taking.requests.flatMap(({ body }) => body.signals.map(({ kind }) => kind));
    expect(kinds).toEqual(['resumed', 'halted']);
    expect(existsSync(file)).toBe(false);
  });
});

it('[S4-42] decisions are logged where that is asked for, and only there', () => {
  for (const debug of [false, true]) {
    const host = scriptedHost(temporaryFolders(), { config: { debug } });
    register(host);
    host.policy?.evaluate(...call('exec', { command: 'ls' }));
    host.policy?.evaluate(...call('exec', { command: 'rm -rf ~' }));
    expect(host.log).toEqual(debug ? ['sentinel: exec runs', 'sentinel: exec is stopped'] : []);
  }
});
