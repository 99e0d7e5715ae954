import { shape, type EffectShape } from '../effect-shape.js';
import type { HardRule } from '../hard-findings.js';
import { UNKNOWN, type Place } from './locate.js';
import { isBuildOutput, isLeftBehind, isRegenerable } from './regenerable-paths.js';
import { isAlwaysThere, isControlPath, isStartupPath, isTrustedProgram } from './control-paths.js';
import { runsLater } from './later-paths.js';
import { mayMatchSecret } from './secret-globs.js';
import { isSecretPath, keepsCredentials } from './secret-paths.js';
import { isSourceFolder } from './source-folders.js';
import { isWindowsControl, isWindowsStartup } from './windows-files.js';

/** What an act on a place means: an effect, and the hard rule it breaks if any. Null when nothing changes. */
export interface PathEffect {
  readonly shape: EffectShape;
  readonly rule?: HardRule;
}

const HOST_LOST = shape('fs.delete', 'host', 'irreversible', 'critical');
const SYSTEM_LOST = shape('fs.delete', 'host', 'irreversible', 'sensitive');
const USER_LOST = shape('fs.delete', 'host', 'irreversible', 'normal');
const ONE_LOST = shape('fs.delete', 'host', 'hard', 'normal');
const HOST_MADE_AGAIN = shape('fs.delete', 'host', 'easy', 'public');
const TEMP_LOST = shape('fs.delete', 'process', 'easy', 'normal');
const TEMP_EMPTIED = shape('fs.delete', 'host', 'easy', 'normal');
const PROJECT_LOST = shape('fs.delete', 'workspace', 'irreversible', 'critical');
const COVERED = shape('fs.delete', 'workspace', 'easy', 'normal');
const MADE_AGAIN = shape('fs.delete', 'workspace', 'easy', 'public');
const SECRET_DELETED = shape('fs.delete', 'workspace', 'easy', 'sensitive');
const SOMETHING_LOST = shape('fs.delete', 'workspace', 'hard', 'normal');
const TREE_LOST = shape('fs.delete', 'workspace', 'hard', 'sensitive');
const ANYTHING_LOST = shape('fs.delete', 'workspace', 'hard', 'sensitive');

/** A lock that a crashed Git left behind; deleting it is how one goes on. */
const GIT_LOCK = /\.lock$/;

/** The part of a path below the workspace, or after an unknown beginning. */
function relativeTo(place: Place, workspace: string): string {
  if (place.path.startsWith(`${workspace}/`)) return place.path.slice(workspace.length + 1);
  return place.path.slice(place.path.lastIndexOf(UNKNOWN) + 1);
}

/** How something is deleted. */
export interface Deleting {
  /** Root of the workspace, as a real path. */
  readonly workspace: string;
  /** With everything below it. */
  readonly recursive: boolean;
  /** The target may turn out to be `/`. */
  readonly reckless: boolean;
  /** It is one file, as far as the disk or its name tells. */
  readonly single: boolean;
  /** What is there can be had again: a snapshot is taken before, or it only moves. */
  readonly kept: boolean;
  /** Only what is in it leaves, for another place. */
  readonly emptied: boolean;
  /** It was made by the same call, and was not there before. */
  readonly made: boolean;
}

