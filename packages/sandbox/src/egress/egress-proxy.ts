import type { Server, Socket } from 'node:net';
import path from 'node:path';
import type { EgressEvent } from '../backend.js';
import type { NetworkPolicy } from '../policy/sandbox-policy.js';
import { hostPorts } from './decide-target.js';
import { connectDirectly, createDial, createResolve } from './dial.js';
import type { Connect, Resolve } from './dial.js';
import type { EgressContext } from './egress-context.js';
import { EGRESS_LIMITS } from './egress-limits.js';
import type { EgressLimits } from './egress-limits.js';
import { createEgressServer } from './egress-server.js';
import { createEventLog } from './event-log.js';
import { createPortServer } from './host-port.js';
import { listenOn } from './listen.js';
import { createUploadBudget } from './upload-meter.js';

/** A way out of a sandbox, as narrow as its policy. */
export interface EgressProxy {
  /** Where it listens: a unix socket, for its owner only. */
  readonly socketPath: string;
  /** For each port of this machine that the policy names, a socket that leads to it and nowhere else. */
  readonly portSockets: readonly { readonly port: number; readonly socketPath: string }[];
  /** Decisions, oldest first; the newest thousand. */
  readonly events: readonly EgressEvent[];
  /** Ends every connection. Safe to call twice. */
  close(): Promise<void>;
}

/** How a proxy finds and reaches hosts, and its bounds. */
export interface EgressOptions {
  readonly limits?: Partial<EgressLimits>;
  /** Default: the name servers of this machine. */
  readonly resolve?: Resolve;
  /** Default: plain TCP. */
  readonly connect?: Connect;
}

/** What a proxy is made of. */
export interface EgressProxyOptions extends EgressOptions {
  readonly policy: NetworkPolicy;
  /** A folder that only this user may enter, or one in such a folder. The sockets are made in it. */
  readonly directory: string;
  /** Who may connect besides this user, as `uid:gid`. */
  readonly user?: string;
}

/** The sockets of a server, to be ended with it; what it turns away is a decision too. */
function track(server: Server, sockets: Set<Socket>, { limits, log }: EgressContext): void {
  server.maxConnections = limits.connections;
  server.on('drop', () => log.refused({ host: '', port: 0 }, 'connection-limit'));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
}

/**
 * Opens a proxy for HTTP/1.1 that speaks CONNECT and absolute-form, on a unix socket: mounted into a sandbox without
 * network, it is the only way out, and there is none when it is gone. It does not keep the process alive.
 *
 * @throws SentinelError `SANDBOX_UNAVAILABLE` when it cannot listen in that folder.
 */
export async function openEgressProxy(options: EgressProxyOptions): Promise<EgressProxy> {
  const limits = { ...EGRESS_LIMITS, ...options.limits };
  const log = createEventLog();
  const context: EgressContext = {
    policy: options.policy,
    limits,
    log,
    dial: createDial(
      options.resolve ?? createResolve(),
      options.connect ?? connectDirectly,
      limits.connectMs,
    ),
    budget: createUploadBudget(limits.uploadBytes),
  };
  const sockets = new Set<Socket>();
  const links = [
    { port: undefined, server: createEgressServer(context), name: 'proxy.sock' },
    ...hostPorts(options.policy).map((port) => ({
      port,
      server: createPortServer(port, context),
      name: `port-${port}.sock`,
    })),
  ].map((link) => ({ ...link, socketPath: path.join(options.directory, link.name) }));

  const close = async (): Promise<void> => {
    const closed = links.map(({ server }) => new Promise((settle) => server.close(settle)));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  for (const { server } of links) track(server, sockets, context);
  try {
    for (const { server, socketPath } of links) await listenOn(server, socketPath, options.user);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    socketPath: path.join(options.directory, 'proxy.sock'),
    portSockets: links.flatMap(({ port, socketPath }) => (port === undefined ? [] : [{ port, socketPath }])),
    get events() {
      return log.list();
    },
    close,
  };
}
