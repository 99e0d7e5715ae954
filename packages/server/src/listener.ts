import { createAdaptorServer } from '@hono/node-server';
import { createServer } from 'node:http';
import { SentinelError } from 'sentinel-agentos';
import { SECURITY_HEADERS } from './http/security-headers.js';
import type { AddressInfo, Socket } from 'node:net';
import type { App } from './app.js';
import type { Server as HttpServer } from 'node:http';
import type { CheckedOptions } from './server-options.js';

/** Where a server answers. */
export interface Listening {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
}

/** The listening side of a server. */
export interface Listener {
  listen(): Promise<Listening>;
  close(): Promise<void>;
}

/** A client that is slower than this to send its request, or the head of it, holds a place that others need. */
const REQUEST_MS = 30_000;
const HEADERS_MS = 10_000;
/** Longer than a busy server may take to get to a request that lies on a connection already: it must not be reset. */
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16_384;

/** How long a stop waits for requests that run. */
const GRACE_MS = 5_000;

export function createListener(
  app: App,
  { host, port, maxConnections }: Pick<CheckedOptions, 'host' | 'port' | 'maxConnections'>,
): Listener {
  let state: 'new' | 'started' | 'stopped' = 'new';
  const server = createAdaptorServer({
    fetch: (request, env) => app.fetch(request, env),
    // This is a library: the global objects are its host's.
    overrideGlobalObjects: false,
    createServer,
    serverOptions: {
      requestTimeout: REQUEST_MS,
      headersTimeout: HEADERS_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      connectionsCheckingInterval: 5_000,
    },
  }) as HttpServer;
  server.maxConnections = maxConnections;
  server.on('clientError', refuseMalformed);

  return {
    async listen() {
      if (state !== 'new') throw new SentinelError('INVALID_ARGUMENT', `the server was ${state} before`);
      state = 'started';
      await new Promise<void>((resolve, reject) => {
        const failed = (cause: Error): void => {
          const message = `cannot listen on ${host}:${port}: ${cause.message}`;
          reject(new SentinelError('STATE_UNAVAILABLE', message, { cause }));
        };
        server.once('error', failed);
        server.listen(port, host, () => {
          server.off('error', failed);
          resolve();
        });
      });
      const bound = (server.address() as AddressInfo).port;
      const name = host.includes(':') ? `[${host}]` : host;
      return { url: `http://${name}:${bound}`, port: bound };
    },

    async close() {
      const wasListening = state === 'started' && server.listening;
      state = 'stopped';
      if (!wasListening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection is idle only once its answer has left.
      const sweep = setInterval(() => server.closeIdleConnections(), 20);
      const deadline = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearInterval(sweep);
      clearTimeout(deadline);
    },
  };
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What is no HTTP at all never becomes a request; its sender is told so, and nothing of what it sent. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_LINES[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({ error: status.slice(4) });
  const fields = {
    ...SECURITY_HEADERS,
    'content-type': 'application/json',
    'content-length': String(body.length),
    connection: 'close',
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${head.join('')}\r\n${body}`);
}