/** What deleting a place means. */
export function deletion(place: Place, how: Deleting): PathEffect | null {
  const { workspace, recursive, reckless } = how;
  switch (place.zone) {
    case 'stream':
      return null;
    case 'state':
      return { shape: HOST_LOST, rule: 'state.protected' };
    case 'root':
    case 'home':
    case 'system-root':
      return { shape: recursive || place.contents || place.zone !== 'home' ? HOST_LOST : ONE_LOST };
    case 'device':
    case 'kernel':
      return { shape: HOST_LOST };
    case 'system':
      return { shape: isLeftBehind(place.path) ? TEMP_EMPTIED : SYSTEM_LOST };
    case 'workspace-root':
      if (how.emptied) return { shape: SOMETHING_LOST };
      if (recursive || !place.contents) return { shape: PROJECT_LOST };
      return { shape: how.kept ? COVERED : TREE_LOST };
    case 'git':
      return { shape: GIT_LOCK.test(place.path) ? COVERED : PROJECT_LOST };
    case 'workspace':
      if (how.made || isRegenerable(relativeTo(place, workspace))) return { shape: MADE_AGAIN };
      if (how.kept) return { shape: isSecretPath(place.path) ? SECRET_DELETED : COVERED };
      return { shape: lost(place, how) };
    case 'temp-root':
      return { shape: place.contents ? TEMP_EMPTIED : SYSTEM_LOST };
    case 'temp':
      return { shape: TEMP_LOST };
    case 'cache':
      return { shape: HOST_MADE_AGAIN };
    case 'outside':
      if (isBuildOutput(place.path) || isLeftBehind(place.path) || (how.made && !recursive))
        return { shape: TEMP_EMPTIED };
      return { shape: recursive ? USER_LOST : ONE_LOST };
    case 'unknown':
      if (reckless && recursive) return { shape: ANYTHING_LOST };
      return { shape: isRegenerable(relativeTo(place, workspace)) ? MADE_AGAIN : SOMETHING_LOST };
  }
}

/** Something in the workspace that nobody keeps a copy of, unless the project's history does. */
function lost(place: Place, { workspace, recursive, single }: Deleting): EffectShape {
  if (isSecretPath(place.path)) return TREE_LOST;
  return recursive && !single && isSourceFolder(relativeTo(place, workspace)) ? TREE_LOST : SOMETHING_LOST;
}

const WRITE = shape('fs.write', 'workspace', 'easy', 'normal');
const WRITE_SECRET = shape('fs.write', 'workspace', 'easy', 'sensitive');
const WRITE_LATER = shape('fs.write', 'workspace', 'hard', 'normal');
const WRITE_TEMP = shape('fs.write', 'process', 'easy', 'normal');
const WRITE_GIT = shape('fs.write', 'workspace', 'hard', 'sensitive');
const WRITE_NEW = shape('fs.write', 'host', 'easy', 'normal');
const WRITE_OVER = shape('fs.write', 'host', 'hard', 'normal');
const WRITE_STARTUP = shape('fs.write', 'host', 'partial', 'sensitive');
const WRITE_CONTROL = shape('fs.write', 'host', 'hard', 'critical');
const WRITE_PROGRAM = shape('fs.write', 'host', 'partial', 'sensitive');
const WRITE_DEVICE = shape('fs.write', 'host', 'irreversible', 'critical');
const WRITE_KERNEL = shape('fs.write', 'host', 'partial', 'sensitive');

const GIT_CONTROL =
  /\/\.git\/(?:hooks(?:\/|$)|config(?:\.worktree)?$|info\/attributes$|modules\/.*\/(?:hooks|config))/;

/** What writing a place means. `exists`: something stands there that would be replaced or changed. */
export function writing(place: Place, exists: boolean): PathEffect | null {
  const lower = place.path.toLowerCase();
  switch (place.zone) {
    case 'stream':
      return null;
    case 'state':
      return { shape: WRITE_DEVICE, rule: 'state.protected' };
    case 'device':
      return { shape: WRITE_DEVICE };
    case 'kernel':
      return { shape: WRITE_KERNEL };
    case 'git':
      if (GIT_CONTROL.test(lower)) return { shape: WRITE_GIT, rule: 'path.git-control' };
      return { shape: WRITE_GIT };
    case 'workspace':
      if (runsLater(lower)) return { shape: WRITE_LATER };
      return { shape: isSecretPath(place.path) ? WRITE_SECRET : WRITE };
    case 'workspace-root':
    case 'unknown':
      if (GIT_CONTROL.test(lower)) return { shape: WRITE_GIT, rule: 'path.git-control' };
      if (isStartupPath(lower)) return { shape: WRITE_STARTUP, rule: 'path.startup-file' };
      return { shape: WRITE };
    case 'temp-root':
    case 'temp':
    case 'cache':
      return { shape: WRITE_TEMP };
    case 'root':
    case 'home':
    case 'system-root':
    case 'system':
    case 'outside':
      if (isControlPath(lower) || isWindowsControl(lower)) return { shape: WRITE_CONTROL };
      if (isStartupPath(lower) || isWindowsStartup(lower))
        return { shape: WRITE_STARTUP, rule: 'path.startup-file' };
      if (GIT_CONTROL.test(lower)) return { shape: WRITE_GIT, rule: 'path.git-control' };
      if (isTrustedProgram(lower)) return { shape: WRITE_PROGRAM };
      return { shape: exists || isAlwaysThere(lower) ? WRITE_OVER : WRITE_NEW };
  }
}

