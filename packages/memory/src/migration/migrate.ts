import type { Clock } from '@sentinel-agentos/core';
import { lstatSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseNumber } from '../input/parse-number.js';
import { parseOptions } from '../input/parse-options.js';
import { parseBoundedText } from '../input/parse-text.js';
import { withFileLock } from '../storage/file-lock.js';
import { makeFolder } from '../storage/make-folder.js';
import type { ReportProblem } from '../storage/state-problem.js';
import {
  applyMigration,
  compareMigration,
  type MigratedSpan,
  type MigrationTarget,
} from './apply-migration.js';
import { createMigrationMarker } from './migration-marker.js';
import { coverageOf, type MigrationCoverage } from './migration-plan.js';
import { planMigration } from './plan-migration.js';

/** How a file is migrated. */
export interface MigrateOptions {
  /** Names the file: what came from it can be forgotten by this name. Up to 256 bytes. Default: `MEMORY.md`. */
  readonly source?: string;
  /** When it was written, milliseconds since the epoch. Default: now. */
  readonly writtenAt?: number;
  /** Says what would become of it and writes nothing. Default: false. */
  readonly dryRun?: boolean;
}

/** What became of every byte of a file. */
export interface MigrationReport {
  readonly source: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly dryRun: boolean;
  /** In the order of the file, from byte 0 to the last without a gap. */
  readonly spans: readonly MigratedSpan[];
  readonly coverage: MigrationCoverage;
}

/** Takes over what people have written into files. */
export interface Migration {
  migrate(markdown: string | Uint8Array, options?: MigrateOptions): MigrationReport;
  migrateFileOnce(path: string): MigrationReport | null;
}

const SOURCE_BYTES = 256;
const DEFAULT_SOURCE = 'MEMORY.md';

/** Larger files are no notes of a person; whoever wants them migrated says so. */
const MOST_BYTES_UNASKED = 256 * 1024;

/** Makes what migrates files into a memory, whose folder keeps the marker. */
export function createMigration(
  dir: string,
  clock: Clock,
  target: MigrationTarget,
  report: ReportProblem,
): Migration {
  const marker = createMigrationMarker(dir);
  const locked = <T>(work: () => T): T => {
    makeFolder(dir);
    return withFileLock(join(dir, 'migration.lock'), work);
  };
  const apply = (markdown: string | Uint8Array, source: string, writtenAt: number): MigrationReport => {
    const { sha256, bytes, spans: planned } = planMigration(markdown);
    const at = clock.now();
    const spans = applyMigration(planned, target, {
      source,
      validFrom: Math.min(writtenAt, at),
      known: marker.digests(source),
      onKept: (digests) => marker.kept(source, digests),
    });
    if (!marker.hasFile(source, sha256)) marker.done(source, { sha256, bytes, at });
    return { source, sha256, bytes, dryRun: false, spans, coverage: coverageOf(spans) };
  };

  return {
    migrate(markdown, options) {
      const given = parseOptions(options, 'options');
      const source =
        given.source === undefined ? DEFAULT_SOURCE : parseBoundedText(given.source, 'source', SOURCE_BYTES);
      const writtenAt = parseNumber(given.writtenAt, 'writtenAt', 0, clock.now());
      if (given.dryRun !== true) return locked(() => apply(markdown, source, writtenAt));
      const { sha256, bytes, spans: planned } = planMigration(markdown);
      const spans = compareMigration(planned, marker.digests(source));
      return { source, sha256, bytes, dryRun: true, spans, coverage: coverageOf(spans) };
    },
    migrateFileOnce(path) {
      const source = basename(path);
      try {
        const stat = lstatSync(path, { throwIfNoEntry: false });
        if (stat === undefined || marker.isDone(source)) return null;
        // A link may lead to a file that is none of this folder's.
        if (!stat.isFile()) throw new Error('it is no regular file');
        if (stat.size > MOST_BYTES_UNASKED) throw new Error(`it is larger than ${MOST_BYTES_UNASKED} bytes`);
        return locked(() =>
          marker.isDone(source) ? null : apply(readFileSync(path), source, Math.max(0, stat.mtimeMs)),
        );
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        report({
          file: path,
          keptAs: null,
          message: {
            en: `${path} was not migrated into the memory: ${why}. It is as it was.`,
            zh: `${path} 未迁移到记忆中：${why}。该文件保持原样。`,
          },
        });
        return null;
      }
    },
  };
}
