import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { parseAfterState, parseManifest, parseRollbackRecord, parseTold } from './parse-manifest.js';
import type { AfterState, Manifest, RollbackRecord } from './manifest.js';
import type { SnapshotStore } from './snapshot-store.js';

/** The parsed files of stored snapshots. */
export interface SnapshotFiles {
  folder(id: string): string;
  /**
   * Throws `NOT_FOUND` when there is no such snapshot, which includes one that was cut off before its manifest
   * was written: then the call never ran. Throws `STATE_CORRUPT` when it is damaged.
   */
  manifest(id: string): Manifest;
  /** Null when the call was never settled: it or its process ended in between. */
  after(id: string): AfterState | null;
  rollback(id: string): RollbackRecord | null;
  /** Paths of which it was told that somebody changed them after the call. */
  told(id: string): readonly string[];
  writeManifest(manifest: Manifest): void;
  writeAfter(after: AfterState): void;
  writeRollback(record: RollbackRecord): void;
  /** What a rollback left, durably: see `AfterState`. */
  writeUndone(after: AfterState): void;
  /** What a rollback is about to do, as it lies on the disk: see `RollbackPlan`. Undefined when there is none. */
  plan(id: string): unknown;
  writePlan(id: string, plan: unknown): void;
  writeTold(id: string, paths: readonly string[]): void;
}

export function createSnapshotFiles(store: SnapshotStore): SnapshotFiles {
  const place = (id: string, file: string): string => join(store.folder(id), file);
  return {
    folder: (id) => store.folder(id),
    manifest: (id) => {
      const value = store.read(id, 'manifest.json');
      if (value === undefined)
        throw new SentinelError('NOT_FOUND', `there is no snapshot ${JSON.stringify(id)}`);
      return parseManifest(value, id, place(id, 'manifest.json'));
    },
    after: (id) => {
      const value = store.read(id, 'after.json');
      return value === undefined ? null : parseAfterState(value, id, place(id, 'after.json'));
    },
    rollback: (id) => {
      const value = store.read(id, 'rollback.json');
      return value === undefined ? null : parseRollbackRecord(value, id, place(id, 'rollback.json'));
    },
    told: (id) => {
      const value = store.read(id, 'told.json');
      return value === undefined ? [] : parseTold(value, id, place(id, 'told.json')).paths;
    },
    writeTold: (id, paths) => store.write(id, 'told.json', { version: 1, id, paths }),
    writeManifest: (manifest) => store.write(manifest.id, 'manifest.json', manifest),
    writeAfter: (after) => store.write(after.id, 'after.json', after),
    writeRollback: (record) => store.writeDurably(record.id, 'rollback.json', record),
    writeUndone: (after) => store.writeDurably(after.id, 'after.json', after),
    plan: (id) => store.read(id, 'rollback-plan.json'),
    writePlan: (id, plan) => store.writeDurably(id, 'rollback-plan.json', plan),
  };
}
