import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { lookAt } from './snapshot/path-state.js';
import { SentinelError } from '@sentinel-agentos/core';
import { assertSame, listSnapshots, loadSnapshot, toSnapshot } from './snapshot/stored-snapshot.js';
import { callTargets } from './snapshot/call-targets.js';
import { captureForUndo } from './rollback/capture-for-undo.js';
import { captureTargets } from './snapshot/capture.js';
import { createOpenCaptures } from './snapshot/open-captures.js';
import { createKeptFiles } from './snapshot/kept-files.js';
import { createPreimageWriter } from './snapshot/preimage-writer.js';
import { LEFT_OUT_MARK, SPECIAL_REASON } from './snapshot/remember-path.js';
import { planPreimages } from './snapshot/preimage-plan.js';
import { preimageRoom } from './snapshot/preimage-room.js';
import { readPreimage } from './snapshot/preimages.js';
import { createSnapshotFiles } from './snapshot/snapshot-files.js';
import { createSeal } from './snapshot/seal.js';
import { createSnapshotStore } from './snapshot/snapshot-store.js';
import { createTargetLimits, STATE_REASON } from './snapshot/target-limits.js';
import { diffSnapshot } from './rollback/snapshot-diff.js';
import { checkSnapshotterOptions } from './snapshotter-options.js';
import { createGitReader } from './snapshot/git-reader.js';
import { createRetention } from './snapshot/retention.js';
import { createUndoMarks } from './snapshot/undo-marks.js';
import { losesState } from './snapshot/state-loss.js';
import { findUserChanges } from './snapshot/user-changes.js';
import { settleTargets } from './snapshot/settle.js';
import { undoIdOf } from './rollback/undo-id.js';
import { undoSnapshot } from './rollback/undo-snapshot.js';
import type { Captured } from './snapshot/capture.js';
import type { GitState, Snapshot, Snapshotter, UserChange } from '@sentinel-agentos/core';
import type { DamagedSnapshot, StoredSnapshot } from './snapshot/stored-snapshot.js';
import type { Manifest, ManifestEntry } from './snapshot/manifest.js';
import type { PreimageWriter } from './snapshot/preimage-writer.js';
import type { PathChange } from './rollback/snapshot-diff.js';
import type { SnapshotCoverage } from './snapshot/snapshot-coverage.js';
import type { SnapshotterOptions } from './snapshotter-options.js';
import type { UndoReport } from './rollback/undo-snapshot.js';

/** The snapshotter of real files: it remembers bytes, and its memory outlives the process. */
export interface FileSnapshotter extends Snapshotter {
  /**
   * Devices, pipes and sockets don't count: they hold nothing to put back. The product's own state counts where a
   * deletion would take it along.
   */
  readonly coverage: SnapshotCoverage;
  restore(snapshot: Snapshot): UndoReport;
  /** All snapshots, the newest first, damaged ones included. */
  list(): readonly (StoredSnapshot | DamagedSnapshot)[];
  /** Throws `NOT_FOUND`, `STATE_CORRUPT` or `INVALID_ARGUMENT` (an id that can't be one). */
  load(id: string): StoredSnapshot;
  /** Restores by id, also in a later process. Throws like `load`. */
  undo(id: string): UndoReport;
  /** What differs now from the time before the call. Throws like `load`. */
  diff(id: string): readonly PathChange[];
  /** Bytes of a file from before the call, checked against their hash; null when it was no file. */
  bytesBefore(id: string, path: string): Uint8Array | null;
  /**
   * Git state with `dirty` determined, by running git without anything that the repository could make it run.
   * Snapshots carry the answer as long as index and HEAD stay the same and no call changes anything.
   */
  gitState(): Promise<GitState | null>;
  /** Ids of snapshots whose undoing ended with its process. Undo them again: it goes on where it stood. */
  cutOff(): readonly string[];
  /**
   * Removes what is beyond the retention and returns the ids; done now and again without being asked. The
   * snapshots of calls that may still run stay, and so do those whose undoing was cut off.
   */
  prune(): readonly string[];
  /**
   * Files that calls of the last seven days wrote and that somebody else deleted or rewrote since. Each is told
   * once, also over several processes.
   */
  userChanges(): readonly UserChange[];
}

interface Subject {
  readonly id: string;
  readonly tool: string;
  readonly sessionId: string;
  readonly agentId: string;
  readonly undoOf: string | null;
}

/**
 * Keeps what a call may change in one folder a call: pre-images, then a manifest, which is written last and
 * as a whole, so that a snapshot is there entirely or not at all.
 *
 * Nothing is synced at capture: a process that is killed loses nothing of it. After a power cut the bytes are
 * checked against their hashes, so a torn copy is reported and never put back. What a restore writes is synced.
 */
