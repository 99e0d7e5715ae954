import { homedir } from 'node:os';
import path from 'node:path';
import { isWithin } from './workspace-paths.js';

/** Folders of the system: a workspace is never in one of them, nor around one. */
const SYSTEM: readonly string[] = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/usr/bin',
  '/usr/lib',
  '/usr/libexec',
  '/usr/sbin',
  '/usr/share',
  '/var/lib/containerd',
  '/var/lib/docker',
  '/var/run',
  '/private/etc',
  '/System',
];

/** Where people keep keys and tokens, below their home. */
const SECRETS: readonly string[] = [
  '.aws',
  '.azure',
  '.config/gcloud',
  '.config/gh',
  '.docker',
  '.git-credentials',
  '.gnupg',
  '.kube',
  '.netrc',
  '.npmrc',
  '.password-store',
  '.ssh',
];

/**
 * The place that makes a folder unfit as a workspace, since it holds it or lies in it; undefined when there is
 * none. A home folder is unfit for the keys in it. `workspace` is a real path. Pure.
 */
export function blockedBy(workspace: string, home: string = homedir()): string | undefined {
  const places = [...SYSTEM, ...SECRETS.map((secret) => path.join(home, secret))];
  return places.find((place) => isWithin(place, workspace) || isWithin(workspace, place));
}
