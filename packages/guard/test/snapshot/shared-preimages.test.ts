import {
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, createWorkbench, effectsOn, photograph } from '../rollback/workbench.js';
import type { Workbench } from '../rollback/workbench.js';

/** Longer than the tick within which a change does not show in a file's times. */
const TICK_MS = 150;
const tick = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, TICK_MS));

describe('files that an earlier snapshot keeps', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = createWorkbench();
    for (let index = 0; index < 20; index += 1) bench.write(`src/${index}.ts`, `old ${index}`);
    bench.write('src/large.bin', Buffer.alloc(2_000_000, 7));
    await tick();
  });
  afterEach(() => bench.dispose());

  const snapshotOfSource = (id: string) => capture(bench, effectsOn('fs.delete', bench.path('src')), id);
  const inode = (id: string, name: string): number => statSync(join(bench.dir, id, name)).ino;

  it('are not kept twice: their pack and their copies have a second name in the new one', () => {
    snapshotOfSource('one');
    snapshotOfSource('two');
    expect(readdirSync(join(bench.dir, 'two')).sort()).toEqual(['0.copy', 'manifest.json', 'pack-1']);
    expect(inode('two', 'pack-1')).toBe(inode('one', 'pack'));
    expect(inode('two', '0.copy')).toBe(inode('one', '0.copy'));
  });

  it('are there all the same when the earlier snapshot is removed', () => {
    const before = photograph(bench.root);
    snapshotOfSource('one');
    const second = snapshotOfSource('two');
    rmSync(join(bench.dir, 'one'), { recursive: true });
    rmSync(bench.path('src'), { recursive: true });
    bench.snapshotter.settle(second);
    expect(bench.snapshotter.restore(second).status).toBe('complete');
    expect(photograph(bench.root)).toEqual(before);
  });

  it('are read again where the earlier snapshot is gone', () => {
    snapshotOfSource('one');
    rmSync(join(bench.dir, 'one'), { recursive: true });
    snapshotOfSource('two');
    expect(readdirSync(join(bench.dir, 'two'))).toContain('pack');
    expect(String(bench.snapshotter.bytesBefore('two', bench.path('src/3.ts')))).toBe('old 3');
  });

  it('are read again when they changed, also where size and modification time look the same', () => {
    const file = bench.path('src/3.ts');
    const { atime, mtime } = statSync(file);
    snapshotOfSource('one');
    writeFileSync(file, 'new 3');
    utimesSync(file, atime, mtime);
    snapshotOfSource('two');
    expect(String(bench.snapshotter.bytesBefore('two', file))).toBe('new 3');
    expect(String(bench.snapshotter.bytesBefore('one', file))).toBe('old 3');
  });

  it('that changed within the tick of their own times are never taken from it', () => {
    const file = bench.write('src/3.ts', 'aaaaa');
    snapshotOfSource('one');
    writeFileSync(file, 'bbbbb');
    snapshotOfSource('two');
    expect(String(bench.snapshotter.bytesBefore('two', file))).toBe('bbbbb');
  });

  it('stay right through a long row of snapshots, each with a change of its own', async () => {
    const seen: string[] = [];
    for (let round = 0; round < 80; round += 1) {
      writeFileSync(bench.path(`src/${round % 20}.ts`), `round ${round}`);
      if (round % 8 === 0) await tick();
      snapshotOfSource(`round-${round}`);
      seen.push(readFileSync(bench.path('src/7.ts'), 'utf8'));
    }
    const kept = seen.map((_, round) =>
      String(bench.snapshotter.bytesBefore(`round-${round}`, bench.path('src/7.ts'))),
    );
    expect(kept).toEqual(seen);
  });

  it('whose pack was changed meanwhile are read again', () => {
    snapshotOfSource('one');
    truncateSync(join(bench.dir, 'one', 'pack'), 10);
    writeFileSync(join(bench.dir, 'one', '0.copy'), 'other bytes');
    snapshotOfSource('two');
    expect(String(bench.snapshotter.bytesBefore('two', bench.path('src/3.ts')))).toBe('old 3');
    expect(bench.snapshotter.bytesBefore('two', bench.path('src/large.bin'))?.length).toBe(2_000_000);
  });

  it('whose pack was changed by somebody are not put back from either snapshot', () => {
    snapshotOfSource('one');
    const second = snapshotOfSource('two');
    const pack = join(bench.dir, 'one', 'pack');
    writeFileSync(pack, readFileSync(pack, 'utf8').replaceAll('old', 'bad'));
    rmSync(bench.path('src'), { recursive: true });
    bench.snapshotter.settle(second);
    const report = bench.snapshotter.restore(second);
    const failed = report.paths.filter(({ outcome }) => outcome === 'failed');
    expect(report.status).toBe('partial');
    expect(failed).toHaveLength(20);
    expect(failed[0]?.reason).toContain('damaged');
  });
});
