import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, orUnavailable, stateUnavailable } from '../storage/state-unavailable.js';

/** Its name, in the folder of the memory: what it holds is what this memory has. */
const MARKER = '.sentinel-migrated';

/** What of which files was migrated. Lines of JSON, appended; one that was torn by a crash says nothing. */
export interface MigrationMarker {
  /** Digests of everything that was ever migrated from a source, whatever became of it later. */
  digests(source: string): ReadonlySet<string>;
  /** Whether a file of this source was migrated to its end. */
  isDone(source: string): boolean;
  /** Whether a file of these bytes was. */
  hasFile(source: string, sha256: string): boolean;
  /** Notes what is kept by now, on the disk when it returns. */
  kept(source: string, digests: readonly string[]): void;
  /** Notes that a file was migrated to its end. */
  done(source: string, file: { readonly sha256: string; readonly bytes: number; readonly at: number }): void;
}

interface MarkerLine {
  readonly source: string;
  readonly kept?: readonly unknown[];
  readonly sha256?: unknown;
}

/** The marker in a folder. Reads the file whenever it is asked, because other processes write it too. */
export function createMigrationMarker(folder: string): MigrationMarker {
  const path = join(folder, MARKER);
  const linesOf = (source: string): readonly MarkerLine[] =>
    contentOf(path)
      .split('\n')
      .flatMap((line) => parseLine(line) ?? [])
      .filter((line) => line.source === source);
  const append = (line: object): void => {
    orUnavailable('write', path, () => {
      const fd = openSync(path, 'a', 0o600);
      try {
        // The first byte ends a line that a crash has torn.
        const bytes = Buffer.from(`\n${JSON.stringify(line)}\n`);
        for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    });
  };
  return {
    digests: (source) =>
      new Set(linesOf(source).flatMap(({ kept }) => kept?.filter((one) => typeof one === 'string') ?? [])),
    isDone: (source) => linesOf(source).some(({ sha256 }) => typeof sha256 === 'string'),
    hasFile: (source, sha256) => linesOf(source).some((line) => line.sha256 === sha256),
    kept: (source, digests) => {
      if (digests.length > 0) append({ source, kept: digests });
    },
    done: (source, file) => append({ source, ...file }),
  };
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return '';
    throw stateUnavailable('read', path, cause);
  }
}

function parseLine(text: string): MarkerLine | null {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== 'object' || line === null) return null;
    const { source, kept } = line as { readonly source?: unknown; readonly kept?: unknown };
    if (typeof source !== 'string' || !(kept === undefined || Array.isArray(kept))) return null;
    return line as MarkerLine;
  } catch {
    return null;
  }
}
