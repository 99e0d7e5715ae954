import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, createWorkbench, effectsOn, photograph } from './workbench.js';
import type { Workbench } from './workbench.js';

describe('what a snapshot cannot hold is named, and an undo does it no harm:', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  it('a name that is not text, in a folder that is changed', () => {
    const odd = Buffer.concat([Buffer.from(`${bench.path('d')}/`), Buffer.from([0xff, 0xfe])]);
    bench.write('d/a', 'before');
    writeFileSync(odd, 'theirs');
    const lookalike = bench.write('d/\uFFFD\uFFFD', 'before');
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('d')));
    expect(snapshot.uncovered).toEqual([{ path: lookalike, reason: 'its name is not valid UTF-8' }]);
    bench.write('d/a', 'after');
    writeFileSync(lookalike, 'after');
    bench.snapshotter.settle(snapshot);
    const report = bench.snapshotter.restore(snapshot);
    expect(report.paths).toContainEqual({ path: bench.path('d/a'), outcome: 'restored' });
    expect([bench.read('d/a'), readFileSync(lookalike, 'utf8')]).toEqual(['before', 'before']);
    expect(readFileSync(odd, 'utf8')).toBe('theirs');
    expect(readdirSync(bench.path('d'), { encoding: 'buffer' })).toContainEqual(Buffer.from([0xff, 0xfe]));
  });

  it('a name that is not text, made by the call: its folder stays with it', () => {
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('new')));
    bench.write('new/a', 'made');
    const odd = Buffer.concat([Buffer.from(`${bench.path('new')}/`), Buffer.from([0xff])]);
    writeFileSync(odd, 'made');
    bench.snapshotter.settle(snapshot);
    expect(bench.snapshotter.restore(snapshot).status).toBe('partial');
    expect(readdirSync(bench.path('new'), { encoding: 'buffer' })).toEqual([Buffer.from([0xff])]);
  });

  it('a pipe and a socket in a folder that is changed stay', async () => {
    bench.write('d/a', 'before');
    execFileSync('mkfifo', [bench.path('d/pipe')]);
    const server = createServer().listen(bench.path('d/socket'));
    await once(server, 'listening');
    try {
      const snapshot = capture(bench, effectsOn('fs.delete', bench.path('d')));
      expect(snapshot.uncovered.map(({ path }) => path)).toEqual([
        bench.path('d/pipe'),
        bench.path('d/socket'),
      ]);
      bench.write('d/a', 'after');
      bench.snapshotter.settle(snapshot);
      expect(bench.snapshotter.restore(snapshot).status).toBe('complete');
      expect(lstatSync(bench.path('d/pipe')).isFIFO()).toBe(true);
      expect(lstatSync(bench.path('d/socket')).isSocket()).toBe(true);
    } finally {
      server.close();
    }
  });

  it('a pipe that the call deleted is named as lost, and its neighbours come back', () => {
    bench.write('d/a', 'before');
    execFileSync('mkfifo', [bench.path('d/pipe')]);
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('d')));
    rmSync(bench.path('d'), { recursive: true });
    bench.snapshotter.settle(snapshot);
    const report = bench.snapshotter.restore(snapshot);
    expect(report.status).toBe('partial');
    expect(report.paths.filter(({ outcome }) => outcome === 'failed').map(({ path }) => path)).toEqual([
      bench.path('d/pipe'),
    ]);
    expect(bench.read('d/a')).toBe('before');
  });

  it('a path longer than the system takes', () => {
    const part = 'x'.repeat(250);
    const top = bench.path('long');
    mkdirSync(top);
    bench.write('long/a', 'before');
    // Deeper and deeper by relative names: no path from the root can say them any more.
    const deep = (last: string): string => {
      const down = `for (let i = 0; i < 20; i += 1) { fs.mkdirSync('${part}', { recursive: true }); process.chdir('${part}'); }`;
      return execFileSync(process.execPath, ['-e', `${down} ${last}`], { cwd: top, encoding: 'utf8' });
    };
    deep("fs.writeFileSync('file', 'theirs')");
    const snapshot = capture(bench, effectsOn('fs.write', top));
    expect(snapshot.uncovered.length).toBeGreaterThan(0);
    bench.write('long/a', 'after');
    bench.snapshotter.settle(snapshot);
    const report = bench.snapshotter.restore(snapshot);
    expect(report.paths).toContainEqual({ path: join(top, 'a'), outcome: 'restored' });
    expect(deep("process.stdout.write(fs.readFileSync('file'))")).toBe('theirs');
    execFileSync('rm', ['-rf', top]);
  });

  it('a target that is a link loop, and one below a file', () => {
    symlinkSync('loop', bench.path('loop'));
    bench.write('file', 'before');
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('loop/x'), bench.path('file/x')));
    bench.snapshotter.settle(snapshot);
    const before = photograph(bench.base);
    bench.snapshotter.restore(snapshot);
    expect(photograph(bench.base)).toEqual(before);
  });

  it('a folder that vanished with everything above it comes back as far as it is known', () => {
    bench.write('a/b/c/file', 'before');
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('a/b/c/file')));
    rmSync(bench.path('a'), { recursive: true });
    bench.snapshotter.settle(snapshot);
    const report = bench.snapshotter.restore(snapshot);
    expect(report.status).toBe('complete');
    expect(bench.read('a/b/c/file')).toBe('before');
    bench.later().undo(report.undoId ?? '');
    expect(readdirSync(bench.root)).toEqual(['.agentos']);
  });

  it('a folder above the target that became a link to outside: nothing outside is touched', () => {
    bench.write('a/b/file', 'before');
    bench.write('a/b/made-later', 'before');
    writeFileSync(join(bench.outside, 'file'), 'theirs');
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('a/b')));
    bench.write('a/b/file', 'after');
    unlinkSync(bench.path('a/b/made-later'));
    bench.snapshotter.settle(snapshot);
    renameSync(bench.path('a'), bench.path('moved'));
    mkdirSync(join(bench.outside, 'b'));
    symlinkSync(bench.outside, bench.path('a'));
    const outside = photograph(bench.outside);
    expect(bench.snapshotter.restore(snapshot).status).not.toBe('complete');
    expect(photograph(bench.outside)).toEqual(outside);
  });

  it('two calls after each other, undone in the order in which they ran, lose nothing', () => {
    bench.write('a', 'before');
    const [first, second] = ['by the first', 'by the second'].map((content) => {
      const snapshot = capture(bench, effectsOn('fs.write', bench.path('a')));
      bench.write('a', content);
      bench.snapshotter.settle(snapshot);
      return snapshot.id;
    });
    expect(bench.later().undo(first ?? '').paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.read('a')).toBe('by the second');
    expect(bench.later().undo(second ?? '').status).toBe('complete');
    expect(bench.later().undo(first ?? '').status).toBe('complete');
    expect(bench.read('a')).toBe('before');
    expect(bench.read(`a.sentinel-${first ?? ''}`)).toBe('before');
  });
});
