import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCount } from './read-count.js';
import type { SnapshotStore } from './snapshot-store.js';
import type { UndoMarks } from './undo-marks.js';

/** How long snapshots stay. The oldest go first. */
export interface SnapshotRetention {
  /** Milliseconds. Default: 30 days. */
  readonly maxAgeMs?: number;
  /** Bytes on disk of all snapshots together; what several have in common counts once. Default: 2 GiB. */
  readonly maxBytes?: number;
  /** Default: 2,000. */
  readonly maxSnapshots?: number;
}

/** A call that is not settled after this time will not be any more: its process ended. */
const OPEN_FOR_MS = 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** Every so many snapshots old ones are looked for. */
const EVERY = 256;

export interface Retention {
  readonly maxBytes: number;
  /** Removes what is beyond the limits and returns the ids. Throws what the file system throws. */
  prune(): readonly string[];
  /** Counts a snapshot; removes old ones after the first and then now and again. What fails is tried next time. */
  tick(): void;
}

export interface RetentionOptions {
  readonly store: SnapshotStore;
  readonly marks: UndoMarks;
  readonly now: () => number;
  readonly limits: SnapshotRetention;
}

interface Aged {
  readonly id: string;
  readonly changedAt: number;
  readonly files: readonly { readonly name: string; readonly inode: string; readonly bytes: number }[];
}

/** Never removes the snapshot of a call that may still run, nor one whose undoing was cut off. */
export function createRetention({ store, marks, now, limits }: RetentionOptions): Retention {
  const maxAgeMs = readCount('retention.maxAgeMs', limits.maxAgeMs, 30 * DAY_MS);
  const maxBytes = readCount('retention.maxBytes', limits.maxBytes, 2 * 1024 ** 3);
  const maxSnapshots = readCount('retention.maxSnapshots', limits.maxSnapshots, 2_000);
  let taken = 0;

  const prune = (): readonly string[] => {
    const cutOff = new Set(marks.all());
    const all = store.ids().flatMap((id) => look(id, store.folder(id)));
    const newestFirst = all.sort((a, b) => b.changedAt - a.changedAt);
    const counted = new Set<string>();
    let bytes = 0;
    let kept = 0;
    const removed: string[] = [];
    for (const { id, changedAt, files } of newestFirst) {
      const own = files.filter(({ inode }) => !counted.has(inode));
      const size = own.reduce((sum, file) => sum + file.bytes, 0);
      const age = now() - changedAt;
      const isOpen = age < OPEN_FOR_MS && !files.some(({ name }) => name === 'after.json');
      const isOver = age > maxAgeMs || bytes + size > maxBytes || kept >= maxSnapshots;
      // The newest stays: what was just made undoable must be so.
      if (isOver && !isOpen && kept > 0 && !cutOff.has(id)) {
        store.remove(id);
        removed.push(id);
        continue;
      }
      for (const { inode } of own) counted.add(inode);
      bytes += size;
      kept += 1;
    }
    store.sweep();
    return removed;
  };

  return {
    maxBytes,
    prune,
    tick: () => {
      taken += 1;
      if (taken % EVERY !== 1) return;
      try {
        prune();
      } catch {
        // A folder that can't be removed costs room, and the reserve of the disk bounds that.
      }
    },
  };
}

function look(id: string, folder: string): readonly Aged[] {
  try {
    const files = readdirSync(folder).map((name) => {
      const { ino, blocks } = lstatSync(join(folder, name));
      return { name, inode: String(ino), bytes: blocks * 512 };
    });
    return [{ id, changedAt: lstatSync(folder).mtimeMs, files }];
  } catch {
    return [];
  }
}
