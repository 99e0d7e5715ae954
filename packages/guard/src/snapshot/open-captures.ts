import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isIn } from './target-limits.js';

/** How long a call that never ends may make others doubt their own changes, in milliseconds. */
const FORGET_AFTER_MS = 3_600_000;

/**
 * Calls between their capture and their settling, of all processes of a workspace. When two of them hold the same
 * path, neither can tell its own change from the other's. Each call has a file with its targets, and one to which
 * others add what they share with it. Whoever writes there can make a call doubt its changes, which keeps bytes.
 */
export interface OpenCaptures {
  /** `targets`: files, and roots of trees. */
  begin(id: string, targets: readonly string[], now: number): void;
  /** Whether a path was held by another call meanwhile. Asked while the call is open. */
  sharedBy(id: string): (path: string) => boolean;
  end(id: string): void;
}

const FOLDER = '.open';
const SHARED = '.shared';

export function createOpenCaptures(dir: string): OpenCaptures {
  const folder = join(dir, FOLDER);
  const share = (id: string, paths: readonly string[]): void => {
    const lines = paths.map((path) => `${JSON.stringify(path)}\n`);
    if (lines.length > 0) appendFileSync(join(folder, id + SHARED), lines.join(''), { mode: 0o600 });
  };
  const end = (id: string): void => {
    rmSync(join(folder, id), { force: true });
    rmSync(join(folder, id + SHARED), { force: true });
  };
  return {
    begin: (id, targets, now) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Written before the others are looked at: of two calls that begin at once one sees the other.
      writeFileSync(join(folder, id), JSON.stringify({ since: now, targets }), { mode: 0o600 });
      for (const other of readdirSync(folder)) {
        if (other === id || other.endsWith(SHARED)) continue;
        const open = readOpen(join(folder, other));
        if (open === null || now - open.since > FORGET_AFTER_MS) {
          end(other);
          continue;
        }
        const both = overlap(targets, open.targets);
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

interface Open {
  readonly since: number;
  readonly targets: readonly string[];
}

function readOpen(file: string): Open | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<keyof Open, unknown>> | null;
    const { since, targets } = value ?? {};
    return typeof since === 'number' && isTexts(targets) ? { since, targets } : null;
  } catch {
    return null;
  }
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
