import { createSocket } from 'node:dgram';
import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { EgressOptions } from '../../src/egress/egress-proxy.js';

/** What one attempt is, for the program that makes it. */
export interface Probe {
  readonly name: string;
  readonly expected: 'open' | 'shut';
  readonly attempt: Readonly<Record<string, unknown>>;
}

const OPEN = 'api.example.org';
const MARKER = 'SERVED ';

function get(url: string, host: string): string {
  return `GET ${url} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
}

const plain = (url: string, host: string) => ({ action: 'plain', bytes: get(url, host), marker: MARKER });
const tls = (target: string, serverName: string | null) => ({
  action: 'tunnel',
  target,
  serverName,
  marker: MARKER,
});
const shut = (name: string, attempt: Probe['attempt']): Probe => ({ name, expected: 'shut', attempt });
const open = (name: string, attempt: Probe['attempt']): Probe => ({ name, expected: 'open', attempt });

const SMUGGLED = get('http://evil.org/', 'evil.org');

/** Attempts by way of the proxy. */
export const PROXY_PROBES: readonly Probe[] = [
  open('HTTP to a listed host', plain(`http://${OPEN}/`, OPEN)),
  open('HTTPS to a listed host', tls(`${OPEN}:443`, OPEN)),
  open('HTTPS to a host below a listed one', tls('a.cdn.example.org:443', 'a.cdn.example.org')),
  open('HTTP in a tunnel', { action: 'tunnel', target: `${OPEN}:80`, bytes: get('/', OPEN), marker: MARKER }),
  shut('HTTP to a host that is not listed', plain('http://evil.org/', 'evil.org')),
  shut('HTTPS to a host that is not listed', tls('evil.org:443', 'evil.org')),
  shut('HTTPS to a host that looks like a listed one', tls(`evil-${OPEN}:443`, `evil-${OPEN}`)),
  shut('HTTP to an IP address', plain('http://93.184.216.34/', '93.184.216.34')),
  shut('HTTPS to an IP address', tls('93.184.216.34:443', OPEN)),
  shut('HTTPS to an IPv6 address', tls('[2606:2800:220:1::1]:443', OPEN)),
  shut('HTTPS to a decimal address', tls('1572395042:443', OPEN)),
  shut('HTTPS to a hexadecimal address', tls('0x5db8d822:443', OPEN)),
  shut('HTTP to the metadata address', plain('http://169.254.169.254/latest/meta-data/', '169.254.169.254')),
  shut('HTTP to loopback by name', plain('http://localhost/', 'localhost')),
  shut('HTTP to another port', plain(`http://${OPEN}:8080/`, `${OPEN}:8080`)),
  shut(
    'HTTP to a listed name that leads to a private address',
    plain('http://inside.example.org/', 'inside.example.org'),
  ),
  shut('TLS for another server', tls(`${OPEN}:443`, 'evil.org')),
  shut('TLS that names no server', tls(`${OPEN}:443`, null)),
  shut('HTTP on the port of TLS', {
    action: 'tunnel',
    target: `${OPEN}:443`,
    bytes: get('/', OPEN),
    marker: MARKER,
  }),
  shut('NUL in the host', plain(`http://evil.org\0.${OPEN}/`, OPEN)),
  shut('another Host than that of the target', {
    ...plain(`http://${OPEN}/`, 'evil.org'),
    marker: 'SERVED evil.org',
  }),
  shut('a switched Host on a connection that is kept alive', {
    ...plain('', ''),
    bytes: get(`http://${OPEN}/`, OPEN) + SMUGGLED,
    marker: 'SERVED evil.org',
  }),
  shut('a second request in the body of the first', {
    ...plain('', ''),
    bytes: `POST http://${OPEN}/ HTTP/1.1\r\nHost: ${OPEN}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    marker: 'SERVED evil.org',
  }),
];

/** Servers of this machine that stand for the world, all on loopback. */
export interface Outside {
  /** Leads every public address to them. */
  readonly egress: EgressOptions;
  /** A proxy without any rule, over TCP: what gets through there is a probe that works. */
  readonly openProxy: { readonly host: string; readonly port: number };
  /** Attempts past the proxy. */
  readonly direct: readonly Probe[];
  readonly httpPort: number;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return (server.address() as AddressInfo).port;
}

/** Answers whatever looks like a request, with the host that it names. */
function serve(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    for (const [, host = ''] of chunk.toString('latin1').matchAll(/Host: (.*?)\r\n/g)) {
      const body = `SERVED ${host}`;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    }
  });
}

function link(one: Socket, other: Socket): void {
  one.on('error', () => undefined).on('close', () => other.destroy());
  one.pipe(other);
}

async function udpServer(answer: (question: Buffer) => Buffer) {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => socket.send(answer(question), from.port, from.address));
  await new Promise<void>((settle) => socket.bind(0, '127.0.0.1', settle));
  return { port: socket.address().port, close: () => socket.close() };
}

/** The answer to a question for an address: 93.184.216.34. */
function dnsAnswer(question: Buffer): Buffer {
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 6);
  head.fill(0, 8, 12);
  const name = question.subarray(12, question.indexOf(0, 12) + 5);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 93, 184, 216, 34]);
  return Buffer.concat([head, name, record]);
}

export async function openOutside(): Promise<Outside> {
  const http = createServer(serve);
  const secure = createTlsServer(
    { ciphers: 'PSK', maxVersion: 'TLSv1.2', pskCallback: () => Buffer.alloc(16, 1) },
    serve,
  );
  secure.on('tlsClientError', () => undefined);
  const ports = { http: await listen(http), secure: await listen(secure) };
  const to = (port: number): Socket => connect(port === 443 ? ports.secure : ports.http, '127.0.0.1');
  const naive = createServer((client) => {
    client.on('error', () => undefined);
    client.once('data', (head: Buffer) => {
      const [, target] = /^CONNECT \S+:(\d+) /.exec(head.toString('latin1')) ?? [];
      const text = head.toString('latin1');
      // Plain HTTP to the port of TLS reaches a server that speaks it, so that the probe is seen to work.
      const upstream = target === undefined ? to(80) : undefined;
      if (upstream !== undefined) {
        upstream.write(Buffer.from(text, 'latin1'));
        link(client, upstream);
        link(upstream, client);
        return;
      }
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.once('data', (first: Buffer) => {
        const inner = to(first[0] === 22 ? 443 : 80);
        inner.write(first);
        link(client, inner);
        link(inner, client);
      });
    });
  });
  const udp = await udpServer(() => Buffer.from('SERVED you'));
  const dns = await udpServer(dnsAnswer);
  const host = '127.0.0.1';
  const openProxy = { host, port: await listen(naive) };
  return {
    egress: {
      resolve: (name) => Promise.resolve([name === 'inside.example.org' ? '10.0.0.1' : '93.184.216.34']),
      connect: (_address, port) =>
        new Promise((settle, fail) => {
          const socket = to(port);
          socket.once('error', fail).once('connect', () => settle(socket));
        }),
    },
    openProxy,
    httpPort: ports.http,
    direct: [
      shut('a connection past the proxy', { action: 'tcp', host, port: ports.http, marker: MARKER }),
      shut('a datagram', { action: 'udp', host, port: udp.port, marker: MARKER }),
      shut('a question to a name server', { action: 'dns', host, port: dns.port }),
    ],
    async close() {
      udp.close();
      dns.close();
      await Promise.all([http, secure, naive].map((server) => new Promise((settle) => server.close(settle))));
    },
  };
}
