import { SentinelError } from '@sentinel-agentos/core';
import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { blockedBy } from './blocked-workspaces.js';
import { describeValue, invalidOption } from './invalid-option.js';
import { makePlace } from './make-place.js';
import type { MissingPlace } from './make-place.js';
import { repositoryDoors, repositoryOf } from './repository-doors.js';
import { isWithin } from './workspace-paths.js';
import type { FileSystemPolicy } from './sandbox-policy.js';

/** A bind of one place of this machine to the same path inside, without what is mounted below it. */
export interface PlannedMount {
  readonly path: string;
  readonly access: 'read-only' | 'writable';
  /** Device and inode: a file that was replaced since is another one, and its mount is gone. */
  readonly identity: string;
}

/** Which places of this machine a sandbox sees. Parents stand before what lies in them. */
export interface MountPlan {
  /** The real path of the workspace, and its path inside. */
  readonly workspace: string;
  readonly mounts: readonly PlannedMount[];
  /** Protected paths that do not exist, and must before the mounts are made. */
  readonly missing: readonly MissingPlace[];
}

type Access = PlannedMount['access'];

function identify(place: string): string {
  const { dev, ino } = lstatSync(place);
  return `${dev}:${ino}`;
}

function realWorkspace(workspace: string): string {
  let real: string;
  try {
    real = realpathSync(workspace);
    if (!lstatSync(real).isDirectory()) throw invalidOption('workspaceRoot', 'must be a folder', workspace);
  } catch (error) {
    if (SentinelError.is(error)) throw error;
    throw invalidOption('workspaceRoot', 'must be a folder that exists', workspace);
  }
  const blocker = blockedBy(real);
  if (blocker === undefined) return real;
  throw invalidOption('workspaceRoot', `must have nothing to do with ${describeValue(blocker)}`, real);
}

/** Where a path of the policy really is. It must exist, and still be in the workspace. */
function realPath(field: string, { workspace }: FileSystemPolicy, real: string, named: string): string {
  const place = path.join(real, path.relative(workspace, named));
  let resolved: string;
  try {
    resolved = realpathSync(place);
  } catch {
    throw invalidOption(field, 'must name paths that exist', named);
  }
  if (isWithin(real, resolved)) return resolved;
  throw invalidOption(field, 'must not lead out of the workspace by a symbolic link', named);
}

type Protection =
  { readonly kind: 'mount'; readonly path: string } | ({ readonly kind: 'missing' } & MissingPlace);

function refuseLink(place: string): void {
  if (!lstatSync(place).isSymbolicLink()) return;
  throw invalidOption('protect', 'must not name a symbolic link', place);
}

/**
 * What to mount so that a path cannot be written. A file on the way to it (a `.git` that points elsewhere) is
 * protected itself. A link cannot be: whoever may write its folder can put another in its place.
 */
function protection(real: string, relative: string): Protection | undefined {
  const parts = relative.split('/').filter((part) => part !== '');
  let place = real;
  for (const [index, part] of parts.entries()) {
    place = path.join(place, part);
    const stat = lstatSync(place, { throwIfNoEntry: false });
    const last = index === parts.length - 1;
    if (stat === undefined) {
      return last ? { kind: 'missing', path: place, text: relative.endsWith('/') ? null : '' } : undefined;
    }
    refuseLink(place);
    if (last || !stat.isDirectory()) return { kind: 'mount', path: place };
  }
  return undefined;
}

function depth(place: string): number {
  return place.split('/').length;
}

/**
 * Every folder between the workspace and a mount in it, where the folder itself may be written: bound to
 * itself it cannot be renamed, and so cannot take the mount along.
 */
function pins(real: string, access: ReadonlyMap<string, Access>): readonly string[] {
  const folders = new Set<string>();
  for (const place of access.keys()) {
    for (let up = path.dirname(place); up !== real && isWithin(real, up); up = path.dirname(up)) {
      if (!access.has(up)) folders.add(up);
    }
  }
  return [...folders];
}

function accessOf(place: string, access: ReadonlyMap<string, Access>): Access {
  for (let up = place; ; up = path.dirname(up)) {
    const found = access.get(up);
    if (found !== undefined || up === '/') return found ?? 'read-only';
  }
}

/**
 * Makes read-only what else leads git to settings and hooks of a protected repository. Answers what is missing. What
 * lies in a read-only folder is closed already.
 */
function closeDoors(
  { workspace, protect }: FileSystemPolicy,
  real: string,
  access: Map<string, Access>,
): readonly MissingPlace[] {
  const repositories = new Set(
    protect.flatMap((named) => repositoryOf(path.join(real, path.relative(workspace, named))) ?? []),
  );
  const open = (place: string): boolean => accessOf(path.dirname(place), access) === 'writable';
  return [...repositories].flatMap((git) => {
    const doors = repositoryDoors(real, git);
    for (const place of doors.present.filter((door) => open(door) && !access.has(door))) {
      refuseLink(place);
      access.set(place, 'read-only');
    }
    return doors.missing.filter((door) => open(door.path));
  });
}

/**
 * Reads the disk for what a policy names: real paths, in the workspace, and a workspace that is fit to be one.
 * Changes nothing.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming field and value: a path that is missing or led out of the
 *   workspace by a link, a workspace that holds keys or belongs to the system.
 */
export function planMounts(policy: FileSystemPolicy): MountPlan {
  const workspace = realWorkspace(policy.workspace);
  const access = new Map<string, Access>();
  if (policy.mode === 'bind') {
    access.set(workspace, policy.writablePaths.length === 0 ? 'writable' : 'read-only');
    for (const named of policy.writablePaths) {
      access.set(realPath('writablePaths', policy, workspace, named), 'writable');
    }
  }
  const readonly = policy.readonlyPaths.map((named) => realPath('readonlyPaths', policy, workspace, named));
  const missing: MissingPlace[] = [];
  if (policy.mode === 'bind') {
    for (const named of policy.protect) {
      // path.relative drops the slash that says "folder".
      const relative = path.relative(policy.workspace, named) + (named.endsWith('/') ? '/' : '');
      const found = protection(workspace, relative);
      if (found?.kind === 'mount') readonly.push(found.path);
      if (found?.kind === 'missing') missing.push({ path: found.path, text: found.text });
    }
  }
  for (const place of readonly) {
    for (const [below, kind] of access) {
      if (kind === 'writable' && below !== workspace && isWithin(place, below)) {
        throw invalidOption('writablePaths', `must not lie in the read-only ${describeValue(place)}`, below);
      }
    }
    access.set(place, 'read-only');
  }
  if (policy.mode === 'bind') {
    const named = new Set(missing.map(({ path: place }) => place));
    missing.push(...closeDoors(policy, workspace, access).filter(({ path: place }) => !named.has(place)));
  }
  for (const { path: place } of missing) access.set(place, 'read-only');
  for (const place of pins(workspace, access)) {
    if (accessOf(place, access) === 'writable') access.set(place, 'writable');
  }
  const absent = new Set(missing.map(({ path: place }) => place));
  const mounts = [...access]
    .map(([place, kind]) => ({
      path: place,
      access: kind,
      identity: absent.has(place) ? 'missing' : identify(place),
    }))
    .sort((a, b) => depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1));
  return { workspace, mounts, missing };
}

/** Makes the protected paths that do not exist, empty, so that they can be mounted; then plans again. */
export function prepareMounts(policy: FileSystemPolicy): MountPlan {
  const plan = planMounts(policy);
  if (plan.missing.length === 0) return plan;
  for (const place of plan.missing) makePlace(place);
  return planMounts(policy);
}
