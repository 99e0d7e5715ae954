import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Effect, OwnPath, ToolReader } from 'sentinel-agentos';

/** The plugin's id, in the manifest, in the host's configuration and in questions. */
export const PLUGIN_ID = 'sentinel-agentos';

/** Where the host keeps what decides whether this plugin works. */
export interface HostPlaces {
  /** The host's state folder. */
  readonly stateDir: string;
  /** The host's configuration file. */
  readonly configFile: string;
}

/** Where the host is on this machine: as its own environment says, else in its state folder. */
export function hostPlaces(stateDir: string, environment: NodeJS.ProcessEnv = process.env): HostPlaces {
  return { stateDir, configFile: environment['OPENCLAW_CONFIG_PATH'] ?? join(stateDir, 'openclaw.json') };
}

/**
 * The host's whole state folder is the guard's own, but for the workspaces in it: its configuration, plugins, grants,
 * credentials and sessions all decide whether this plugin works. Agents work in workspaces and nowhere else.
 */
export function ownPaths(
  { stateDir, configFile }: HostPlaces,
  workspaces: readonly string[],
): readonly OwnPath[] {
  const inside = workspaces.map((path) => resolve(path)).filter((path) => isBelow(path, resolve(stateDir)));
  return [configFile, { folder: stateDir, except: [join(stateDir, 'workspace'), ...inside] }];
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

/**
 * What the host's own tools would do to this guard, as effects: to switch it off or replace it is to write the
 * configuration that it stands in. The guard decides about the effects; every other use of these tools is read by
 * the guard itself, so there is no reader for them here.
 */
export function ownToolReaders({ configFile }: HostPlaces): Readonly<Record<string, ToolReader>> {
  const rewritten = (param: string): Effect => ({
    verb: 'fs.write',
    target: configFile,
    scope: 'host',
    reversibility: 'partial',
    sensitivity: 'critical',
    remote: false,
    evidence: { param, start: 0, end: 0 },
  });
  const looked: Effect = {
    verb: 'net.fetch',
    target: 'openclaw',
    scope: 'process',
    reversibility: 'pure',
    sensitivity: 'normal',
    remote: false,
    evidence: { param: 'action', start: 0, end: 0 },
  };
  const changed: Effect = {
    verb: 'privilege.gain',
    target: 'openclaw',
    scope: 'host',
    reversibility: 'partial',
    sensitivity: 'normal',
    remote: false,
    evidence: { param: 'action', start: 0, end: 0 },
  };
  const delegated: Effect = {
    verb: 'process.spawn',
    target: 'agent',
    scope: 'process',
    reversibility: 'partial',
    sensitivity: 'normal',
    remote: false,
    evidence: { param: 'message', start: 0, end: 0 },
  };
  const speaks: ToolReader = ({ message }) =>
    typeof message === 'string' && COMMANDS.test(message) ? [rewritten('message')] : [delegated];
  return {
    plugins: (params) => {
      if (typeof params['action'] === 'string' && LOOKS.has(params['action'])) return [looked];
      // Without a name it may be any plugin; a package or a path may hold this one under another name.
      const named = params['pluginId'];
      const isOther = typeof named === 'string' && named !== PLUGIN_ID && !HAS_SOURCE(params);
      return [isOther ? changed : rewritten('action')];
    },
    sessions_send: speaks,
    conversations_send: speaks,
  };
}

/** Actions of the host's tool `plugins` that change nothing. */
const LOOKS: ReadonlySet<string> = new Set(['list', 'inspect', 'search']);

/** Whether something is installed over whatever has that name. */
const HAS_SOURCE = (params: Readonly<Record<string, unknown>>): boolean =>
  params['action'] === 'install' && JSON.stringify(params).includes(PLUGIN_ID);

/** Messages that the host takes for commands of a person. */
const COMMANDS = /^\s*\/(?:sentinel|approve|plugins?|config|elevated|exec)\b/iu;
