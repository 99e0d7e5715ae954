import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Target } from './decide-target.js';
import type { EgressContext } from './egress-context.js';
import { handleConnect } from './handle-connect.js';
import { handleRequest } from './handle-request.js';

function answerBroken(client: Socket, late: boolean): void {
  client.end(`HTTP/1.1 ${late ? '408 Request Timeout' : '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
  client.destroySoon();
}

/**
 * The HTTP side of the proxy: requests in absolute form, CONNECT, and the plain requests in a tunnel to port 80, for
 * which the same server reads on, bound to that one host.
 */
export function createEgressServer(context: EgressContext): Server {
  const { limits, log } = context;
  const pins = new WeakMap<Duplex, Target>();
  const server = createServer(
    {
      // Whatever the process was started with: lenient readers are what smuggling lives on.
      insecureHTTPParser: false,
      // A request without one is refused here, where the refusal is recorded.
      requireHostHeader: false,
      maxHeaderSize: limits.headBytes,
      headersTimeout: limits.headMs,
      requestTimeout: 0,
      keepAliveTimeout: limits.headMs,
      connectionsCheckingInterval: Math.min(1000, limits.headMs),
    },
    (request, response) => {
      void handleRequest(request, response, context, pins.get(request.socket));
    },
  );
  server.timeout = limits.idleMs;
  server.on('connect', (request, client: Duplex, head: Buffer) => {
    if (pins.has(client)) return void client.destroy();
    void handleConnect(request, client, head, context, (adopted, target) => {
      pins.set(adopted, target);
      server.emit('connection', adopted);
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, client: Socket) => {
    // What still comes behind a request that was refused is no request of its own.
    if (client.writableEnded) return;
    if (error.code === 'ECONNRESET' || client.destroyed) return void client.destroy();
    const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    const { host, port } = pins.get(client) ?? { host: '', port: 0 };
    log.refused({ host, port }, late ? 'time-limit' : 'malformed');
    answerBroken(client, late);
  });
  return server;
}
