import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connect, Resolve } from '../../src/egress/dial.js';
import type { EgressLimits } from '../../src/egress/egress-limits.js';
import { openEgressProxy } from '../../src/egress/egress-proxy.js';
import type { EgressProxy } from '../../src/egress/egress-proxy.js';
import type { NetworkPolicy } from '../../src/policy/sandbox-policy.js';

/** The "public" address that stands for the servers of a test, which all listen on loopback. */
const PUBLIC = '93.184.216.34';

export interface World {
  readonly proxy: EgressProxy;
  readonly folder: string;
  /** Names that were resolved, and addresses that were dialled, in order. */
  readonly resolved: string[];
  readonly dialled: string[];
  /** Requests that arrived at the plain HTTP server, as it saw them. */
  readonly requests: {
    url: string;
    headers: IncomingMessage['headers'];
    rawHeaders: string[];
    body: string;
  }[];
  /** Bytes that arrived at the raw TCP server. */
  received(): Buffer;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly policy?: NetworkPolicy;
  readonly limits?: Partial<EgressLimits>;
  /** Name to addresses; `PUBLIC` is what every other name has. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** What the raw server says at once. */
  readonly greeting?: string;
}

export const WHITELIST: NetworkPolicy = {
  mode: 'whitelist',
  hosts: ['api.example.org', '*.cdn.example.org', 'git.example.org:22', 'inside.example.org'],
  ports: [80, 443],
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return (server.address() as AddressInfo).port;
}

/** A proxy, an HTTP server that stands for port 80 of every public host, and an echo that stands for all others. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const requests: World['requests'] = [];
  const bytes: Buffer[] = [];
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
    request.on('end', () => {
      const { url = '', headers, rawHeaders } = request;
      requests.push({ url, headers, rawHeaders, body });
      response.setHeader('X-Served', 'yes');
      response.end(`served ${headers.host} ${url} ${body.length}`);
    });
  });
  const raw = createTcpServer({ allowHalfOpen: true }, (socket) => {
    if (options.greeting !== undefined) socket.write(options.greeting);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      bytes.push(chunk);
      socket.write(chunk);
    });
    socket.on('end', () => socket.end());
  });
  const ports = { http: await listen(http), raw: await listen(raw) };
  const resolved: string[] = [];
  const dialled: string[] = [];
  const resolve: Resolve = (host) => {
    resolved.push(host);
    return Promise.resolve(options.names?.[host] ?? [PUBLIC]);
  };
  const dial: Connect = (address, port, signal) => {
    dialled.push(`${address}:${port}`);
    return new Promise((settle, fail) => {
      const socket = connect({
        host: '127.0.0.1',
        port: port === 80 ? ports.http : ports.raw,
        allowHalfOpen: true,
      });
      signal.addEventListener('abort', () => socket.destroy(new Error('aborted')), { once: true });
      socket.once('error', fail).once('connect', () => settle(socket));
    });
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'egress-'));
  const proxy = await openEgressProxy({
    policy: options.policy ?? WHITELIST,
    directory: folder,
    resolve,
    connect: dial,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  return {
    proxy,
    folder,
    resolved,
    dialled,
    requests,
    received: () => Buffer.concat(bytes),
    async close() {
      await proxy.close();
      http.closeAllConnections();
      await Promise.all([http, raw].map((server) => new Promise((settle) => server.close(settle))));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A connection to a unix socket, and all that it has said. */
export interface Client {
  readonly socket: Socket;
  said(): string;
  /** Resolves once it has said this, or with what it said until its end. */
  until(text: string): Promise<string>;
  readonly ended: Promise<string>;
}

export function open(socketPath: string, encoding: 'utf8' | 'latin1' = 'utf8'): Client {
  const socket = connect({ path: socketPath, allowHalfOpen: true });
  const chunks: Buffer[] = [];
  const said = (): string => Buffer.concat(chunks).toString(encoding);
  const ended = new Promise<string>((settle) => {
    socket.on('end', () => settle(said())).on('close', () => settle(said()));
  });
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    socket,
    said,
    ended,
    until: (text) =>
      new Promise((settle) => {
        const look = (): void => {
          if (said().includes(text)) settle(said());
        };
        socket.on('data', look);
        void ended.then(settle);
        look();
      }),
  };
}

/** Sends these bytes to the proxy and waits for its last word. */
export async function ask(world: World, bytes: string | Buffer): Promise<string> {
  const client = open(world.proxy.socketPath);
  client.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  const said = await client.ended;
  client.socket.destroy();
  return said;
}

/** What the proxy decided, shortly. */
export function decisions(world: World): readonly string[] {
  return world.proxy.events.map(({ host, port, reason }) => `${host}:${port} ${reason}`);
}
