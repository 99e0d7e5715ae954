import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { capture, createWorkbench, effectsOn, photograph } from './workbench.js';
import { hashBytes } from '../../src/snapshot/file-bytes.js';
import type { EffectVerb } from '@sentinel-agentos/core';
import type { Photo } from './workbench.js';

/** Raised by hand, see CONTRIBUTING.md. */
const RUNS = Number(process.env['SENTINEL_RUNS'] ?? 80);

/** Few names, so that operations meet each other; some of them hostile. */
const NAME = fc.constantFrom('a', 'b', 'c', '-d', 'é\n', '$(e)', '__proto__', '.git');
const PLACE = fc.array(NAME, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const BYTES = fc.uint8Array({ maxLength: 40 });
const MODE = fc.constantFrom(0o644, 0o600, 0o755, 0o444, 0o700);

const FOLDER_MODE = fc.constantFrom(0o755, 0o700, 0o555, 0o500, 0o1777, 0o2755);

const OPERATION = fc.oneof(
  fc.record({ do: fc.constant('write' as const), at: PLACE, bytes: BYTES, mode: MODE }),
  fc.record({ do: fc.constant('replace' as const), at: PLACE, bytes: BYTES, mode: MODE }),
  fc.record({ do: fc.constant('twin' as const), at: PLACE, to: PLACE }),
  fc.record({ do: fc.constant('folder' as const), at: PLACE, mode: FOLDER_MODE }),
  fc.record({ do: fc.constant('folder mode' as const), at: PLACE, mode: FOLDER_MODE }),
  fc.record({
    do: fc.constant('link' as const),
    at: PLACE,
    to: fc.oneof(PLACE, fc.constant('/etc'), fc.constant('..')),
  }),
  fc.record({ do: fc.constant('delete' as const), at: PLACE }),
  fc.record({ do: fc.constant('move' as const), at: PLACE, to: PLACE }),
  fc.record({ do: fc.constant('mode' as const), at: PLACE, mode: MODE }),
);
type Operation = typeof OPERATION extends fc.Arbitrary<infer T> ? T : never;

/** Does what it can below `root`, without ever leaving it through a link; what makes no sense is left out. */
function perform(root: string, operation: Operation): void {
  const path = join(root, operation.at);
  try {
    switch (operation.do) {
      case 'write':
        if (!clear(root, path)) return;
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, operation.bytes, {
          flag: lstatSync(path, { throwIfNoEntry: false }) ? 'r+' : 'w',
        });
        chmodSync(path, operation.mode);
        return;
      case 'replace':
        if (!clear(root, path)) return;
        rmSync(path, { recursive: true, force: true });
        writeFileSync(path, operation.bytes, { mode: operation.mode });
        return;
      case 'twin':
        if (clear(root, path) && clear(root, join(root, operation.to)))
          linkSync(path, join(root, operation.to));
        return;
      case 'folder mode':
        if (clear(root, path) && lstatSync(path).isDirectory()) chmodSync(path, operation.mode);
        return;
      case 'folder':
        if (!clear(root, path)) return;
        mkdirSync(path, { recursive: true });
        chmodSync(path, operation.mode);
        return;
      case 'link':
        if (!clear(root, path) || existsSync(path)) return;
        mkdirSync(dirname(path), { recursive: true });
        symlinkSync(operation.to, path);
        return;
      case 'delete':
        if (clear(root, dirname(path))) rmSync(path, { recursive: true });
        return;
      case 'move':
        if (clear(root, dirname(path)) && clear(root, join(root, operation.to)))
          renameSync(path, join(root, operation.to));
        return;
      case 'mode':
        // A folder that nobody can look into can't be photographed.
        if (clear(root, path))
          chmodSync(path, lstatSync(path).isDirectory() ? operation.mode | 0o500 : operation.mode);
    }
  } catch {
    // A file where a folder was expected, a folder moved into itself: not an operation then.
  }
}

/** Whether no link stands between the root and a path. */
function clear(root: string, path: string): boolean {
  for (let at = path; at !== root; at = dirname(at)) {
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true) return false;
  }
  return true;
}

