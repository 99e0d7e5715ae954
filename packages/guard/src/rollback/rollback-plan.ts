import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { unlinkSync } from 'node:fs';
import { lookAt } from '../snapshot/path-state.js';
import type { SnapshotFiles } from '../snapshot/snapshot-files.js';

/**
 * What a rollback is about to do, on the disk before it does it. Some changes take more than one step, and the plan
 * says which half-done states are the rollback's own, so that the next try finishes them and nobody's edit is taken
 * for one.
 */
export interface RollbackPlan {
  readonly version: 1;
  readonly id: string;
  /**
   * Names of the temporary files of each try, the last one's last. They are random and nothing else knows them before
   * they are used, so a file of that name is the rollback's own.
   */
  readonly temporaries: readonly string[];
  /** Paths that are to be changed. */
  readonly paths: readonly string[];
  /** Folders that are missing above them. */
  readonly missing: readonly string[];
  /** Folders that forbid their owner to change them, with their permissions: they are opened meanwhile. */
  readonly doors: readonly Door[];
}

export interface Door {
  readonly path: string;
  readonly mode: number;
}

/** What the owner needs to look into a folder and to change what is in it. */
export const OWNER: number = 0o700;

const FILE = 'rollback-plan.json';
const TEMPORARY = /^\.sentinel-[0-9a-f]{32}$/;

/** The plan of another try on these paths. What earlier tries began goes on being theirs. */
export function planRollback(
  id: string,
  paths: readonly string[],
  earlier: RollbackPlan | null,
): RollbackPlan {
  const missing = new Set(earlier?.missing);
  const doors = new Map(earlier?.doors.map((door) => [door.path, door]));
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    let at = folder;
    for (; mode(at) === null && dirname(at) !== at && !missing.has(at); at = dirname(at)) missing.add(at);
    const now = mode(at);
    if (now !== null && (now & OWNER) !== OWNER && !doors.has(at)) doors.set(at, { path: at, mode: now });
  }
  return {
    version: 1,
    id,
    temporaries: [...(earlier?.temporaries ?? []), `.sentinel-${randomBytes(16).toString('hex')}`],
    paths: [...new Set([...(earlier?.paths ?? []), ...paths])],
    missing: [...missing],
    doors: [...doors.values()],
  };
}

/**
 * The plan of a try that was cut off or failed in part; null when there is none. One that somebody damaged is none:
 * what was half done then counts as somebody's edit and is kept.
 */
export function readPlan(files: Pick<SnapshotFiles, 'plan'>, id: string): RollbackPlan | null {
  try {
    const value = files.plan(id);
    return isPlan(value) && value.id === id ? value : null;
  } catch {
    return null;
  }
}

/** Nothing is half done any more. A power cut may bring the plan back; it names no state then that is there. */
export function removePlan(folder: string): void {
  if (lookAt(join(folder, FILE)) !== null) unlinkSync(join(folder, FILE));
}

/** Permissions of a folder; null when nothing is there, or nothing that can be looked at. */
function mode(path: string): number | null {
  try {
    const stat = lookAt(path);
    return stat === null ? null : Number(stat.mode & 0o7777n);
  } catch {
    return OWNER;
  }
}

function isPlan(value: unknown): value is RollbackPlan {
  if (typeof value !== 'object' || value === null) return false;
  const { version, id, temporaries, paths, missing, doors } = value as Record<keyof RollbackPlan, unknown>;
  return (
    version === 1 &&
    typeof id === 'string' &&
    isListOf(temporaries, (name) => typeof name === 'string' && TEMPORARY.test(name)) &&
    isListOf(paths, (path) => typeof path === 'string') &&
    isListOf(missing, (path) => typeof path === 'string') &&
    isListOf(doors, isDoor)
  );
}

function isDoor(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { path, mode: given } = value as Record<keyof Door, unknown>;
  return (
    typeof path === 'string' &&
    Number.isSafeInteger(given) &&
    (given as number) >= 0 &&
    (given as number) <= 0o7777
  );
}

function isListOf(value: unknown, test: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test);
}
