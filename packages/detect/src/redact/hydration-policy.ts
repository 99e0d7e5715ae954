/** Which values may go into which sink. What no rule allows stays a placeholder. */
export interface HydrationRule {
  /** Types of values, as detections name them; `*` allows every type. */
  readonly types: readonly string[];
  /** Hosts by their exact name, `*.example.com` for everything below one, `local` for sinks on this machine. */
  readonly hosts: readonly string[];
}

/** The sink that is about to run, and what may be put into it. */
export interface HydrationPolicy {
  /** Host that the sink talks to; `local` when it stays on this machine. */
  readonly host: string;
  readonly rules: readonly HydrationRule[];
}

/** Whether the sink may get a value of this type. Unknown means no. */
export function allowsHydration({ host, rules }: HydrationPolicy, type: string): boolean {
  const name = plainHost(host);
  return rules.some(
    ({ types, hosts }) =>
      (types.includes(type) || types.includes('*')) && hosts.some((allowed) => coversHost(allowed, name)),
  );
}

function coversHost(allowed: string, host: string): boolean {
  const name = plainHost(allowed);
  if (host === '' || name === '' || name === '*') return false;
  // `*.example.com` ends with the dot: neither `example.com` nor `evilexample.com`.
  return name.startsWith('*.')
    ? host.length > name.length - 1 && host.endsWith(name.slice(1))
    : host === name;
}

/** Names of hosts do not differ by case, nor by the dot of the root. */
function plainHost(host: string): string {
  const name = host.trim().toLowerCase();
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
