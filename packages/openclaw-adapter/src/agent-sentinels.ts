import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AgentOS, SentinelError } from 'sentinel-agentos';
import { ownPaths, ownToolReaders, PLUGIN_ID, type HostPlaces } from './own-places.js';
import { createReceiver } from './receiver.js';
import type { AdapterConfig } from './config.js';
import type { HostAgent } from './host-config.js';
import type { AgentOSOptions } from 'sentinel-agentos';
import type { SignalBatches } from './signal-batches.js';

/** One Sentinel for each agent of the host: each has a workspace of its own. */
export interface AgentSentinels {
  /**
   * The agent's Sentinel, opened at its first use.
   *
   * @throws SentinelError when it cannot be opened; it is tried again after a second, not at every call.
   */
  of(agentId: string): AgentOS;
  /** The folder that the agent works in. */
  workspaceOf(agentId: string): string;
  /** Every agent that the host names or that had a call. */
  agents(): readonly string[];
  /** Those that are open, with the name of their agent. */
  open(): readonly (readonly [agentId: string, os: AgentOS])[];
  /** Why an agent's Sentinel could not be opened, by agent. */
  failures(): ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** How long a Sentinel that could not be opened stays so, in milliseconds. */
const RETRY_MS = 1000;

export function createAgentSentinels(
  config: AdapterConfig,
  places: HostPlaces,
  workspaceOf: (agentId: string) => string,
  named: () => readonly string[],
): AgentSentinels {
  const opened = new Map<string, AgentOS>();
  const receivers: SignalBatches[] = [];
  const failed = new Map<string, { readonly error: unknown; readonly at: number }>();

  return {
    workspaceOf,
    of(agentId) {
      const known = opened.get(agentId);
      if (known !== undefined) return known;
      const failure = failed.get(agentId);
      if (failure !== undefined && performance.now() - failure.at < RETRY_MS) throw failure.error;
      try {
        const agent = { id: agentId, workspace: workspaceOf(agentId) };
        const options = sentinelOptions(config, places, agent, named().map(workspaceOf));
        const receiver = createReceiver(config, agentId, join(places.stateDir, PLUGIN_ID, folderOf(agentId)));
        const os = new AgentOS(receiver === null ? options : { ...options, trustSink: receiver });
        if (receiver !== null) receivers.push(receiver);
        opened.set(agentId, os);
        failed.delete(agentId);
        return os;
      } catch (error) {
        failed.set(agentId, { error, at: performance.now() });
        throw error;
      }
    },
    agents: () => [...new Set([...named(), ...opened.keys()])],
    open: () => [...opened],
    failures: () => new Map([...failed].map(([agentId, { error }]) => [agentId, messageOf(error)])),
    async close() {
      const all = [...opened.values()];
      opened.clear();
      await Promise.allSettled(all.map(async (os) => os.close()));
      for (const receiver of receivers.splice(0)) receiver.keep();
    },
  };
}

/**
 * What one agent's Sentinel is opened with, in the host and on its command line.
 *
 * @param workspaces of all agents: they may lie in the host's state folder, and nothing else there is for agents.
 */
export function sentinelOptions(
  config: AdapterConfig,
  places: HostPlaces,
  { id: agentId, workspace: workspaceRoot }: HostAgent,
  workspaces: readonly string[],
): AgentOSOptions {
  const { safeModel, autoHaltOnRt } = config.killSwitch;
  const { enabled, allowedChannels } = config.outboundAllowlist;
  return {
    workspaceRoot,
    stateDir: join(places.stateDir, PLUGIN_ID, folderOf(agentId)),
    userStateDir: join(places.stateDir, PLUGIN_ID, 'keys'),
    agentId,
    language: config.language,
    preRegisteredRules: config.builtInRules,
    approvalTimeoutMs: config.approvalTimeoutMs,
    // The intent is on the disk before a call runs; outcomes ride with the next record, and hold nobody up.
    durability: 'relaxed',
    // What the agent says to its own user is gated by what it carries, not by what its session has earned.
    safetyGate: { ...config.safetyGate, customToolRisk: { [REPLY]: 'LOW' } },
    killSwitch: { autoHaltOnRt, ...(safeModel === undefined ? {} : { safeModel }) },
    ...(config.credentialProtection.enabled ? {} : { detectConfig: false }),
    guardConfig: {
      ownPaths: ownPaths(places, [workspaceRoot, ...workspaces]),
      toolReaders: ownToolReaders(places),
      ...(config.rulesFile === undefined ? {} : { rulesFile: config.rulesFile }),
      ...(enabled
        ? { rules: { schema: [{ tool: REPLY, allowedValues: { channel: allowedChannels } }] } }
        : {}),
    },
  };
}

/** How a message on its way out is called in the kernel. */
export const REPLY = 'reply';

/** A name of an agent as the name of a folder: two agents never share one. */
export function folderOf(agentId: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/u.test(agentId) && agentId !== 'keys') return agentId;
  return `agent-${createHash('sha256').update(agentId).digest('hex').slice(0, 16)}`;
}

/** What an error says, in one line. */
export function messageOf(error: unknown): string {
  if (SentinelError.is(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
