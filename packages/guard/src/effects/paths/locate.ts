import { posix } from 'node:path';
import type { FileFacts } from '../../facts/file-facts.js';
import { trimEnd } from './trim-end.js';
import { isWindowsPath, mountedDrive, plainWindowsPath, windowsZone } from './windows-paths.js';
import { isStream, zoneOf, type Boundaries, type Zone } from './zones.js';

/** A part of a text that is not known. A NUL can stand for it because no argument of a program holds one. */
export const UNKNOWN = '\0';

/** Where a path leads, after links, `..` and `/proc/self/root`. */
export interface Place {
  /** Absolute; holds `UNKNOWN` where the text does not tell. */
  readonly path: string;
  readonly zone: Zone;
  /** True when the path names everything inside a folder (`dir/*`) rather than one thing. */
  readonly contents: boolean;
}

export interface LocateOptions {
  readonly cwd: string;
  readonly facts: FileFacts;
  readonly boundaries: Boundaries;
  /** False where the program acts on a final symbolic link itself, as `rm` does. Default true. */
  readonly follow?: boolean;
}

/** `dir/*`, `dir/.*`, `dir/{*,.*}` and the like: all of a folder. */
const EVERYTHING = /^(?:\.?\*+|\*\.\*|\.\[!?.*\]\*|\.\?\?\*|\{\*,\.\*\}|\?*\*)$/;
const PROC_ROOT = /^\/proc\/(?:self|thread-self|\d+)(?:\/task\/\d+)?\/root(?=\/|$)/;
const PROC_CWD = /^\/proc\/(?:self|thread-self)(?:\/task\/\d+)?\/cwd(?=\/|$)/;
/** What will be the process of the program: asked now, the disk would show the guard's own. */
const OWN_PROCESS = /^\/proc\/(?:self|thread-self)(?:\/|$)/;
const MAX_STEPS = 64;
/** No system call takes a longer path. */
const MAX_PATH = 4096;

/**
 * Finds the place of a path as a program run in `cwd` would. Pure apart from the facts. Text after an
 * unknown part is kept but can't change the zone; a path that begins unknown has the zone `unknown`.
 */
export function locate(written: string, options: LocateOptions): Place {
  const text = isWindowsPath(written) ? plainWindowsPath(written.slice(0, MAX_PATH)) : written;
  if (text === '') return { path: '', zone: 'stream', contents: false };
  const slash = text.lastIndexOf('/');
  const last = text.slice(slash + 1);
  if (EVERYTHING.test(last)) {
    const folder = locate(slash < 0 ? '.' : slash === 0 ? '/' : text.slice(0, slash), {
      ...options,
      follow: true,
    });
    return { ...folder, contents: true };
  }
  if (text.length > MAX_PATH) return { path: text.slice(0, MAX_PATH), zone: 'unknown', contents: false };
  // What begins unknown may begin with a slash.
  if (text.startsWith(UNKNOWN)) return { path: text, zone: 'unknown', contents: false };
  let path = text.startsWith('/') || isWindowsPath(text) ? text : `${options.cwd}/${text}`;
  if (isWindowsPath(path)) {
    // Only where the workspace lies on a drive itself can the disk be asked for links.
    const here = isWindowsPath(options.boundaries.workspace) && !path.includes(UNKNOWN);
    path = plainWindowsPath(here ? options.facts.realpath(path) : path);
    return { path, zone: windowsZone(path, options.boundaries), contents: false };
  }
  path = path.replace(PROC_ROOT, '') || '/';
  path = path.replace(PROC_CWD, options.cwd);
  const gap = path.indexOf(UNKNOWN);
  if (gap >= 0) return locatePartly(path, gap, options);
  if (isStream(path)) return { path, zone: 'stream', contents: false };
  const follow = options.follow !== false || text.endsWith('/');
  const real = resolveLinks(path, options.facts, follow);
  // A link that leads to nothing stays one. What is written through it lands at a place nobody sees here.
  if (follow && options.facts.kind(real) === 'symlink')
    return { path: real, zone: 'outside', contents: false };
  const zone = zoneOf(real, options.boundaries);
  const drive = zone === 'outside' ? mountedDrive(real) : null;
  return {
    path: real,
    zone: drive === null ? zone : windowsZone(drive, options.boundaries),
    contents: false,
  };
}

function locatePartly(path: string, gap: number, options: LocateOptions): Place {
  const cut = path.lastIndexOf('/', gap);
  if (cut < 0 || path.slice(gap).includes('/..')) return { path, zone: 'unknown', contents: false };
  const folder = resolveLinks(path.slice(0, cut) || '/', options.facts, true);
  const whole = posix.join(folder, path.slice(cut + 1));
  // Something in a folder is judged as a thing of its own there, never as the folder itself.
  return { path: whole, zone: zoneOf(whole, options.boundaries), contents: false };
}

/** Follows links before each `..`, as the kernel does; a purely textual `..` would miss `link/..`. */
function resolveLinks(path: string, facts: FileFacts, follow: boolean): string {
  let rest = path;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const up = rest.search(/\/\.\.(?:\/|$)/);
    if (up < 0) break;
    const before = realpathOf(posix.normalize(rest.slice(0, up) || '/'), facts);
    rest = posix.join(posix.dirname(before), rest.slice(up + 3));
  }
  const normal = posix.normalize(rest);
  const plain = normal.length > 1 ? trimEnd(normal, '/') : normal;
  if (follow) return realpathOf(plain, facts);
  return posix.join(realpathOf(posix.dirname(plain), facts), posix.basename(plain));
}

function realpathOf(path: string, facts: FileFacts): string {
  if (path === '/dev/fd') return '/proc/self/fd';
  if (!OWN_PROCESS.test(path)) return facts.realpath(path);
  const below = path.replace(PROC_ROOT, '');
  return below === path ? path : facts.realpath(below || '/');
}