export function createSnapshotter(options: SnapshotterOptions): FileSnapshotter {
  checkSnapshotterOptions(options);
  const workspaceRoot = resolve(options.workspaceRoot);
  const dir = resolve(options.dir);
  const now = (): number => options.clock?.now() ?? Date.now();
  const store = createSnapshotStore(dir, createSeal(options.keyFile ?? null));
  const files = createSnapshotFiles(store);
  const open = createOpenCaptures(dir, files);
  const keptFiles = createKeptFiles();
  const git = createGitReader(workspaceRoot);
  const marks = createUndoMarks(dir);
  const limits = createTargetLimits({
    workspaceRoot,
    dir,
    home: options.home ?? homedir(),
    limits: options.limits ?? {},
  });
  const retention = createRetention({ store, marks, now, limits: options.retention ?? {} });
  // More than all snapshots may take together is not kept for one: it would be removed at once.
  const room = { maxBytes: Math.min(limits.maxBytes, retention.maxBytes), minFreeBytes: limits.minFreeBytes };

  const take = (subject: Subject, look: (preimages: PreimageWriter) => Captured): Manifest => {
    store.folder(subject.id);
    let folder: string | null = null;
    try {
      folder = store.create(subject.id);
      const fileSystemNs = lookAt(folder)?.ctimeNs ?? 0n;
      const preimages = createPreimageWriter({
        id: subject.id,
        folder,
        folderOf: (id) => store.folder(id),
        room: preimageRoom(dir, room),
        keptFiles,
        fileSystemNs,
      });
      const captured = look(preimages);
      preimages.finish();
      const manifest: Manifest = {
        version: 1,
        ...subject,
        takenAt: now(),
        fileSystemNs: String(fileSystemNs),
        git: git.now(),
        ...captured,
      };
      files.writeManifest(manifest);
      return manifest;
    } catch (error) {
      if (folder !== null) store.discard(subject.id);
      const message = `the targets of ${subject.id} could not be kept in ${dir}: ${(error as Error).message}`;
      throw new SentinelError('SNAPSHOT_FAILED', message, { cause: error });
    }
  };

  const settle = (id: string, isShared: (path: string) => boolean): void => {
    if (files.after(id) !== null) return;
    const state = settleTargets(files.manifest(id), limits, isShared);
    if (state.changed.length + state.unknown.length > 0) git.forget();
    files.writeAfter({ version: 1, id, settledAt: now(), ...state });
  };

  const freeUndoId = (undoOf: string): string => undoIdOf(undoOf, new Set(store.ids()));

  const takeForUndo = (id: string, undoOf: string, paths: readonly string[]): void => {
    const manifest = files.manifest(undoOf);
    const { tool, sessionId, agentId } = manifest;
    store.discard(id);
    take({ id, tool, sessionId, agentId, undoOf }, (preimages) => captureForUndo(paths, manifest, preimages));
  };

  const undo = (id: string): UndoReport => {
    files.manifest(id);
    open.end(id);
    git.forget();
    marks.begin(id);
    try {
      return undoSnapshot(id, { files, now, freeUndoId, takeForUndo });
    } finally {
      marks.end(id);
    }
  };

  /** Checks ask for file after file of one snapshot: its manifest is read once. It never changes. */
  let asked: { readonly id: string; readonly entries: ReadonlyMap<string, ManifestEntry> } | null = null;
  const entriesOf = (id: string): ReadonlyMap<string, ManifestEntry> => {
    if (asked?.id !== id) {
      const entries = files.manifest(id).entries.map((entry) => [entry.state.path, entry] as const);
      asked = { id, entries: new Map(entries) };
    }
    return asked.entries;
  };

  /** A mark alone says nothing: what an undo announced before it began is sealed. */
  const isUnfinished = (id: string): boolean => {
    try {
      return files.rollback(id)?.status === null;
    } catch {
      return false;
    }
  };

  const coverage: SnapshotCoverage = (call, effects) => {
    const wanted = callTargets(call, effects);
    if (wanted === null) return [];
    const plan = planPreimages(preimageRoom(dir, room), keptFiles);
    const uncovered = captureTargets(wanted, limits, plan).uncovered.flatMap(({ path, reason, mark }) =>
      mark === LEFT_OUT_MARK || reason === SPECIAL_REASON ? [] : [{ path, reason }],
    );
    const isLost = wanted.targets.some((target) => losesState(target, limits.state));
    return isLost ? [...uncovered, { path: limits.state, reason: STATE_REASON }] : uncovered;
  };

  return {
    coverage,
    capture: (call, effects) => {
      const wanted = callTargets(call, effects);
      if (wanted === null) return null;
      const { id, tool, sessionId, agentId } = call;
      const manifest = take({ id, tool, sessionId, agentId, undoOf: null }, (preimages) =>
        captureTargets(wanted, limits, preimages),
      );
      open.begin(manifest, now());
      return toSnapshot(manifest);
    },
    settle: ({ id }) => {
      files.manifest(id);
      try {
        settle(id, open.sharedBy(id));
      } finally {
        open.end(id);
        retention.tick();
      }
    },
    restore: (snapshot) => {
      assertSame(files.manifest(snapshot.id), snapshot, join(store.folder(snapshot.id), 'manifest.json'));
      return undo(snapshot.id);
    },
    list: () => listSnapshots(files, store.ids()),
    load: (id) => loadSnapshot(files, id),
    undo,
    diff: (id) => diffSnapshot(files, id),
    bytesBefore: (id, path) => {
      const entry = entriesOf(id).get(path);
      if (!entry?.preimage || entry.state.sha256 === null) return null;
      return readPreimage(store.folder(id), entry.preimage, entry.state.sha256);
    },
    gitState: () => git.whole(),
    cutOff: () => marks.cutOff().filter(isUnfinished),
    prune: () => retention.prune(),
    userChanges: () => findUserChanges(files, store.ids(), now()),
  };
}
