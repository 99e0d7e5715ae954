import { isIP } from 'node:net';
import { isWhitelisted, normalHost } from '../policy/network-whitelist.js';
import type { NetworkPolicy, SandboxPolicy } from '../policy/sandbox-policy.js';
import { isWithin } from '../policy/workspace-paths.js';
import { flatten, readCommands } from '../shell/read-commands.js';
import { shorten } from '../shown-text.js';
import { findDanger } from './dangerous-command.js';
import { networkTargets } from './network-targets.js';
import type { NetworkTarget } from './network-targets.js';
import { writtenPaths } from './written-paths.js';

/** A longer text is a program, not a command line; it is refused unread. */
const MAX_LENGTH = 100_000;
/** The home folder inside. */
const HOME = '/tmp';

function isLoopback(host: string): boolean {
  const bare = normalHost(host).replace(/^\[|\]$/g, '');
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare === '::1' ||
    (isIP(bare) === 4 && bare.startsWith('127.'))
  );
}

function refusedTarget(network: NetworkPolicy, { host, port }: NetworkTarget): string | undefined {
  switch (network.mode) {
    case 'none':
      return `Network access is none: ${shorten(host, 100)}`;
    case 'localhost':
      return isLoopback(host) ? undefined : `Network access is localhost only: ${shorten(host, 100)}`;
    case 'whitelist':
      return isLoopback(host) || isWhitelisted(network, host, port) ? undefined : 'Network not in whitelist';
    default: {
      const unknown: never = network.mode;
      return `Network access is unknown: ${String(unknown)}`;
    }
  }
}

/** Why a path must not be written; undefined when it may. Compares by whole components, looks at no disk. */
export function refusedWrite({ fs }: SandboxPolicy, place: string): string | undefined {
  const shown = shorten(place, 200);
  const readonly = [...fs.readonlyPaths, ...fs.protect.map((entry) => entry.replace(/\/$/, ''))];
  if (readonly.some((folder) => isWithin(folder, place))) return `Path is read-only: ${shown}`;
  if (fs.writablePaths.length > 0) {
    return fs.writablePaths.some((folder) => isWithin(folder, place))
      ? undefined
      : `Path is not in writablePaths: ${shown}`;
  }
  if (isWithin(fs.workspace, place) || isWithin('/tmp', place)) return undefined;
  return `Path is not in the workspace: ${shown}`;
}

/**
 * Why a command line must not run under a policy, as far as its text tells; undefined when nothing speaks against
 * it. Pure, in time linear in the text. A first look, for an early and clear answer: what a program does when it
 * runs is refused by the sandbox around it.
 */
export function checkCommand(policy: SandboxPolicy, command: string, cwd: string): string | undefined {
  if (command.includes('\0')) return 'Command holds a NUL character';
  if (command.length > MAX_LENGTH) return `Command is longer than ${MAX_LENGTH} characters`;
  const commands = readCommands(command);
  if (commands === undefined) return 'Command cannot be read: a quote or bracket is not closed';
  const danger = findDanger(commands);
  if (danger !== undefined) return `Dangerous command: ${danger}`;
  for (const found of flatten(commands).flatMap(networkTargets)) {
    const refused = refusedTarget(policy.network, found);
    if (refused !== undefined) return refused;
  }
  for (const place of writtenPaths(commands, cwd, HOME)) {
    const refused = refusedWrite(policy, place);
    if (refused !== undefined) return refused;
  }
  return undefined;
}
