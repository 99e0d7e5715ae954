import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, createWorkbench, photograph } from './workbench.js';
import { MEANWHILE_CASES } from './meanwhile-cases.js';
import type { Photo, Workbench } from './workbench.js';

describe('what the user did after a call is there after its undo, and after the undo of that:', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  for (const { title, arrange, effects, act, user, undone, saved } of MEANWHILE_CASES) {
    it(title, () => {
      arrange(bench);
      const before = photograph(bench.base);
      const snapshot = capture(bench, effects(bench));
      act(bench);
      bench.snapshotter.settle(snapshot);
      user(bench);
      const now = photograph(bench.base);
      const savedAs = saved.map((name) => `${bench.path(name)}.sentinel-${snapshot.id}`);
      // A folder that the user took away is made again for the copy.
      const isBeside = (path: string): boolean =>
        savedAs.includes(path) || (!now.has(path) && savedAs.some((copy) => dirname(copy) === path));

      const report = bench.snapshotter.restore(snapshot);
      const paths = new Set(undone.map((name) => bench.path(name)));
      const left = photograph(bench.base);
      expect(without(left, isBeside)).toEqual(expected(now, before, paths));
      for (const [index, name] of saved.entries())
        expect(left.get(savedAs[index] ?? '')).toBe(before.get(bench.path(name)));
      expect(report.status === 'complete').toBe(
        report.paths.every(({ outcome }) => outcome !== 'conflict' && outcome !== 'failed'),
      );

      bench.later().undo(snapshot.id);
      expect(photograph(bench.base)).toEqual(left);
      if (report.undoId !== null) bench.later().undo(report.undoId);
      expect(without(photograph(bench.base), isBeside)).toEqual(now);
    });
  }
});

function without(photo: Photo, isLeftOut: (path: string) => boolean): Photo {
  return new Map([...photo].filter(([path]) => !isLeftOut(path)));
}

/** As it is now, but for some paths, which are as before. */
function expected(now: Photo, before: Photo, paths: ReadonlySet<string>): Photo {
  return new Map([
    ...without(now, (path) => paths.has(path)),
    ...without(before, (path) => !paths.has(path)),
  ]);
}
