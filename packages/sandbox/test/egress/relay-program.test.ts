import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { relayCommands, throughRelay } from '../../src/egress/open-egress.js';
import { needsEgress, proxyEnvironment } from '../../src/egress/proxy-environment.js';
import { NODE_RELAY, PERL_RELAY } from '../../src/egress/relay-program.js';
import { openWorld, WHITELIST } from './harness.js';

const folder = mkdtempSync(path.join(tmpdir(), 'relay-'));
const NODE = [process.execPath, path.join(folder, 'relay.cjs')] as const;
const PERL = ['perl', path.join(folder, 'relay.pl')] as const;
writeFileSync(NODE[1], NODE_RELAY);
writeFileSync(PERL[1], PERL_RELAY);

const hasPerl = spawnSync('perl', ['-MIO::Socket::UNIX', '-e', '1']).status === 0;
const RELAYS: readonly [string, boolean, readonly string[]][] = [
  ['node', true, NODE],
  ['perl', hasPerl, PERL],
];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return port;
}

const children: ReturnType<typeof spawn>[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** Starts a relay; resolves when it is ready. */
async function start([program = '', ...args]: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await new Promise((settle) => child.stdout.once('data', settle));
}

function say(port: number, text: string): Promise<string> {
  return new Promise((settle) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let said = '';
    socket.on('error', () => undefined).on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('close', () => settle(said)).on('end', () => socket.end());
    socket.write(text);
  });
}

describe.each(RELAYS)('the relay in %s', (_name, here, command) => {
  it.skipIf(!here)(
    'carries connections to a socket, many at once, and none once the proxy is gone',
    async () => {
      const world = await openWorld();
      const port = await freePort();
      await start([...command, String(port), world.proxy.socketPath]);
      const get = (host: string) =>
        say(port, `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      const answers = await Promise.all(Array.from({ length: 20 }, () => get('api.example.org')));
      expect(answers.every((answer) => answer.includes('served api.example.org'))).toBe(true);
      expect(await get('evil.org')).toContain('host-not-listed');
      await world.proxy.close();
      expect(await get('api.example.org')).toBe('');
      await world.close();
    },
  );
});

describe('the relay before a program', () => {
  const run = async (argv: readonly string[], ...links: readonly string[]) =>
    spawnSync(NODE[0], [NODE[1], String(await freePort()), '/nowhere', ...links, '--', ...argv], {
      encoding: 'utf8',
      input: 'input',
    });

  it('hands on input, outputs and the way it ended', async () => {
    const shell = (script: string) => run(['sh', '-c', script]);
    expect(await shell('cat; echo error >&2; exit 9')).toMatchObject({
      status: 9,
      stdout: 'input',
      stderr: 'error\n',
    });
    expect((await shell('kill -9 $$')).status).toBe(137);
    expect(await run(['no-such-program'])).toMatchObject({
      status: 127,
      stderr: expect.stringContaining('failed to execute') as string,
    });
    expect((await run(['/etc'])).status).toBe(126);
  });

  it('says when it cannot listen, and runs nothing', async () => {
    const taken = createServer();
    await new Promise<void>((settle) => taken.listen(0, '127.0.0.1', settle));
    const { port } = taken.address() as AddressInfo;
    const child = spawn(NODE[0], [NODE[1], String(port), '/nowhere', '--', 'echo', 'ran']);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const status = await new Promise((settle) => child.on('close', settle));
    taken.close();
    expect([status, said]).toEqual([125, '']);
  });
});

describe('what a sandbox is told', () => {
  it('is the way to the proxy, in every spelling, where anything is let out', () => {
    expect(proxyEnvironment(WHITELIST)).toMatchObject({
      HTTPS_PROXY: 'http://127.0.0.1:3128',
      https_proxy: 'http://127.0.0.1:3128',
      no_proxy: 'localhost,127.0.0.1,::1',
    });
    for (const mode of ['none', 'localhost'] as const) {
      expect(needsEgress({ mode, hosts: [], ports: [] })).toBe(false);
      expect(proxyEnvironment({ mode, hosts: [], ports: [] })).toEqual({});
    }
  });

  it('is a port for the proxy, and one for each named port of this machine', () => {
    const policy = { mode: 'localhost', hosts: [], ports: [5432] } as const;
    const links = [
      '3128',
      '/run/sentinel-agentos/proxy.sock',
      '5432',
      '/run/sentinel-agentos/port-5432.sock',
    ];
    expect(relayCommands(policy)).toEqual([
      ['node', '/run/sentinel-agentos/relay.cjs', ...links],
      ['perl', '/run/sentinel-agentos/relay.pl', ...links],
    ]);
    expect(throughRelay(policy, '/usr/bin/node', ['a', '--', 'b']).slice(-4)).toEqual(['--', 'a', '--', 'b']);
  });
});