/** What becomes of a write to a startup file whose added lines only tell where tools are. */
export function settingsOf(effect: PathEffect | null): PathEffect | null {
  return effect?.rule === 'path.startup-file' ? { shape: WRITE_NEW } : effect;
}

const MODE = shape('fs.chmod', 'workspace', 'easy', 'normal');
const MODE_TEMP = shape('fs.chmod', 'process', 'easy', 'normal');
const MODE_HOST = shape('fs.chmod', 'host', 'easy', 'normal');
const MODE_OPEN = shape('fs.chmod', 'host', 'partial', 'sensitive');
const MODE_LOST = shape('fs.chmod', 'host', 'hard', 'critical');

/** Whether others getting at a place of the user's home would get at secrets, or at what runs for the user. */
function isGuarded({ path }: Place): boolean {
  return isSecretPath(path) || isStartupPath(path.toLowerCase());
}

/** What changing permissions or owner of a place means. `open`: everybody may write, or it runs as its owner. */
export function permission(place: Place, recursive: boolean, open: boolean): PathEffect | null {
  switch (place.zone) {
    case 'stream':
      return null;
    case 'state':
      return { shape: MODE_LOST, rule: 'state.protected' };
    case 'root':
    case 'home':
    case 'system-root':
    case 'device':
    case 'kernel':
      return { shape: recursive || place.contents || open ? MODE_LOST : MODE_HOST };
    case 'system':
      return {
        shape:
          open || isSecretPath(place.path) || isControlPath(place.path.toLowerCase()) ? MODE_OPEN : MODE_HOST,
      };
    case 'temp':
    case 'temp-root':
    case 'cache':
      return { shape: MODE_TEMP };
    case 'outside':
      return { shape: open && (recursive || isGuarded(place)) ? MODE_OPEN : MODE_HOST };
    case 'workspace-root':
    case 'workspace':
    case 'git':
    case 'unknown':
      return { shape: MODE };
  }
}

const READ = shape('fs.read', 'workspace', 'pure', 'normal');
const READ_HOST = shape('fs.read', 'host', 'pure', 'normal');
const READ_SECRET = shape('secret.read', 'process', 'irreversible', 'critical');

/**
 * What reading a place means, with `tree` everything below it. `written` is the path as the call wrote it: a
 * secret's name counts even if it is a link.
 */
export function readingOf(place: Place, written: string, tree = false): PathEffect | null {
  if (isSecretPath(written) || isSecretPath(place.path) || mayMatchSecret(place.path))
    return { shape: READ_SECRET };
  if ((tree || place.contents) && keepsCredentials(place.path)) return { shape: READ_SECRET };
  switch (place.zone) {
    case 'stream':
      return null;
    case 'workspace-root':
    case 'workspace':
    case 'git':
    case 'temp':
    case 'temp-root':
    case 'unknown':
      return { shape: READ };
    case 'state':
    case 'root':
    case 'home':
    case 'system-root':
    case 'system':
    case 'device':
    case 'kernel':
    case 'cache':
    case 'outside':
      return { shape: READ_HOST };
  }
}
