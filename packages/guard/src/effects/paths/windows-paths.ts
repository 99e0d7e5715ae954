import { isWithin, type Boundaries, type Zone } from './zones.js';

/** Whether a text names a place the way Windows does: `C:\…`, `C:/…` or `\\server\share`. */
export function isWindowsPath(text: string): boolean {
  return text.startsWith('\\\\') || /^[A-Za-z]:(?:[\\/]|$)/.test(text);
}

/**
 * A Windows path in one spelling: `C:/Users/x`, or `\\server/share/x` for a network share. Device prefixes
 * (`\\?\`), streams (`file:stream`), dots and spaces at the end of a name and `..` are what Windows makes of them.
 */
export function plainWindowsPath(text: string): string {
  let path = text.replaceAll('\\', '/');
  path = path.replace(/^\/\/[?.]\/UNC\//i, '//').replace(/^\/\/[?.]\/(?=[A-Za-z]:\/)/, '');
  path = path.replace(/^\/\/(?:localhost|127\.0\.0\.1|\[?::1\]?|\.)\/([A-Za-z])\$(?=\/|$)/i, '$1:');
  const share = path.startsWith('//');
  const parts: string[] = [];
  const fixed = share ? 2 : 1;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') {
      if (share && part === '.' && parts.length === 0) parts.push(part);
      continue;
    }
    if (part === '..') {
      if (parts.length > fixed) parts.pop();
      continue;
    }
    parts.push(parts.length < fixed ? part : plainName(part));
  }
  return share ? `\\\\${parts.join('/')}` : parts.length === 1 ? `${parts[0] ?? ''}/` : parts.join('/');
}

/** The other machine that a path in the spelling of `plainWindowsPath` leads to; null where it is this one. */
export function shareHost(path: string): string | null {
  if (!path.startsWith('\\\\')) return null;
  const host = /^\\\\([^/]{1,255})\//.exec(path)?.[1] ?? null;
  return host === null || /^(?:\.|\?|wsl\$|wsl\.localhost|localhost|127\.0\.0\.1)$/i.test(host) ? null : host;
}

/** Short names of the folders that everybody has. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  'progra~1': 'Program Files',
  'progra~2': 'Program Files (x86)',
  'progra~3': 'ProgramData',
  'docume~1': 'Documents and Settings',
};

function plainName(part: string): string {
  const stream = part.indexOf(':');
  let end = stream > 0 ? stream : part.length;
  while (end > 1 && (part[end - 1] === '.' || part[end - 1] === ' ')) end -= 1;
  const name = part.slice(0, end);
  if (!name.includes('~')) return name;
  return SHORT_NAMES[name.toLowerCase()] ?? name;
}

const TEMP =
  /^(?:temp|tmp|windows\/temp|(?:users|documents and settings)\/[^/]+\/appdata\/local\/temp)(\/.+)?$/;
const HOME = /^(?:users|documents and settings)(?:\/[^/]+)?$/;
const CACHE =
  /^users\/[^/]+\/(?:\.nuget\/packages|\.gradle\/caches|\.m2\/repository|\.cargo\/(?:registry|git)|\.cache|\.npm|\.bun\/install\/cache|go\/pkg|appdata\/(?:local|roaming)\/(?:npm-cache|pip\/cache|yarn\/cache|pnpm-cache|pnpm\/store|nuget\/(?:v3-)?cache|go-build|node-gyp\/cache|electron\/cache|ms-playwright|microsoft\/windows\/inetcache))(?:\/|$)/;
const SYSTEM_ROOT =
  /^(?:windows(?:\/(?:system32|syswow64|system|winsxs|boot|fonts|installer|system32\/(?:config|drivers|drivers\/etc)))?|program files(?: \(x86\))?|programdata(?:\/microsoft)?|boot|efi|recovery|system volume information)$/;
const SYSTEM =
  /^(?:(?:windows|program files(?: \(x86\))?|programdata\/microsoft|boot|efi|recovery|system volume information)\/|(?:bootmgr|ntldr|bootnxt|pagefile\.sys|swapfile\.sys|hiberfil\.sys)$)/;

/** The zone of a path in the spelling of `plainWindowsPath`. Links are not followed there: other systems can't see them. */
export function windowsZone(path: string, at: Boundaries): Zone {
  if (/\0.*\/\.\.(?:\/|$)/s.test(path)) return 'unknown';
  const lower = path.toLowerCase();
  const own = ownZone(lower, at);
  if (own !== null) return own;
  if (lower.startsWith('\\\\./')) return 'device';
  const share = /^\\\\[^/]+(?:\/([^/]+)(?:\/(.*))?)?$/.exec(lower);
  if (share !== null) {
    const [, name, rest] = share;
    if (name === undefined || rest === undefined || rest === '') return 'root';
    return /^(?:[a-z]|admin)\$$/.test(name)
      ? driveZone(name === 'admin$' ? `windows/${rest}` : rest)
      : 'outside';
  }
  return driveZone(lower.slice(3));
}

function driveZone(rest: string): Zone {
  if (rest === '') return 'root';
  const temp = TEMP.exec(rest);
  if (temp !== null) return temp[1] === undefined ? 'temp-root' : 'temp';
  if (HOME.test(rest)) return 'home';
  if (CACHE.test(rest)) return 'cache';
  if (SYSTEM_ROOT.test(rest)) return 'system-root';
  return SYSTEM.test(rest) ? 'system' : 'outside';
}

/** The zones that only the reading's own boundaries know, where those are Windows paths themselves. */
function ownZone(lower: string, at: Boundaries): Zone | null {
  if (!isWindowsPath(at.workspace)) return null;
  const plain = (path: string): string => plainWindowsPath(path).toLowerCase();
  const workspace = plain(at.workspace);
  if (isWithin(lower, plain(at.state))) return 'state';
  if (isWithin(lower, workspace)) {
    if (lower === workspace) return 'workspace-root';
    return /\/\.git(?:\/|$)/.test(lower.slice(workspace.length)) ? 'git' : 'workspace';
  }
  if (isWithin(workspace, lower)) return 'root';
  if (lower === plain(at.temp)) return 'temp-root';
  return isWithin(lower, plain(at.temp)) ? 'temp' : null;
}

const MOUNTED = /^\/(?:mnt|cygdrive)\/([a-z])(?:\/(.*))?$/i;
const GIT_BASH = /^\/([a-z])(?:\/((?:windows|users|program files|programdata)(?:\/.*)?))?$/i;

/** The Windows path behind a drive that WSL, Cygwin or Git Bash shows as a folder; null for any other. */
export function mountedDrive(path: string): string | null {
  const match = MOUNTED.exec(path) ?? GIT_BASH.exec(path);
  return match === null ? null : plainWindowsPath(`${match[1] ?? ''}:/${match[2] ?? ''}`);
}
