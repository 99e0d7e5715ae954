import type { World } from '../world.js';
import { isHostCache } from './regenerable-paths.js';

/** What kind of place a path is. The meaning of an effect on it follows from this, not from its text. */
export type Zone =
  /** `/dev/null` and the streams of the process: writing there changes nothing. */
  | 'stream'
  /** The product's own state. */
  | 'state'
  | 'device'
  /** `/proc` and `/sys`: writing changes the running kernel. */
  | 'kernel'
  /** `/`, or a folder that holds the workspace or the user's home. */
  | 'root'
  /** A user's home folder itself, or the folder of all homes. */
  | 'home'
  | 'system-root'
  | 'system'
  | 'workspace-root'
  | 'git'
  | 'workspace'
  | 'temp-root'
  | 'temp'
  | 'cache'
  /** Any other place on this machine. */
  | 'outside'
  /** The text does not tell which place. */
  | 'unknown';

/** The boundaries of one reading, as real paths. */
export interface Boundaries {
  readonly workspace: string;
  readonly state: string;
  readonly home: string;
  readonly temp: string;
}

/** Streams are known by their written name: their links lead to whatever the guard itself has open. */
export function isStream(path: string): boolean {
  return STREAMS.test(path);
}

const STREAMS =
  /^\/dev\/(?:null|zero|full|random|urandom|stdin|stdout|stderr|tty|ptmx|console|(?:fd|pts)\/[^/]+)$|^\/proc\/self\/fd\/[^/]+$/;
const SYSTEM_ROOTS: ReadonlySet<string> = new Set([
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/media',
  '/mnt',
  '/opt',
  '/proc',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/lib64',
  '/usr/local',
  '/usr/sbin',
  '/usr/share',
  '/usr/include',
  '/var',
  '/var/lib',
  '/var/log',
  '/system',
  '/library',
  '/applications',
  '/volumes',
  '/private',
  '/private/etc',
  '/private/var',
  '/cores',
]);
const SYSTEM =
  /^\/(?:bin|boot|etc|lib|lib32|lib64|libx32|sbin|usr(?!\/local\/)|var\/(?:lib|spool|run|backups|db)|run|system|library|private\/(?:etc|var))\//;
const HOMES = /^\/(?:home|users|root|home\/[^/]+|users\/[^/]+)$/;
const TEMP = /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)(?:\/|$)/;
const TEMP_ROOT = /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)$/;
const GIT_DIR = /(?:^|\/)\.git(?:\/|$)/;

/** A world's boundaries, resolved once for a reading, and only when a path is met in it. */
export function boundariesOf({ facts, workspaceRoot, stateDir }: World): Boundaries {
  let workspace: string | null = null;
  let state: string | null = null;
  return {
    get workspace() {
      return (workspace ??= facts.realpath(workspaceRoot));
    },
    get state() {
      return (state ??= facts.realpath(stateDir));
    },
    home: facts.home,
    temp: facts.temp,
  };
}

/** Whether a path is a folder or lies in it. `src-evil` does not lie in `src`. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** The zone of an absolute, normalised path. */
export function zoneOf(path: string, at: Boundaries): Zone {
  if (isWithin(path, at.state)) return 'state';
  const lower = path.toLowerCase();
  if (path === '/') return 'root';
  if (path === at.home || HOMES.test(lower)) return 'home';
  if (at.workspace !== '/' && isWithin(path, at.workspace)) {
    if (path === at.workspace) return 'workspace-root';
    return GIT_DIR.test(path.slice(at.workspace.length)) ? 'git' : 'workspace';
  }
  if (isWithin(at.workspace, path) || isWithin(at.home, path)) return 'root';
  if (path === at.temp || TEMP_ROOT.test(lower)) return 'temp-root';
  if (isWithin(path, at.temp) || TEMP.test(lower)) return 'temp';
  if (STREAMS.test(path)) return 'stream';
  if (SYSTEM_ROOTS.has(lower)) return 'system-root';
  if (lower.startsWith('/dev/')) return 'device';
  if (lower.startsWith('/proc/') || lower.startsWith('/sys/')) return 'kernel';
  if (isHostCache(path)) return 'cache';
  return SYSTEM.test(lower) ? 'system' : 'outside';
}
