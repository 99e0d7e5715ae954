import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, createWorkbench, effectsOn, photograph } from '../rollback/workbench.js';
import type { Effect, Snapshot } from '@sentinel-agentos/core';
import type { FileSnapshotter } from '../../src/snapshotter.js';
import type { Workbench } from '../rollback/workbench.js';

describe('calls of two processes at the same time', () => {
  let bench: Workbench;
  let one: FileSnapshotter;
  let two: FileSnapshotter;
  beforeEach(() => {
    bench = createWorkbench();
    one = bench.later();
    two = bench.later();
  });
  afterEach(() => bench.dispose());

  const take = (snapshotter: FileSnapshotter, id: string, effects: readonly Effect[]): Snapshot => {
    const call = { id, tool: 't', params: {}, sessionId: 's', agentId: 'a', cwd: bench.root, claims: [] };
    const snapshot = snapshotter.capture(call, effects);
    if (snapshot === null) throw new Error('the call has no snapshot');
    return snapshot;
  };

  it('on one file: undoing either keeps what the other wrote', () => {
    const effects = effectsOn('fs.write', bench.write('k', 'old'));
    const first = take(one, 'first', effects);
    const second = take(two, 'second', effects);
    bench.write('k', 'of the second');
    two.settle(second);
    one.settle(first);
    expect(one.undo('first').paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(two.undo('second').paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.read('k')).toBe('of the second');
  });

  it('in one tree: a file that one of them made is not removed with the other', () => {
    bench.write('d/a.log', 'old');
    const deleting = take(one, 'deleting', effectsOn('fs.write', bench.path('d')));
    const writing = take(two, 'writing', effectsOn('fs.write', bench.path('d/new.txt')));
    bench.write('d/new.txt', 'made by the other call');
    two.settle(writing);
    one.settle(deleting);
    one.undo('deleting');
    expect(bench.read('d/new.txt')).toBe('made by the other call');
  });

  it('one after the other know nothing of each other', () => {
    const effects = effectsOn('fs.write', bench.write('k', 'old'));
    one.settle(take(one, 'first', effects));
    const second = take(two, 'second', effects);
    bench.write('k', 'new');
    two.settle(second);
    expect(two.undo('second').status).toBe('complete');
    expect(bench.read('k')).toBe('old');
  });

  it('stay apart where a file of them is damaged, or made by somebody', () => {
    const folder = join(bench.dir, '.open');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'torn'), '{"since":');
    writeFileSync(join(folder, 'first.shared'), '"/elsewhere"\n"cut o');
    const first = take(one, 'first', effectsOn('fs.write', bench.write('k', 'old')));
    bench.write('k', 'new');
    one.settle(first);
    expect(one.undo('first').status).toBe('complete');
  });

  it('stay apart from folders that somebody made among their names', () => {
    mkdirSync(join(bench.dir, '.open', 'planted', 'deep'), { recursive: true });
    const first = take(one, 'first', effectsOn('fs.write', bench.write('k', 'old')));
    bench.write('k', 'new');
    one.settle(first);
    expect(one.undo('first').status).toBe('complete');
  });

  it('never write through a name that stands there before them', () => {
    mkdirSync(join(bench.dir, '.open'), { recursive: true });
    const precious = bench.write('precious', 'kept');
    symlinkSync(precious, join(bench.dir, '.open', 'first'));
    one.settle(take(one, 'first', effectsOn('fs.write', bench.write('k', 'old'))));
    expect(bench.read('precious')).toBe('kept');
  });

  it('never reach a file outside of their folder by a hostile id', () => {
    const before = photograph(bench.root);
    bench.write('precious', 'kept');
    for (const id of ['../../../precious', '..', '', 'a/../../precious', '\0']) {
      const snapshot = { id, takenAt: 0, files: [], uncovered: [], git: null };
      expect(codeOf(() => one.settle(snapshot))).toBe('INVALID_ARGUMENT');
      expect(codeOf(() => one.undo(id))).toBe('INVALID_ARGUMENT');
    }
    expect(photograph(bench.root).size).toBe(before.size + 1);
  });
});

describe('a file that appears where a call only deletes', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  it('is somebody else’s, and stays when the call is undone', () => {
    bench.write('d/a.log', 'log');
    const call = {
      id: 'op',
      tool: 't',
      params: {},
      sessionId: 's',
      agentId: 'a',
      cwd: bench.root,
      claims: [],
    };
    const snapshot = bench.snapshotter.capture(call, effectsOn('fs.delete', bench.path('d')));
    bench.write('d/user.txt', 'the user was here');
    if (snapshot !== null) bench.snapshotter.settle(snapshot);
    bench.snapshotter.undo('op');
    expect(bench.read('d/user.txt')).toBe('the user was here');
  });
});
