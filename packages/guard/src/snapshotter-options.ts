import { SentinelError } from '@sentinel-agentos/core';
import { displayText } from './matching/display-text.js';
import type { Clock } from '@sentinel-agentos/core';
import type { SnapshotLimits } from './snapshot/target-limits.js';
import type { SnapshotRetention } from './snapshot/retention.js';

/** How a snapshotter of real files is made. */
export interface SnapshotterOptions {
  /** Absolute path; the repository it lies in gives the git state. */
  readonly workspaceRoot: string;
  /**
   * Folder of the snapshots, `<state folder>/snapshots`. The state folder above it is never remembered and never
   * rolled back.
   */
  readonly dir: string;
  /**
   * A file outside of the workspace for the key that seals snapshots; made with the first one. Without it whoever can
   * write `dir` decides what an undo does. Snapshots without a seal are refused then.
   */
  readonly keyFile?: string;
  /** Dates the snapshots. Default: the system's clock. */
  readonly clock?: Clock;
  /** What is beyond them is listed as not covered. */
  readonly limits?: SnapshotLimits;
  /** How long snapshots stay. */
  readonly retention?: SnapshotRetention;
  /** The user's home folder, which is never kept as a whole. Default: the one of the system. */
  readonly home?: string;
}

/** Every option there is: one that is missing here does not compile. */
const NAMES: Readonly<Record<keyof SnapshotterOptions, true>> = {
  workspaceRoot: true,
  dir: true,
  keyFile: true,
  clock: true,
  limits: true,
  retention: true,
  home: true,
};
const LIMITS: Readonly<Record<keyof SnapshotLimits, true>> = {
  maxBytes: true,
  maxFiles: true,
  minFreeBytes: true,
};
const RETENTION: Readonly<Record<keyof SnapshotRetention, true>> = {
  maxAgeMs: true,
  maxBytes: true,
  maxSnapshots: true,
};

/**
 * Refuses what is no option: a misspelt limit must not be silently without effect.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the option.
 */
export function checkSnapshotterOptions(options: SnapshotterOptions): void {
  checkNames(options, NAMES, '');
  checkNames(options.limits ?? {}, LIMITS, 'limits.');
  checkNames(options.retention ?? {}, RETENTION, 'retention.');
  for (const name of ['workspaceRoot', 'dir', 'keyFile', 'home'] as const) {
    const value: unknown = options[name];
    const isMissing = value === undefined && (name === 'keyFile' || name === 'home');
    if (!isMissing && (typeof value !== 'string' || value === '')) {
      throw new SentinelError('INVALID_CONFIG', `${name} must be a path; got ${displayText(String(value))}`);
    }
  }
}

function checkNames(given: object, known: Readonly<Record<string, true>>, prefix: string): void {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(known, name)) continue;
    throw new SentinelError('INVALID_CONFIG', `${displayText(prefix + name)} is no option of a snapshotter`);
  }
}
