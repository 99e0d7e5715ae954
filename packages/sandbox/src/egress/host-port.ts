import { createServer } from 'node:net';
import type { Server } from 'node:net';
import type { EgressContext } from './egress-context.js';
import { carryDown, carryUp } from './tunnel.js';

/**
 * A server that leads to one port of this machine's loopback, and nowhere else. Inside, a relay listens on the same
 * port, so that a program reaches it as it would outside.
 */
export function createPortServer(port: number, context: EgressContext): Server {
  const target = { allowed: true, host: 'localhost', port, reason: 'host-port' } as const;
  return createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    client.on('error', () => client.destroy());
    const refuse = (reason: 'upload-limit' | 'unreachable'): void => {
      context.log.refused(target, reason);
      client.destroy();
    };
    if (context.budget.spent) return refuse('upload-limit');
    void context.dial(target).then((dialled) => {
      if (!dialled.reached) return refuse('unreachable');
      const { socket: upstream } = dialled;
      upstream.on('error', () => upstream.destroy());
      if (client.destroyed) return void upstream.destroy();
      context.log.allowed(target, 'host-port', upstream);
      carryDown(upstream, client);
      carryUp(client, upstream, target, context);
    });
  });
}
