import {
  lchownSync,
  linkSync,
  lstatSync,
  lutimesSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FILE_CASES } from './file-cases.js';
import { GIT_CASES } from './git-cases.js';
import { HOSTILE_NAME_CASES } from './hostile-name-cases.js';
import { LINK_CASES } from './link-cases.js';
import { MODE_CASES } from './mode-cases.js';
import { REPLACED_CASES } from './replaced-cases.js';
import { SWAPPED_CASES } from './swapped-cases.js';
import { TREE_CASES } from './tree-cases.js';
import { capture, createWorkbench, effectsOn, photograph } from './workbench.js';
import type { Workbench } from './workbench.js';

// Thousands of files are synced one by one.
describe('undoing a call brings back every byte, mode and type:', { timeout: 240_000 }, () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  for (const { title, arrange, effects, act } of [
    ...FILE_CASES,
    ...TREE_CASES,
    ...LINK_CASES,
    ...REPLACED_CASES,
    ...HOSTILE_NAME_CASES,
    ...MODE_CASES,
    ...GIT_CASES,
    ...SWAPPED_CASES,
  ]) {
    it(title, () => {
      arrange(bench);
      const before = photograph(bench.base);
      const snapshot = capture(bench, effects(bench));
      act(bench);
      const after = photograph(bench.base);
      bench.snapshotter.settle(snapshot);

      const report = bench.snapshotter.restore(snapshot);
      expect(report).toMatchObject({ status: 'complete' });
      expect(photograph(bench.base)).toEqual(before);

      if (report.undoId === null) return;
      const back = bench.later().undo(report.undoId);
      expect(back.status).toBe('complete');
      expect(photograph(bench.base)).toEqual(after);
    });
  }

  it.each([
    '2024-01-02T03:04:05.678Z',
    '2199-01-01T00:00:00Z',
    '1969-07-20T20:17:40Z',
    '1970-01-01T00:00:00Z',
  ])('a restored file, link and folder show their old time %s', (time) => {
    const when = new Date(time);
    bench.write('d/file', 'old');
    symlinkSync('file', bench.path('d/link'));
    lutimesSync(bench.path('d/link'), when, when);
    for (const name of ['d/file', 'd']) utimesSync(bench.path(name), when, when);
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('d')));
    rmSync(bench.path('d'), { recursive: true });
    bench.snapshotter.settle(snapshot);
    bench.snapshotter.restore(snapshot);
    for (const name of ['d/file', 'd/link', 'd']) expect(lstatSync(bench.path(name)).mtime).toEqual(when);
  });

  it('a restored file, link and folder belong to whom they belonged to', (test) => {
    if (process.getuid?.() !== 0) return test.skip('skipped: only root may give files away');
    bench.write('d/file', 'old');
    symlinkSync('file', bench.path('d/link'));
    for (const name of ['d', 'd/file', 'd/link']) lchownSync(bench.path(name), 1, 2);
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('d')));
    rmSync(bench.path('d'), { recursive: true });
    bench.snapshotter.settle(snapshot);
    bench.snapshotter.restore(snapshot);
    for (const name of ['d', 'd/file', 'd/link'])
      expect(lstatSync(bench.path(name))).toMatchObject({ uid: 1, gid: 2 });
  });

  it('a second name of a file still is one after its bytes are back', () => {
    linkSync(bench.write('first', 'shared'), bench.path('second'));
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('first')));
    bench.write('first', 'longer than it was before');
    bench.snapshotter.settle(snapshot);
    bench.snapshotter.restore(snapshot);
    expect(statSync(bench.path('first')).ino).toBe(statSync(bench.path('second')).ino);
    expect(readFileSync(bench.path('second'), 'utf8')).toBe('shared');
  });
});
