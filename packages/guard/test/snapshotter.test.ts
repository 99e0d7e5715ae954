import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCall, sampleEffect } from '@sentinel-agentos/core/testing';
import { capture, codeOf, createWorkbench, effectsOn } from './rollback/workbench.js';
import { createSnapshotter } from '../src/snapshotter.js';
import type { Workbench } from './rollback/workbench.js';

describe('a snapshot', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  it('[S2-43] holds the SHA-256 of every file as sha256sum computes it, and says what did not exist', () => {
    const small = bench.write('small.txt', 'hello\n');
    const large = bench.write('large.bin', 'x'.repeat(1_500_000));
    const snapshot = capture(bench, effectsOn('fs.write', small, large, bench.path('src/new.ts')));
    expect(snapshot.files).toMatchObject([
      { path: small, kind: 'file', size: 6, sha256: createHash('sha256').update('hello\n').digest('hex') },
      { path: large, kind: 'file', size: 1_500_000 },
      { path: bench.path('src/new.ts'), kind: 'absent', sha256: null },
    ]);
    for (const path of [small, large]) {
      const sum = execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64);
      expect(snapshot.files.find((file) => file.path === path)?.sha256).toBe(sum);
    }
  });

  it('[S2-43] holds the state of the repository', () => {
    bench.git('init', '-q', '-b', 'topic');
    bench.write('a', '1');
    bench.git('add', '.');
    bench.git('commit', '-q', '-m', 'first');
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('a')));
    expect(snapshot.git).toEqual({
      head: bench.git('rev-parse', 'HEAD').trim(),
      branch: 'topic',
      dirty: null,
    });
  });

  it('remembers claims, relative to the folder of the call', () => {
    bench.write('sub/a', '1');
    const call = sampleCall({
      id: 'op_claims',
      cwd: bench.path('sub'),
      claims: [
        { path: 'a', change: 'delete' },
        { path: '../b', change: 'write' },
      ],
    });
    const snapshot = bench.snapshotter.capture(call, []);
    expect(snapshot?.files.map(({ path, kind }) => [path, kind])).toEqual([
      [bench.path('sub/a'), 'file'],
      [bench.path('b'), 'absent'],
    ]);
  });

  it('is not taken for a call that changes nothing, or writes to a device that keeps nothing', () => {
    const effects = [
      ...effectsOn('fs.read', bench.path('a')),
      ...effectsOn('fs.write', '/dev/null', '/dev/stderr'),
    ];
    expect(bench.snapshotter.capture(sampleCall({ cwd: bench.root }), effects)).toBeNull();
    expect(existsSync(bench.dir)).toBe(false);
  });

  it('is for the eyes of its owner only', () => {
    const snapshot = capture(
      bench,
      effectsOn('fs.write', bench.write('a', '1'), bench.write('b', 'x'.repeat(1_100_000))),
    );
    const folder = join(bench.dir, snapshot.id);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).sort()).toEqual(['0.copy', 'manifest.json', 'pack']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('lists what it does not cover, and why', () => {
    const pipe = bench.path('pipe');
    execFileSync('mkfifo', [pipe]);
    const targets = [
      pipe,
      '',
      '…/untold',
      '/a\0b',
      '/lone\uD800',
      '/proc/self/mem',
      `/${'n'.repeat(300)}`,
      '/',
    ];
    const { files, uncovered } = capture(bench, effectsOn('fs.write', ...targets));
    expect(files).toEqual([]);
    const reasons = new Map(uncovered.map(({ path, reason }) => [path, reason]));
    expect([...reasons.keys()].sort()).toEqual([...targets].sort());
    expect(reasons.get(pipe)).toBe('it is a device, a pipe or a socket');
    expect(reasons.get('')).toBe('the call does not say which path');
    expect(reasons.get('…/untold')).toBe('the call does not say which path');
    expect(reasons.get('/a\0b')).toBe('it is not a valid path');
    expect(reasons.get('/proc/self/mem')).toMatch(/^it cannot be read/);
    expect(reasons.get(`/${'n'.repeat(300)}`)).toMatch(/^it cannot be looked at/);
    expect(reasons.get('/')).toBe('a whole home folder, or a folder above one, is never kept');
  });

  it('covers files whose size the system does not tell', () => {
    const { files } = capture(bench, effectsOn('fs.write', '/proc/self/status'));
    expect(files[0]?.size).toBeGreaterThan(0);
  });

  it('a target that is not covered and was not touched does not spoil the report', () => {
    const pipe = bench.path('pipe');
    execFileSync('mkfifo', [pipe]);
    const untouched = capture(bench, effectsOn('fs.write', pipe, bench.write('a', '1')));
    bench.write('a', '2');
    bench.snapshotter.settle(untouched);
    expect(bench.snapshotter.restore(untouched).status).toBe('complete');
    const touched = capture(bench, effectsOn('fs.write', pipe, bench.path('a')));
    unlinkSync(pipe);
    bench.write('a', '2');
    bench.snapshotter.settle(touched);
    const report = bench.snapshotter.restore(touched);
    expect(report.status).toBe('partial');
    expect(report.paths).toContainEqual({
      path: pipe,
      outcome: 'failed',
      reason: 'it was not kept: it is a device, a pipe or a socket',
    });
  });

  it('never takes in a home folder as a whole, but files in it', () => {
    const home = bench.path('home');
    bench.write('home/.profile', 'x');
    const snapshotter = bench.later({ home });
    const call = sampleCall({ id: 'op_home', cwd: bench.root });
    const snapshot = snapshotter.capture(call, effectsOn('fs.delete', home, bench.path('home/.profile')));
    expect(snapshot?.files.map(({ path }) => path)).toEqual([bench.path('home/.profile')]);
    expect(snapshot?.uncovered.map(({ path }) => path)).toEqual([home]);
  });

  it("never takes in the product's own state, by whatever way it is named", () => {
    bench.write('.agentos/audit/log', 'chained');
    bench.write('a', '1');
    symlinkSync(bench.path('.agentos'), bench.path('alias'));
    symlinkSync(bench.root, join(bench.outside, 'alias'));
    const effects = [
      ...effectsOn('fs.delete', bench.root),
      ...effectsOn('fs.write', bench.path('.agentos/audit/log'), bench.path('alias/audit/log')),
      ...effectsOn('fs.delete', join(bench.outside, 'alias', 'a'), join(bench.outside, 'alias', '.agentos')),
    ];
    const snapshot = capture(bench, effects);
    expect(snapshot.files.filter(({ path }) => path.includes('.agentos') || path.includes('log'))).toEqual(
      [],
    );
    expect(snapshot.uncovered.map(({ path }) => path)).toEqual(
      expect.arrayContaining([bench.path('.agentos'), bench.path('alias/audit/log')]),
    );
    bench.write('a', '2');
    bench.write('.agentos/audit/log', 'chained, and more');
    bench.snapshotter.settle(snapshot);
    expect(bench.snapshotter.restore(snapshot).status).toBe('complete');
    expect(bench.read('.agentos/audit/log')).toBe('chained, and more');
    expect(bench.read('a')).toBe('1');
  });

  it('leaves out only itself when its folder is no part of a state folder', () => {
    const snapshotter = createSnapshotter({ workspaceRoot: bench.root, dir: join(bench.base, 'snapshots') });
    const file = join(bench.base, 'beside');
    writeFileSync(file, '1');
    const snapshot = snapshotter.capture(sampleCall({ cwd: bench.root }), effectsOn('fs.write', file));
    expect(snapshot?.files.map(({ path }) => path)).toEqual([file]);
  });

  it('stays within its limits: too many files are refused as a whole, too many bytes one by one', () => {
    const snapshotter = bench.later({ limits: { maxFiles: 3, maxBytes: 10 } });
    for (const name of ['1', '2', '3']) bench.write(`d/${name}`, name);
    bench.write('heavy', '12345678901');
    bench.write('huge', 'x'.repeat(1_200_000));
    const call = sampleCall({ id: 'op_limits', cwd: bench.root });
    const names = ['heavy', 'huge', 'x', 'y', 'z', 'late'].map((name) => bench.path(name));
    const snapshot = snapshotter.capture(call, [
      ...effectsOn('fs.delete', bench.path('d')),
      ...effectsOn('fs.write', ...names),
    ]);
    expect(snapshot?.files.map(({ path }) => path)).toEqual(['x', 'y', 'z'].map((name) => bench.path(name)));
    expect(snapshot?.uncovered.map(({ path }) => path)).toEqual(
      ['d', 'heavy', 'huge', 'late'].map((name) => bench.path(name)),
    );
    for (const name of ['x', 'y', 'z']) bench.write(name, '1234');
    if (snapshot !== null) snapshotter.settle(snapshot);
    const outcomes = snapshotter.undo('op_limits').paths.map(({ path, outcome }) => [path, outcome]);
    expect(outcomes).toContainEqual([bench.path('x'), 'removed']);
    expect(outcomes).toContainEqual([bench.path('z'), 'conflict']);
    expect(outcomes).toContainEqual([bench.path('heavy'), 'unchanged']);
    expect(outcomes).toContainEqual([bench.path('d'), 'failed']);
  });

  it('refuses ids that are not safe as file names, and ids it has', () => {
    for (const id of [
      '',
      '.',
      '..',
      'a/b',
      'a\\b',
      '../x',
      'a\0',
      '.hidden',
      'x'.repeat(300),
      'dot.',
      'nl\n',
    ]) {
      const call = sampleCall({ id, cwd: bench.root });
      expect(codeOf(() => bench.snapshotter.capture(call, [sampleEffect({ target: bench.path('a') })]))).toBe(
        'INVALID_ARGUMENT',
      );
      expect(codeOf(() => bench.snapshotter.undo(id))).toBe('INVALID_ARGUMENT');
    }
    capture(bench, effectsOn('fs.write', bench.path('a')), 'op_same');
    expect(codeOf(() => capture(bench, effectsOn('fs.write', bench.path('a')), 'op_same'))).toBe(
      'SNAPSHOT_FAILED',
    );
    expect(bench.snapshotter.load('op_same').id).toBe('op_same');
  });

  it('that cannot be written throws, and leaves no half of it behind', () => {
    writeFileSync(join(bench.base, 'file'), '');
    const nowhere = createSnapshotter({
      workspaceRoot: bench.root,
      dir: join(bench.base, 'file', 'snapshots'),
    });
    const call = sampleCall({ id: 'op_nowhere', cwd: bench.root });
    expect(codeOf(() => nowhere.capture(call, effectsOn('fs.write', bench.path('a'))))).toBe(
      'SNAPSHOT_FAILED',
    );
  });

  it('that does not fit on the disk throws, and leaves no half of it behind', () => {
    bench.write('large', 'x'.repeat(900_000));
    const script = bench.path('capture.mjs');
    const source = join(import.meta.dirname, '../src/snapshotter.ts');
    writeFileSync(
      script,
      `const { createSnapshotter } = await import(${JSON.stringify(source)});
       const snapshotter = createSnapshotter(${JSON.stringify({ workspaceRoot: bench.root, dir: bench.dir })});
       const effect = { verb: 'fs.write', target: ${JSON.stringify(bench.path('large'))} };
       try { snapshotter.capture({ id: 'op_full', claims: [] }, [effect]); } catch (error) { console.log(error.code); }`,
    );
    // A limit on the size of files stands for a disk without room.
    const tsx = join(import.meta.dirname, '../../../node_modules/tsx/dist/loader.mjs');
    const run = 'ulimit -f 64; exec "$0" --conditions=@sentinel-agentos/source --import "$1" "$2"';
    const output = execFileSync('sh', ['-c', run, process.execPath, tsx, script], { encoding: 'utf8' });
    expect(output.trim()).toBe('SNAPSHOT_FAILED');
    expect(readdirSync(bench.dir)).toEqual([]);
  });
});
