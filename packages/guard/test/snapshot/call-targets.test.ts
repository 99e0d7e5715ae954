import { mkdirSync, unlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCall, sampleEffect } from '@sentinel-agentos/core/testing';
import { callTargets } from '../../src/snapshot/call-targets.js';
import { capture, createWorkbench, effectsOn, photograph } from '../rollback/workbench.js';
import type { Effect, EffectVerb } from '@sentinel-agentos/core';
import type { Workbench } from '../rollback/workbench.js';

describe('what a call may change,', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
    for (const name of [
      'a.log',
      'b.log',
      'src/main.ts',
      'src/x/deep.log',
      '.hidden.log',
      'app/[slug]/page.tsx',
    ]) {
      bench.write(name, name);
    }
  });
  afterEach(() => bench.dispose());

  const namesOf = (effect: Partial<Effect>, cwd = bench.root): readonly string[] =>
    (callTargets(sampleCall({ cwd, params: {} }), [sampleEffect(effect)])?.targets ?? [])
      .map(({ path }) => (path === bench.root ? '.' : path.slice(bench.root.length + 1)))
      .sort();

  it.each([
    ['a wildcard means the names that a shell would take', '*.log', ['a.log', 'b.log']],
    ['a wildcard in the middle of a path', 's*/x/*', ['src/x/deep.log']],
    ['a set of characters', '[ab].log', ['a.log', 'b.log']],
    ['a file that is really called like a pattern', 'app/[slug]/page.tsx', ['app/[slug]/page.tsx']],
    ['a pattern that nothing is like is a name', 'new/[id].ts', ['new/[id].ts']],
    ['an untold part means the folder', 'src/….ts', ['src']],
    ['an untold part with a pattern below means the folder', '…/*.log', ['.']],
    ['any depth means the folder', 'src/**', ['src']],
    ['hidden files are meant by their dot only', '.h*', ['.hidden.log']],
  ])('%s', (_, target, expected) => {
    expect(namesOf({ verb: 'fs.delete', target: bench.path(target) })).toEqual(expected);
    expect(namesOf({ verb: 'fs.write', target: bench.path(target) })).toEqual(expected);
  });

  it('paths that a program sees from its own folder are looked up there', () => {
    expect(namesOf({ verb: 'fs.write', target: 'main.ts' }, bench.path('src'))).toEqual(['src/main.ts']);
    expect(namesOf({ verb: 'fs.write', target: '/etc/hosts', scope: 'host' })).toHaveLength(1);
    expect(namesOf({ verb: 'fs.write', target: 'somewhere', scope: 'host' })).toEqual([]);
  });

  it.each<[EffectVerb, string]>([
    ['vcs.rewrite', 'HEAD~1'],
    ['fs.delete', ''],
  ])('%s without a path means the whole work tree', (verb, target) => {
    mkdirSync(bench.path('.git'));
    expect(namesOf({ verb, target }, bench.path('src'))).toEqual(['.']);
    expect(namesOf({ verb, target, remote: true, scope: 'shared' }, bench.path('src'))).toEqual([]);
  });

  it('a pattern that means very many files means their folder', () => {
    for (let index = 0; index < 300; index += 1) bench.write(`many/${index}.txt`, '');
    expect(namesOf({ verb: 'fs.delete', target: bench.path('many/*.txt') })).toEqual(['many']);
  });

  it('is undone where the call named it by a pattern', () => {
    const before = photograph(bench.root);
    const snapshot = capture(bench, effectsOn('fs.delete', bench.path('*.log'), bench.path('…/*.log')));
    for (const name of ['a.log', 'src/x/deep.log']) unlinkSync(bench.path(name));
    bench.snapshotter.settle(snapshot);
    expect(bench.snapshotter.restore(snapshot).status).toBe('complete');
    expect(photograph(bench.root)).toEqual(before);
  });

  it('is undone after a work tree was reset, and the index and HEAD stay as the reset left them', () => {
    bench.git('init', '-q', '-b', 'main');
    bench.git('add', 'a.log');
    bench.git('commit', '-q', '-m', 'first');
    bench.write('a.log', 'edited and never committed');
    const before = photograph(bench.path('src'));
    const rewrite = sampleEffect({ verb: 'vcs.rewrite', target: '' });
    const snapshot = capture(bench, [rewrite]);
    bench.git('reset', '-q', '--hard');
    bench.git('clean', '-fdq', '-e', '.agentos');
    bench.snapshotter.settle(snapshot);
    const head = photograph(bench.path('.git'));
    expect(bench.snapshotter.restore(snapshot).status).toBe('complete');
    expect(bench.read('a.log')).toBe('edited and never committed');
    expect(photograph(bench.path('src'))).toEqual(before);
    expect(photograph(bench.path('.git'))).toEqual(head);
  });
});
