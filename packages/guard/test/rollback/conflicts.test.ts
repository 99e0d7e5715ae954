import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, createWorkbench, effectsOn, savedBeside } from './workbench.js';
import type { Workbench } from './workbench.js';

describe("a rollback keeps what it does not know to be the call's own:", () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  const rewritten = (name: string, before = 'before', after = 'after') => {
    bench.write(name, before);
    const snapshot = capture(bench, effectsOn('fs.write', bench.path(name)));
    bench.write(name, after);
    bench.snapshotter.settle(snapshot);
    return snapshot;
  };

  it("[S2-55] the user's later edit stays, and the old bytes are saved beside it", () => {
    const snapshot = rewritten('a.ts');
    bench.write('a.ts', 'by the user');
    const report = bench.snapshotter.restore(snapshot);
    expect(report.status).toBe('partial');
    expect(report.paths).toMatchObject([
      {
        path: bench.path('a.ts'),
        outcome: 'conflict',
        savedAs: `${bench.path('a.ts')}.sentinel-${snapshot.id}`,
      },
    ]);
    expect(bench.read('a.ts')).toBe('by the user');
    expect(savedBeside(bench, 'a.ts', snapshot.id)).toBe('before');
  });

  it('a second try saves no second copy, and another file of that name is left alone', () => {
    const snapshot = rewritten('a.ts');
    bench.write(`a.ts.sentinel-${snapshot.id}`, "the user's own file of that name");
    bench.write('a.ts', 'by the user');
    const first = bench.snapshotter.restore(snapshot);
    const second = bench.later().undo(snapshot.id);
    expect(second.paths).toEqual(first.paths);
    expect(first.paths[0]?.savedAs).toMatch(/-2$/);
    expect(readdirSync(bench.root).filter((name) => name.startsWith('a.ts'))).toHaveLength(3);
    expect(savedBeside(bench, 'a.ts', snapshot.id)).toBe("the user's own file of that name");
  });

  it('a saved copy of a secret is as private as the file was', () => {
    chmodSync(bench.write('.env', 'KEY=1'), 0o600);
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('.env')));
    bench.write('.env', 'KEY=2');
    bench.snapshotter.settle(snapshot);
    bench.write('.env', 'KEY=3');
    const [path] = bench.snapshotter.restore(snapshot).paths;
    expect(statSync(path?.savedAs ?? '').mode & 0o777).toBe(0o600);
  });

  it('a saved copy of a file with the longest name has a shorter one', () => {
    const name = '字'.repeat(85);
    const snapshot = rewritten(name);
    bench.write(name, 'by the user');
    const [path] = bench.snapshotter.restore(snapshot).paths;
    expect(Buffer.byteLength(basename(path?.savedAs ?? ''))).toBeLessThanOrEqual(255);
    expect(readFileSync(path?.savedAs ?? '', 'utf8')).toBe('before');
  });

  it('[S2-55] files that are no target are not touched, whatever happens to them', () => {
    bench.write('other.ts', 'a');
    bench.write('src/near.ts', 'a');
    const snapshot = rewritten('src/a.ts');
    bench.write('other.ts', 'by the user');
    bench.write('src/near.ts', 'by the user');
    bench.write('src/new.ts', 'by the user');
    expect(bench.snapshotter.restore(snapshot).status).toBe('complete');
    expect([bench.read('other.ts'), bench.read('src/near.ts'), bench.read('src/new.ts')]).toEqual(
      Array<string>(3).fill('by the user'),
    );
    expect(bench.read('src/a.ts')).toBe('before');
  });

  it('what the user deleted meanwhile stays deleted, and is saved beside', () => {
    const snapshot = rewritten('a.ts');
    unlinkSync(bench.path('a.ts'));
    expect(bench.snapshotter.restore(snapshot).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(existsSync(bench.path('a.ts'))).toBe(false);
    expect(savedBeside(bench, 'a.ts', snapshot.id)).toBe('before');
  });

  it('a file that the user turned into a folder stays one', () => {
    const snapshot = rewritten('a');
    unlinkSync(bench.path('a'));
    bench.write('a/b', 'by the user');
    expect(bench.snapshotter.restore(snapshot).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.read('a/b')).toBe('by the user');
  });

  it('permissions that the user set afterwards stay', () => {
    const snapshot = rewritten('a');
    chmodSync(bench.path('a'), 0o400);
    expect(bench.snapshotter.restore(snapshot).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(statSync(bench.path('a')).mode & 0o777).toBe(0o400);
  });

  it('a link that the user pointed elsewhere stays, and the old one is saved beside', () => {
    symlinkSync('one', bench.path('link'));
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('link')));
    unlinkSync(bench.path('link'));
    bench.snapshotter.settle(snapshot);
    symlinkSync('by-the-user', bench.path('link'));
    const [path] = bench.snapshotter.restore(snapshot).paths;
    expect(path).toMatchObject({ outcome: 'conflict' });
    expect(lstatSync(path?.savedAs ?? '').isSymbolicLink()).toBe(true);
  });

  it('a created file that the user went on with stays', () => {
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('new/a')));
    bench.write('new/a', 'made');
    bench.snapshotter.settle(snapshot);
    bench.write('new/a', 'made, and improved by the user');
    const report = bench.snapshotter.restore(snapshot);
    expect(report.paths.map(({ outcome }) => outcome)).toEqual(['conflict', 'conflict']);
    expect(bench.read('new/a')).toContain('improved');
  });

  it('a created folder stays with what the user put into it', () => {
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('new/a')));
    bench.write('new/a', 'made');
    bench.snapshotter.settle(snapshot);
    bench.write('new/mine', 'by the user');
    const report = bench.snapshotter.restore(snapshot);
    expect(report.status).toBe('partial');
    expect(existsSync(bench.path('new/a'))).toBe(false);
    expect(bench.read('new/mine')).toBe('by the user');
  });

  it('a file put where a folder was deleted stays, and what was in the folder is reported', () => {
    bench.write('lib/a', '1');
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('lib')));
    rmSync(bench.path('lib'), { recursive: true });
    bench.snapshotter.settle(snapshot);
    bench.write('lib', 'by the user');
    const report = bench.snapshotter.restore(snapshot);
    expect(report.paths.map(({ outcome }) => outcome)).toEqual(['conflict', 'failed']);
    expect(bench.read('lib')).toBe('by the user');
  });

  it('one path that fails does not stop the others', () => {
    for (const name of ['a', 'b', 'c']) bench.write(name, 'before');
    const names = ['a', 'b', 'c'].map((name) => bench.path(name));
    const snapshot = capture(bench, effectsOn('fs.write', ...names));
    for (const name of ['a', 'b', 'c']) bench.write(name, 'after!');
    bench.snapshotter.settle(snapshot);
    const pack = join(bench.dir, snapshot.id, 'pack');
    const bytes = readFileSync(pack);
    bytes[7] = 0;
    writeFileSync(pack, bytes);
    const report = bench.snapshotter.restore(snapshot);
    expect(report.status).toBe('partial');
    expect(report.paths.map(({ outcome }) => outcome)).toEqual(['restored', 'failed', 'restored']);
    expect([bench.read('a'), bench.read('b'), bench.read('c')]).toEqual(['before', 'after!', 'before']);
  });

  it('a damaged copy of a large file is never put back, and leaves nothing behind', () => {
    const snapshot = rewritten('large', 'x'.repeat(2_000_000), 'short');
    writeFileSync(join(bench.dir, snapshot.id, '0.copy'), 'y'.repeat(2_000_000));
    const report = bench.snapshotter.restore(snapshot);
    expect(report).toMatchObject({ status: 'failed', paths: [{ outcome: 'failed' }] });
    expect(readdirSync(bench.root).sort()).toEqual(['.agentos', 'large']);
    bench.write('large', 'by the user');
    expect(bench.snapshotter.restore(snapshot).paths).toMatchObject([{ outcome: 'failed' }]);
    expect(readdirSync(bench.root).sort()).toEqual(['.agentos', 'large']);
  });

  it('a link planted at the folder leads the rollback nowhere', () => {
    bench.write('d/passwd', 'before');
    writeFileSync(join(bench.outside, 'passwd'), 'after');
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('d/passwd')));
    bench.write('d/passwd', 'after');
    bench.snapshotter.settle(snapshot);
    renameSync(bench.path('d'), bench.path('moved'));
    symlinkSync(bench.outside, bench.path('d'));
    const report = bench.snapshotter.restore(snapshot);
    expect(report).toMatchObject({ status: 'failed', paths: [{ outcome: 'failed' }] });
    expect(readFileSync(join(bench.outside, 'passwd'), 'utf8')).toBe('after');
    expect(readdirSync(bench.outside)).toEqual(['passwd']);
  });

  it('a link planted at the folder does not make the rollback remove what is behind it', () => {
    mkdirSync(bench.path('d'));
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('d/x')));
    bench.write('d/x', 'made');
    bench.snapshotter.settle(snapshot);
    renameSync(bench.path('d'), bench.path('moved'));
    writeFileSync(join(bench.outside, 'x'), 'made');
    symlinkSync(bench.outside, bench.path('d'));
    bench.snapshotter.restore(snapshot);
    expect(readFileSync(join(bench.outside, 'x'), 'utf8')).toBe('made');
  });

  it('a link planted where new folders were leads nowhere either', () => {
    const snapshot = capture(bench, effectsOn('fs.delete', bench.write('a/b/c', 'before')));
    rmSync(bench.path('a'), { recursive: true });
    bench.snapshotter.settle(snapshot);
    symlinkSync(bench.outside, bench.path('a'));
    expect(bench.snapshotter.restore(snapshot).paths).toMatchObject([{ outcome: 'failed' }]);
    expect(readdirSync(bench.outside)).toEqual([]);
  });

  it('two calls on one file at once: neither undoes the other', () => {
    bench.write('a', 'before');
    const first = capture(bench, effectsOn('fs.write', bench.path('a')));
    const second = capture(bench, effectsOn('fs.write', bench.path('a')));
    bench.write('a', 'by the first');
    bench.snapshotter.settle(first);
    bench.write('a', 'by the second');
    bench.snapshotter.settle(second);
    expect(bench.snapshotter.restore(second).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.snapshotter.restore(first).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.read('a')).toBe('by the second');
  });

  it('two calls after each other are undone from the last to the first', () => {
    bench.write('a', 'before');
    const first = capture(bench, effectsOn('fs.write', bench.path('a')));
    bench.write('a', 'by the first');
    bench.snapshotter.settle(first);
    const second = capture(bench, effectsOn('fs.write', bench.path('a')));
    bench.write('a', 'by the second');
    bench.snapshotter.settle(second);
    expect(bench.snapshotter.restore(first).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.snapshotter.restore(second).status).toBe('complete');
    expect(bench.snapshotter.restore(first).status).toBe('complete');
    expect(bench.read('a')).toBe('before');
  });

  it("git's own files are put back when the call deleted them, and never overwritten", () => {
    bench.write('p/.git/HEAD', 'ref: refs/heads/main\n');
    bench.write('p/.git/index', 'old index');
    bench.write('p/a', '1');
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('p')));
    unlinkSync(bench.path('p/.git/HEAD'));
    bench.write('p/.git/index', 'index of a commit made meanwhile');
    bench.write('p/a', '2');
    bench.snapshotter.settle(snapshot);
    const report = bench.snapshotter.restore(snapshot);
    expect(report.status).toBe('partial');
    expect(bench.read('p/.git/HEAD')).toBe('ref: refs/heads/main\n');
    expect(bench.read('p/.git/index')).toBe('index of a commit made meanwhile');
    expect(bench.read('p/a')).toBe('1');
    bench.write('p/.git/index', 'a third index');
    expect(bench.snapshotter.restore(snapshot).status).toBe('partial');
    expect(readdirSync(bench.path('p/.git')).sort()).toEqual(['HEAD', 'index']);
  });

  it('a path whose folder became unusable is reported, and the undo goes on', () => {
    const snapshot = rewritten('d/a');
    bench.write('b', '1');
    rmSync(bench.path('d'), { recursive: true });
    symlinkSync('d', bench.path('d'));
    expect(bench.snapshotter.diff(snapshot.id)).toMatchObject([{ change: 'deleted', by: 'somebody-else' }]);
    expect(bench.snapshotter.restore(snapshot).paths).toMatchObject([{ outcome: 'failed' }]);
    expect(lstatSync(bench.path('d')).isSymbolicLink()).toBe(true);
  });

  it('a device that took the place of a file is left alone', () => {
    const snapshot = rewritten('a');
    unlinkSync(bench.path('a'));
    execFileSync('mkfifo', [bench.path('a')]);
    expect(bench.snapshotter.restore(snapshot).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(lstatSync(bench.path('a')).isFIFO()).toBe(true);
  });
});
