import { hostPorts } from './decide-target.js';
import type { NetworkPolicy } from '../policy/sandbox-policy.js';
import { RELAY_PORT } from './relay-program.js';

/** Whether a policy lets anything out at all. Without, a sandbox has no proxy, and nothing of the network. */
export function needsEgress(policy: NetworkPolicy): boolean {
  return policy.mode === 'whitelist' || hostPorts(policy).length > 0;
}

/** The variables by which programs find the proxy; each program reads another spelling. */
export function proxyEnvironment(policy: NetworkPolicy): Readonly<Record<string, string>> {
  if (!needsEgress(policy)) return {};
  const proxy = `http://127.0.0.1:${RELAY_PORT}`;
  // The sandbox's own loopback, on which the named ports of this machine are, too.
  const direct = 'localhost,127.0.0.1,::1';
  const values = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy, NO_PROXY: direct };
  const lower = Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...values, ...(Object.fromEntries(lower) as Record<string, string>) };
}
