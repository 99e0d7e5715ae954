import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EgressEvent } from '../backend.js';
import type { NetworkPolicy } from '../policy/sandbox-policy.js';
import { hostPorts } from './decide-target.js';
import { makeEgressFolder } from './egress-folder.js';
import { openEgressProxy } from './egress-proxy.js';
import type { EgressOptions } from './egress-proxy.js';
import { NODE_RELAY, PERL_RELAY, RELAY_PORT } from './relay-program.js';

/** Where a sandbox finds the sockets and the relay. */
export const EGRESS_FOLDER = '/run/sentinel-agentos';

/** A proxy, and the folder that a sandbox needs to reach it. */
export interface Egress {
  /** To be mounted read-only at `EGRESS_FOLDER`. */
  readonly folder: string;
  readonly events: readonly EgressEvent[];
  /** Ends the proxy and removes the folder. Safe to call twice. */
  close(): Promise<void>;
}

function linkArguments(policy: NetworkPolicy): readonly string[] {
  const ports = hostPorts(policy).map((port) => [String(port), `${EGRESS_FOLDER}/port-${port}.sock`]);
  return [String(RELAY_PORT), `${EGRESS_FOLDER}/proxy.sock`, ...ports.flat()];
}

/** Command lines of the relay, the best first, for an inside that has node or Perl on its path. */
export function relayCommands(policy: NetworkPolicy): readonly (readonly string[])[] {
  const links = linkArguments(policy);
  return [
    ['node', `${EGRESS_FOLDER}/relay.cjs`, ...links],
    ['perl', `${EGRESS_FOLDER}/relay.pl`, ...links],
  ];
}

/** A command line that starts the relay, then the program, and ends with it. `node` is its path inside. */
export function throughRelay(
  policy: NetworkPolicy,
  node: string,
  argv: readonly string[],
): readonly string[] {
  return [node, `${EGRESS_FOLDER}/relay.cjs`, ...linkArguments(policy), '--', ...argv];
}

/**
 * Opens a proxy for one sandbox, in a folder that nobody else on this machine can enter.
 *
 * @param user `uid:gid` of the programs inside, as this machine's kernel knows them; this process's user when absent
 * @throws SentinelError `SANDBOX_UNAVAILABLE` when it cannot listen.
 */
export async function openEgress(
  policy: NetworkPolicy,
  user: string | undefined,
  options: EgressOptions = {},
): Promise<Egress> {
  const outside = await makeEgressFolder();
  const remove = (): Promise<void> => rm(outside, { recursive: true, force: true });
  try {
    // What is mounted must be open to the programs inside; the folder around it keeps everybody else out.
    const folder = path.join(outside, 'in');
    await mkdir(folder);
    await chmod(folder, 0o755);
    for (const [name, text] of [
      ['relay.cjs', NODE_RELAY],
      ['relay.pl', PERL_RELAY],
    ] as const) {
      await writeFile(path.join(folder, name), text);
      await chmod(path.join(folder, name), 0o644);
    }
    const proxy = await openEgressProxy({
      ...options,
      policy,
      directory: folder,
      ...(user === undefined ? {} : { user }),
    });
    return {
      folder,
      get events() {
        return proxy.events;
      },
      async close() {
        await proxy.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
