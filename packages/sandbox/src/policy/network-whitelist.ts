import { readAuthority } from '../egress/host-name.js';
import { invalidOption } from './invalid-option.js';
import type { NetworkPolicy } from './sandbox-policy.js';

const HOST =
  /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_HOSTS = 1000;

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** One entry in its normal form: lower case, no final dot. */
function readHost(entry: unknown, field: string): string {
  const must = "must be a host as 'api.example.org', 'api.example.org:8443' or '*.example.org'";
  if (typeof entry !== 'string') throw invalidOption(field, must, entry);
  // The proxy refuses addresses in every spelling: one that were taken here would only seem to be allowed.
  if (readAuthority(entry.trim().replace(/^\*\./, '')).host.kind === 'ip-address') {
    throw invalidOption(field, 'must be the name of a host, since IP addresses are never let out to', entry);
  }
  const [, name = '', port] = /^([^:]*?)\.?(?::(\d{1,5}))?$/.exec(entry.trim().toLowerCase()) ?? [];
  if (name.length > 253 || !HOST.test(name)) throw invalidOption(field, must, entry);
  if (port === undefined) return name;
  if (!isPort(Number(port))) throw invalidOption(field, must, entry);
  return `${name}:${Number(port)}`;
}

/** @throws SentinelError `INVALID_ARGUMENT` naming the entry. */
export function readHosts(hosts: unknown): readonly string[] {
  if (hosts === undefined) return [];
  if (!Array.isArray(hosts) || hosts.length > MAX_HOSTS) {
    throw invalidOption('networkWhitelist', `must be a list of at most ${MAX_HOSTS} hosts`, hosts);
  }
  return hosts.map((entry: unknown, index) => readHost(entry, `networkWhitelist[${index}]`));
}

/** @throws SentinelError `INVALID_ARGUMENT` naming the entry. */
export function readPorts(ports: unknown): readonly number[] | undefined {
  if (ports === undefined) return undefined;
  if (!Array.isArray(ports)) throw invalidOption('networkPorts', 'must be a list of port numbers', ports);
  return ports.map((port: unknown, index) => {
    if (isPort(port)) return port;
    throw invalidOption(`networkPorts[${index}]`, 'must be a port from 1 to 65535', port);
  });
}

/** The host as the whitelist compares it. */
export function normalHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

/**
 * Whether a whitelist names this host and port. `*.example.org` is every host below `example.org`, not that
 * host itself. Without a port, the host is asked for on any of the policy's ports. Pure.
 */
export function isWhitelisted(policy: NetworkPolicy, host: string, port?: number): boolean {
  const wanted = normalHost(host);
  return policy.hosts.some((entry) => {
    const [name = '', ownPort] = entry.split(':');
    const named = name.startsWith('*.')
      ? wanted.endsWith(name.slice(1)) && wanted.length > name.length - 1
      : wanted === name;
    if (!named || port === undefined) return named;
    return ownPort === undefined ? policy.ports.includes(port) : Number(ownPort) === port;
  });
}