const SETUP = fc.array(OPERATION, { maxLength: 14 });
const DEED = fc.array(OPERATION, { minLength: 1, maxLength: 12 });

function only(photo: Photo, keep: (path: string) => boolean): ReadonlyMap<string, string> {
  return new Map([...photo].filter(([path]) => keep(path)));
}

describe('random trees and random deeds:', { timeout: 120_000 + RUNS * 1000 }, () => {
  it('[S2-55] undoing brings the target tree back to the byte and touches nothing beside it', () => {
    fc.assert(
      fc.property(SETUP, SETUP, DEED, SETUP, (tree, beside, deed, userBeside) => {
        const bench = createWorkbench();
        try {
          const target = join(bench.root, 'target');
          const other = join(bench.root, 'other');
          mkdirSync(target);
          mkdirSync(other);
          for (const operation of tree) perform(target, operation);
          for (const operation of beside) perform(other, operation);
          const before = photograph(bench.root);
          const effects = [...effectsOn('fs.delete', target), ...effectsOn('fs.write', target)];
          const snapshot = capture(bench, effects);
          for (const operation of deed) perform(target, operation);
          const after = photograph(bench.root);
          bench.snapshotter.settle(snapshot);
          for (const operation of userBeside) perform(other, operation);
          const otherNow = only(photograph(bench.root), (path) => path.startsWith(other));

          const report = bench.snapshotter.restore(snapshot);
          const restored = photograph(bench.root);
          const inTarget = (path: string): boolean => path.startsWith(target);
          // Git's own files are put back only where the call deleted them.
          const refused = new Set(
            report.paths.filter(({ outcome }) => outcome === 'failed').map(({ path }) => path),
          );
          for (const path of refused) expect(path).toContain('.git');
          if (refused.size === 0) {
            expect(only(restored, inTarget)).toEqual(only(before, inTarget));
            expect(report.status).toBe('complete');
            if (report.undoId !== null) {
              expect(bench.later().undo(report.undoId).status).toBe('complete');
              expect(only(photograph(bench.root), inTarget)).toEqual(only(after, inTarget));
            }
          }
          expect(only(restored, (path) => path.startsWith(other))).toEqual(otherNow);
        } finally {
          bench.dispose();
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('undoing after anybody did anything loses no bytes', () => {
    const verbs = fc.constantFrom<EffectVerb>('fs.write', 'fs.delete');
    fc.assert(
      fc.property(SETUP, DEED, DEED, fc.boolean(), verbs, (tree, deed, user, settled, verb) => {
        const bench = createWorkbench();
        try {
          const target = join(bench.root, 'target');
          mkdirSync(target);
          for (const operation of tree) perform(target, operation);
          const snapshot = capture(bench, effectsOn(verb, target));
          for (const operation of deed) perform(target, operation);
          if (settled) bench.snapshotter.settle(snapshot);
          const after = contents(photograph(bench.root));
          for (const operation of user) perform(target, operation);
          const now = contents(photograph(bench.root));

          const { undoId } = bench.snapshotter.restore(snapshot);
          const undone = photograph(bench.root);
          const left = contents(undone);
          const kept =
            undoId === null ? [] : bench.snapshotter.load(undoId).snapshot.files.map(({ sha256 }) => sha256);
          for (const [hash, path] of now) {
            // Bytes of nobody else but the call may go from the disk, and even those are in the undo's snapshot.
            if (!left.has(hash)) expect(kept, path).toContain(hash);
            if (settled && !after.has(hash)) expect(left.has(hash), path).toBe(true);
          }
          bench.later().undo(snapshot.id);
          expect(photograph(bench.root)).toEqual(undone);
          if (undoId === null) return;
          bench.later().undo(undoId);
          const redone = contents(photograph(bench.root));
          for (const [hash, path] of now) expect(redone.has(hash), path).toBe(true);
        } finally {
          bench.dispose();
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** Hashes of all files with bytes in them. */
function contents(photo: Photo): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [path, seen] of photo) {
    const bytes = Buffer.from(/^file \d+ (.+)$/.exec(seen)?.[1] ?? '', 'base64');
    if (bytes.length > 0) found.set(hashBytes(bytes), path);
  }
  return found;
}
