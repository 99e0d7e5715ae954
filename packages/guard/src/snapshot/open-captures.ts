import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isIn } from './target-limits.js';
import type { Manifest } from './manifest.js';
import type { SnapshotFiles } from './snapshot-files.js';

/** How long a call that never ends may make others doubt their own changes, in milliseconds. */
const FORGET_AFTER_MS = 3_600_000;

/**
 * Calls between their capture and their settling, of all processes of a workspace. When two of them hold the same
 * path, neither can tell its own change from the other's. Each call has a name here, whose targets stand in its
 * manifest, and a file to which others add what they share with it. Whoever writes there can make a call doubt its
 * changes, which keeps bytes.
 */
export interface OpenCaptures {
  /** `manifest`: of the call, and written. */
  begin(manifest: Manifest, now: number): void;
  /** Whether a path was held by another call meanwhile. Asked while the call is open. */
  sharedBy(id: string): (path: string) => boolean;
  end(id: string): void;
}

const FOLDER = '.open';
const SHARED = '.shared';

export function createOpenCaptures(
  dir: string,
  files: Pick<SnapshotFiles, 'folder' | 'manifest'>,
): OpenCaptures {
  const folder = join(dir, FOLDER);
  /** A second name of the manifest costs a tenth of a new file; where a disk knows none, an empty file is the sign. */
  const mark = (id: string): void => {
    try {
      linkSync(join(files.folder(id), 'manifest.json'), join(folder, id));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') throw error;
      // Never through a name that is there: it may be the manifest itself.
      if (code !== 'EEXIST') writeFileSync(join(folder, id), '', { mode: 0o600, flag: 'wx' });
    }
  };
  const targetsOf = (id: string, now: number): readonly string[] | null => {
    try {
      const manifest = files.manifest(id);
      return now - manifest.takenAt > FORGET_AFTER_MS ? null : heldBy(manifest);
    } catch {
      return null;
    }
  };
  const share = (id: string, paths: readonly string[]): void => {
    const lines = paths.map((path) => `${JSON.stringify(path)}\n`);
    if (lines.length > 0) appendFileSync(join(folder, id + SHARED), lines.join(''), { mode: 0o600 });
  };
  const end = (id: string): void => {
    rmSync(join(folder, id), { force: true, recursive: true });
    rmSync(join(folder, id + SHARED), { force: true });
  };
  return {
    begin: (manifest, now) => {
      const { id } = manifest;
      // Before the others are looked at: of two calls that begin at once one sees the other.
      try {
        mark(id);
      } catch {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        mark(id);
      }
      for (const other of readdirSync(folder)) {
        if (other === id || other.endsWith(SHARED)) continue;
        const theirs = targetsOf(other, now);
        if (theirs === null) {
          end(other);
          continue;
        }
        const both = overlap(heldBy(manifest), theirs);
        share(id, both);
        share(other, both);
      }
    },
    sharedBy: (id) => {
      const roots = readLines(join(folder, id + SHARED));
      return (path) => roots.some((root) => isIn(path, root));
    },
    end,
  };
}

/** The deeper ones of targets of which one lies in the other. */
function overlap(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  return ours.flatMap((own) =>
    theirs.flatMap((other) => (isIn(own, other) ? [own] : isIn(other, own) ? [other] : [])),
  );
}

/** Files, and roots of trees. */
function heldBy({ entries }: Manifest): readonly string[] {
  return entries.filter(({ role }) => role !== 'tree').map(({ state }) => state.path);
}

/** A last line that was cut off is left out. */
function readLines(file: string): readonly string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    const paths: unknown = lines.map((line) => JSON.parse(line) as unknown);
    return isTexts(paths) ? paths : [];
  } catch {
    return [];
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
