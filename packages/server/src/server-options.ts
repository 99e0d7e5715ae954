import { SentinelError } from 'sentinel-agentos';
import type { AgentOS, AgentOSOptions } from 'sentinel-agentos';
import { isLoopback } from './auth/refuse-strangers.js';
import type { RateLimitOptions } from './limits/rate-limit.js';

/** How a server is set up. Everything has a default. */
export interface ServerOptions {
  /** 0 takes any free port. Default 3300. */
  readonly port?: number;
  /** Address to listen on. Without an API token only one of this machine is allowed. Default `127.0.0.1`. */
  readonly host?: string;
  /**
   * What agents show as `Authorization: Bearer …`. Default: `AGENTOS_TOKEN`, else `AGENTOS_API_TOKEN`, of the
   * environment; without any, everybody on this machine is served. Make one with `openssl rand -hex 32`.
   */
  readonly apiToken?: string;
  /**
   * What people show to answer approvals, halt and resume, undo, change rules and forget; at least 16 characters. Default:
   * `AGENTOS_OPERATOR_TOKEN`, else a random one where there is an API token.
   */
  readonly operatorToken?: string;
  /**
   * The system to serve, or how to make one. One that is given is not closed by `stop`. Default: one for the workspace
   * in `AGENTOS_WORKSPACE`, else the current folder, with the built-in rules in force.
   */
  readonly os?: AgentOS | AgentOSOptions;
  /**
   * Who asks about calls that need a person. `host` (default): the client does, unless it says `approval: 'server'`.
   * `server`: always the people of this server.
   */
  readonly approvals?: 'host' | 'server';
  /** Largest body in bytes. Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Requests of one client address: a burst, and how many a second after it. Default 1,000 and 500; `false`: no
   * limit. People are not limited. */
  readonly rateLimit?: RateLimitOptions | false;
  /** Most connections at once. Default 2,000. */
  readonly maxConnections?: number;
  /** Most subscribers to `/events` at once. Default 100. */
  readonly maxStreams?: number;
  /** How often a subscriber to whom nothing happens hears that it is still connected, in milliseconds. Default 15,000. */
  readonly heartbeatMs?: number;
  /** Told of faults of the server's own, which clients are not told. Default: nobody. */
  readonly onError?: (error: unknown) => void;
}

/** The options with their defaults, but for the tokens and the system. */
export type CheckedOptions = Required<Omit<ServerOptions, 'apiToken' | 'operatorToken' | 'os'>>;

/** @throws SentinelError `INVALID_CONFIG`, naming the option and its value. */
export function checkServerOptions(options: ServerOptions): CheckedOptions {
  const {
    port = 3300,
    host = '127.0.0.1',
    approvals = 'host',
    rateLimit,
    onError = () => undefined,
  } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw invalid('port', port, 'a port');
  if (typeof host !== 'string' || host === '' || /\s/.test(host)) throw invalid('host', host, 'an address');
  if (approvals !== 'host' && approvals !== 'server') throw invalid('approvals', approvals, 'host or server');
  const limits = rateLimit ?? { burst: 1_000, perSecond: 500 };
  if (limits !== false) {
    positive('rateLimit.burst', limits.burst);
    positive('rateLimit.perSecond', limits.perSecond);
  }
  return {
    port,
    host,
    approvals,
    rateLimit: limits,
    maxBodyBytes: positive('maxBodyBytes', options.maxBodyBytes ?? 1024 * 1024),
    maxConnections: positive('maxConnections', options.maxConnections ?? 2_000),
    maxStreams: positive('maxStreams', options.maxStreams ?? 100),
    heartbeatMs: positive('heartbeatMs', options.heartbeatMs ?? 15_000),
    onError,
  };
}

/** @throws SentinelError `INVALID_CONFIG` when a network could reach a server that asks for no token. */
export function checkReach(host: string, apiToken: string | null): void {
  if (apiToken !== null || isLoopback(host)) return;
  throw new SentinelError(
    'INVALID_CONFIG',
    `host ${host} can be reached from a network: set an apiToken (openssl rand -hex 32), or listen on 127.0.0.1`,
  );
}

function positive(field: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw invalid(field, value, 'a number above 0');
}

function invalid(field: string, value: unknown, wanted: string): SentinelError {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return new SentinelError('INVALID_CONFIG', `${field} must be ${wanted}, got ${shown}`);
}
