import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { corrupt } from './parse-manifest.js';
import { writeDurably } from './write-durably.js';
import type { Seal } from './seal.js';

/** The files of a snapshot besides its pre-images. */
export type SnapshotFile =
  'manifest.json' | 'after.json' | 'rollback.json' | 'rollback-plan.json' | 'told.json';

/** The folder of snapshots: one folder a call, named after its id, for the owner's eyes only. */
export interface SnapshotStore {
  /** Makes the folder of a new snapshot and returns its path. Throws when there is one of that name. */
  create(id: string): string;
  /** Path of a snapshot's folder. Throws `INVALID_ARGUMENT` for an id that is not safe as a file name. */
  folder(id: string): string;
  discard(id: string): void;
  /** Replaces a file as a whole: a reader sees the old one or the new one. */
  write(id: string, file: SnapshotFile, value: unknown): void;
  /** The same, and it is there after a power cut. */
  writeDurably(id: string, file: SnapshotFile, value: unknown): void;
  /** Undefined when there is no such file. Throws `STATE_CORRUPT` when it is not JSON, or not written by us. */
  read(id: string, file: SnapshotFile): unknown;
  /** Names of all folders that could be snapshots, sorted. */
  ids(): readonly string[];
  /** Removes a snapshot: it is there entirely or not at all, whenever the process ends. */
  remove(id: string): void;
  /** Removes what is left of removals that were cut off. */
  sweep(): void;
}

/** Sign of a folder that is being removed. No id begins with a dot. */
const REMOVED = '.removed-';

const SAFE_ID = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9_-])?$/;

export function createSnapshotStore(dir: string, seal: Seal): SnapshotStore {
  const folder = (given: unknown): string => {
    if (typeof given !== 'string' || !SAFE_ID.test(given)) {
      const shown = JSON.stringify(String(given).slice(0, 100));
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `a snapshot's id must be safe as a file name; got ${shown}`,
      );
    }
    return join(dir, given);
  };
  const folders = (): readonly string[] => {
    try {
      return readdirSync(dir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new SentinelError('STATE_UNAVAILABLE', `the snapshot folder ${dir} cannot be listed`, {
        cause: error,
      });
    }
  };
  return {
    folder,
    create: (id) => {
      const path = folder(id);
      try {
        mkdirSync(path, { mode: 0o700 });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        mkdirSync(dir, { recursive: true, mode: 0o700 });
        mkdirSync(path, { mode: 0o700 });
      }
      return path;
    },
    discard: (id) => rmSync(folder(id), { recursive: true, force: true }),
    write: (id, file, value) => {
      const path = join(folder(id), file);
      const temporary = `${path}.new-${process.pid}`;
      const text = seal.close(id, file, JSON.stringify(value));
      try {
        writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        // What stands there may be a link that somebody planted: it is never written through.
        rmSync(temporary);
        writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
      }
      renameSync(temporary, path);
    },
    writeDurably: (id, file, value) =>
      writeDurably(join(folder(id), file), seal.close(id, file, JSON.stringify(value))),
    read: (id, file) => {
      const path = join(folder(id), file);
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw new SentinelError('STATE_UNAVAILABLE', `the snapshot file ${path} cannot be read`, {
          cause: error,
        });
      }
      const json = seal.open(id, file, text);
      if (json === null) throw corrupt(path, 'it was not written by this product, or changed since');
      try {
        return JSON.parse(json) as unknown;
      } catch (error) {
        throw corrupt(path, 'it is not JSON', error);
      }
    },
    ids: () => folders().filter((name) => SAFE_ID.test(name)),
    remove: (id) => {
      const removed = join(dir, `${REMOVED}${id}-${process.pid}`);
      renameSync(folder(id), removed);
      rmSync(removed, { recursive: true, force: true });
    },
    sweep: () => {
      for (const name of folders()) {
        if (name.startsWith(REMOVED)) rmSync(join(dir, name), { recursive: true, force: true });
      }
    },
  };
}
