import { isWhitelisted } from '../policy/network-whitelist.js';
import type { NetworkPolicy } from '../policy/sandbox-policy.js';
import type { AllowReason, RefuseReason } from './egress-reason.js';
import type { HostName } from './host-name.js';

/** Whether a host may be looked for at all. */
export type TargetDecision =
  | { readonly allowed: true; readonly host: string; readonly port: number; readonly reason: AllowReason }
  | { readonly allowed: false; readonly reason: RefuseReason };

/** A target that was allowed. */
export type Target = Extract<TargetDecision, { allowed: true }>;

/** Names of the machine that looks them up (RFC 6761): no whitelist of hosts is about them. */
function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}

/** Ports of this machine that the policy names: all of `localhost` mode, and `localhost:port` in a whitelist. */
export function hostPorts(policy: NetworkPolicy): readonly number[] {
  switch (policy.mode) {
    case 'none':
      return [];
    case 'localhost':
      return [...new Set(policy.ports)];
    case 'whitelist':
      return [...new Set(policy.hosts.flatMap((entry) => /^localhost:(\d+)$/.exec(entry)?.[1] ?? []))].map(
        Number,
      );
  }
}

/**
 * Judges host and port by the policy alone, before anything is resolved: a name that is refused is never asked for,
 * so it cannot carry data out by DNS. Pure.
 */
export function decideTarget(policy: NetworkPolicy, host: HostName, port: number): TargetDecision {
  if (host.kind === 'ip-address') return { allowed: false, reason: 'ip-address' };
  if (host.kind === 'none') return { allowed: false, reason: 'bad-host' };
  const { name } = host;
  if (isLoopbackName(name)) {
    const ports = hostPorts(policy);
    if (name === 'localhost' && ports.includes(port))
      return { allowed: true, host: name, port, reason: 'host-port' };
    return { allowed: false, reason: ports.length > 0 ? 'port-not-listed' : 'host-not-listed' };
  }
  if (policy.mode !== 'whitelist' || !isWhitelisted(policy, name)) {
    return { allowed: false, reason: 'host-not-listed' };
  }
  if (!isWhitelisted(policy, name, port)) return { allowed: false, reason: 'port-not-listed' };
  return { allowed: true, host: name, port, reason: 'listed' };
}
