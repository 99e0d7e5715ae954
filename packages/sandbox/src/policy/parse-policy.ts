import { SentinelError } from '@sentinel-agentos/core';
import { describeValue, invalidOption } from './invalid-option.js';
import { isWithin, readPaths, readWorkspace } from './workspace-paths.js';
import { readHosts, readPorts } from './network-whitelist.js';
import type { FileSystemPolicy, NetworkPolicy, SandboxLimits, SandboxPolicy } from './sandbox-policy.js';
import type { SandboxPolicyOptions } from './policy-options.js';

const NETWORKS: readonly unknown[] = ['none', 'localhost', 'whitelist'] satisfies NetworkPolicy['mode'][];
const MODES: readonly unknown[] = ['bind', 'tmpfs'] satisfies FileSystemPolicy['mode'][];

/** Default, least and most of each limit. Docker refuses less than 6 MB of memory; a day is a very long run. */
const LIMITS: Readonly<
  Record<Exclude<keyof SandboxLimits, 'outputBytes'>, readonly [number, number, number]>
> = {
  timeoutMs: [30_000, 1, 86_400_000],
  memoryMb: [1024, 16, 1_048_576],
  cpus: [1, 0.01, 1024],
  pids: [128, 2, 100_000],
  tmpMb: [64, 1, 1_048_576],
  workspaceMb: [1024, 1, 1_048_576],
};
const OUTPUT: readonly [number, number, number] = [1_048_576, 1, 268_435_456];

const DEFAULT_PROTECT: readonly string[] = ['.git/config', '.git/hooks/'];

function readNumber(
  field: string,
  value: unknown,
  [standard, least, most]: readonly [number, number, number],
): number {
  if (value === undefined) return standard;
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw invalidOption(field, `must be a number from ${least} to ${most}`, value);
  }
  if (field !== 'cpus' && !Number.isInteger(value)) {
    throw invalidOption(field, 'must be a whole number', value);
  }
  return value;
}

function readNetwork(options: SandboxPolicyOptions): NetworkPolicy {
  const mode = options.networkAccess ?? 'localhost';
  if (!NETWORKS.includes(mode)) {
    throw invalidOption('networkAccess', "must be 'none', 'localhost' or 'whitelist'", mode);
  }
  const hosts = readHosts(options.networkWhitelist);
  const ports = readPorts(options.networkPorts);
  if (mode !== 'whitelist' && hosts.length > 0) {
    throw invalidOption('networkWhitelist', `must be empty with networkAccess '${mode}'`, hosts[0]);
  }
  if (mode === 'whitelist' && hosts.length === 0) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      "networkWhitelist must name a host with networkAccess 'whitelist'.",
    );
  }
  if (mode === 'none' && ports !== undefined && ports.length > 0) {
    throw invalidOption('networkPorts', "must be empty with networkAccess 'none'", ports[0]);
  }
  return { mode, hosts, ports: ports ?? (mode === 'whitelist' ? [80, 443] : []) };
}

function readFileSystem(options: SandboxPolicyOptions): FileSystemPolicy {
  const workspace = readWorkspace(options.workspaceRoot ?? process.cwd());
  const mode = options.workspaceMode ?? 'bind';
  if (!MODES.includes(mode)) throw invalidOption('workspaceMode', "must be 'bind' or 'tmpfs'", mode);
  const writablePaths = readPaths('writablePaths', options.writablePaths ?? [], workspace);
  const readonlyPaths = readPaths('readonlyPaths', options.readonlyPaths ?? [], workspace);
  if (mode === 'tmpfs' && writablePaths.length > 0) {
    throw invalidOption('writablePaths', "must be empty with workspaceMode 'tmpfs'", writablePaths[0]);
  }
  for (const writable of writablePaths) {
    const shadow = readonlyPaths.find((readonly) => isWithin(readonly, writable));
    if (shadow === undefined) continue;
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `writablePaths and readonlyPaths contradict each other: ${describeValue(writable)} cannot be written, ` +
        `since ${describeValue(shadow)} is read-only.`,
    );
  }
  const protect = readPaths('protect', options.protect ?? DEFAULT_PROTECT, workspace, true);
  return { workspace, mode, writablePaths, readonlyPaths, protect };
}

function readEnv(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidOption('env', 'must be a record of texts', value);
  }
  const entries = Object.entries(value).map(([name, text]: [string, unknown]): [string, string] => {
    if (name === '' || /[=\0]/.test(name))
      throw invalidOption('env', 'must have names without = and NUL', name);
    // The value is not quoted: it may be a secret.
    if (typeof text !== 'string' || text.includes('\0')) {
      throw new SentinelError('INVALID_ARGUMENT', `env.${describeValue(name)} must be a text without NUL.`);
    }
    return [name, text];
  });
  return Object.freeze(Object.fromEntries(entries));
}

function readUser(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value === 'string' && /^\d{1,10}:\d{1,10}$/.test(value)) return value;
  throw invalidOption('user', "must be 'uid:gid' in numbers", value);
}

/**
 * Makes a policy of what a user says. Pure but for the default of `workspaceRoot`: whether paths exist and where
 * links lead is looked at when a sandbox is opened.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming field and value: wrong kinds, values out of range, paths that
 *   lead out of the workspace, options that contradict each other.
 */
export function parsePolicy(options: SandboxPolicyOptions = {}): SandboxPolicy {
  const limit = (field: keyof typeof LIMITS): number => readNumber(field, options[field], LIMITS[field]);
  return Object.freeze({
    network: Object.freeze(readNetwork(options)),
    fs: Object.freeze(readFileSystem(options)),
    limits: Object.freeze({
      timeoutMs: limit('timeoutMs'),
      memoryMb: limit('memoryMb'),
      cpus: limit('cpus'),
      pids: limit('pids'),
      tmpMb: limit('tmpMb'),
      workspaceMb: limit('workspaceMb'),
      outputBytes: readNumber('maxOutputSize', options.maxOutputSize, OUTPUT),
    }),
    env: readEnv(options.env),
    user: readUser(options.user),
  });
}
