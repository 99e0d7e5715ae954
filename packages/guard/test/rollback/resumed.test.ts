import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, createWorkbench, effectsOn, photograph, savedBeside } from './workbench.js';
import type { RollbackPlan } from '../../src/rollback/rollback-plan.js';
import type { Workbench } from './workbench.js';

const TEMPORARY = `.sentinel-${'0f'.repeat(16)}`;

describe('an undo that was cut off', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  /** Runs `act` as a call on the targets, and leaves what an undo of it leaves that was killed after its plan. */
  const cutOff = (targets: readonly string[], act: () => void, more: Partial<RollbackPlan> = {}): string => {
    const paths = targets.map((name) => bench.path(name));
    const { id } = capture(bench, effectsOn('fs.delete', ...paths));
    act();
    bench.snapshotter.settle(bench.snapshotter.load(id).snapshot);
    const plan: RollbackPlan = {
      version: 1,
      id,
      temporaries: [TEMPORARY],
      paths,
      missing: [],
      doors: [],
      ...more,
    };
    writeFileSync(join(bench.dir, id, 'rollback-plan.json'), JSON.stringify(plan));
    const record = { version: 1, id, startedAt: 1, undoId: null, status: null };
    writeFileSync(join(bench.dir, id, 'rollback.json'), JSON.stringify(record));
    return id;
  };
  const modeOf = (name: string): number => lstatSync(bench.path(name)).mode & 0o7777;

  it('in the middle of a file with two names is finished', () => {
    linkSync(bench.write('first', 'all of the bytes from before'), bench.path('second'));
    const before = photograph(bench.root);
    for (const length of [0, 3, 27]) {
      const id = cutOff(['first'], () => bench.write('first', 'after'));
      bench.write('first', 'all of the bytes from before'.slice(0, length));
      expect(bench.later().undo(id).status).toBe('complete');
      expect(photograph(bench.root)).toEqual(before);
    }
  });

  it('keeps an edit of such a file, which holds other bytes than a part of the old ones', () => {
    linkSync(bench.write('first', 'all of the bytes from before'), bench.path('second'));
    const id = cutOff(['first'], () => bench.write('first', 'after'));
    bench.write('first', 'all of it by the user');
    expect(bench.later().undo(id).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.read('second')).toBe('all of it by the user');
    expect(savedBeside(bench, 'first', id)).toBe('all of the bytes from before');
  });

  it('keeps a part of the old bytes that the user left in a file with one name', () => {
    bench.write('a', 'before');
    const id = cutOff(['a'], () => bench.write('a', 'after'));
    truncateSync(bench.path('a'), 0);
    expect(bench.later().undo(id).paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.read('a')).toBe('');
  });

  it('between taking a file away and making the folder that was there is finished', () => {
    bench.write('d/in', 'before');
    symlinkSync('x', bench.path('link'));
    bench.write('file', 'before');
    const before = photograph(bench.root);
    const id = cutOff(['d', 'link', 'file'], () => {
      rmSync(bench.path('d'), { recursive: true });
      bench.write('d', 'a file now');
      for (const name of ['link', 'file']) {
        unlinkSync(bench.path(name));
        mkdirSync(bench.path(name));
      }
    });
    for (const name of ['d', 'link', 'file']) rmSync(bench.path(name), { recursive: true });
    expect(bench.later().undo(id).status).toBe('complete');
    expect(photograph(bench.root)).toEqual(before);
  });

  it('with a folder made and not yet as it was is finished, above the targets too', () => {
    bench.write('d/in', 'before');
    bench.write('alone/file', 'before');
    chmodSync(bench.path('d'), 0o555);
    chmodSync(bench.path('alone'), 0o775);
    const before = photograph(bench.root);
    const missing = [bench.path('alone')];
    const act = (): void => {
      chmodSync(bench.path('d'), 0o755);
      for (const name of ['d', 'alone']) rmSync(bench.path(name), { recursive: true });
    };
    const id = cutOff(['d', 'alone/file'], act, { missing });
    mkdirSync(bench.path('d'), { mode: 0o700 });
    mkdirSync(bench.path('alone'), { mode: 0o700 });
    expect(bench.later().undo(id).status).toBe('complete');
    expect(photograph(bench.root)).toEqual(before);
  });

  it('with a folder opened closes it, and not one whose permissions are others by now', () => {
    for (const name of ['sealed', 'changed']) {
      bench.write(`${name}/file`, 'before');
      chmodSync(bench.path(name), 0o555);
    }
    const doors = ['sealed', 'changed'].map((name) => ({ path: bench.path(name), mode: 0o555 }));
    const id = cutOff(['sealed/file', 'changed/file'], () => undefined, { doors });
    chmodSync(bench.path('sealed'), 0o755);
    chmodSync(bench.path('changed'), 0o775);
    bench.later().undo(id);
    expect([modeOf('sealed'), modeOf('changed')]).toEqual([0o555, 0o775]);
  });

  it('takes its own temporary away, and nothing that is not provably its own', () => {
    bench.write('d/a', 'before');
    const id = cutOff(['d/a'], () => bench.write('d/a', 'after'));
    const others = [`.sentinel-${'1f'.repeat(16)}`, '.sentinel-0', `a.sentinel-${id}`];
    for (const name of [TEMPORARY, ...others]) bench.write(`d/${name}`, "somebody's");
    bench.write(TEMPORARY, 'in another folder');
    bench.later().undo(id);
    expect(readdirSync(bench.path('d')).sort()).toEqual(['a', ...others].sort());
    expect(existsSync(bench.path(TEMPORARY))).toBe(true);
    expect(readdirSync(join(bench.dir, id))).not.toContain('rollback-plan.json');
  });

  it('that could not write its plan puts everything back all the same, and says so', () => {
    const snapshot = capture(bench, effectsOn('fs.write', bench.write('a', 'before')));
    bench.write('a', 'after');
    bench.snapshotter.settle(snapshot);
    bench.write(`.agentos/snapshots/${snapshot.id}/rollback-plan.json/in the way`, '');
    const report = bench.snapshotter.restore(snapshot);
    expect(report).toMatchObject({ status: 'complete', undoId: `${snapshot.id}.undo` });
    expect(report.paths[0]?.reason).toMatch(
      /the undo itself could not be recorded: .*(?:EISDIR|ENOTEMPTY|EEXIST)/,
    );
    expect(bench.read('a')).toBe('before');
    expect(readdirSync(join(bench.dir, snapshot.id)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('by a plan that somebody damaged goes on, and touches nothing that the plan made up', () => {
    const victim = bench.write('d/victim', 'kept');
    chmodSync(bench.path('d'), 0o755);
    bench.write('d/a', 'before');
    const bad: readonly Record<string, unknown>[] = [
      { temporaries: ['victim'] },
      { temporaries: ['../d/victim'] },
      { paths: [1] },
      { doors: [{ path: bench.path('d'), mode: -1 }] },
      { doors: [null] },
      { version: 2 },
      { id: 'op_other' },
    ];
    for (const change of bad) {
      const id = cutOff(['d/a'], () => bench.write('d/a', 'after'), change);
      expect(bench.later().undo(id).status).toBe('complete');
      expect([bench.read('d/a'), existsSync(victim), modeOf('d')]).toEqual(['before', true, 0o755]);
    }
  });

  it('keeps an edit of a path that is back already, also when the undo is undone', () => {
    for (const name of ['a', 'b']) bench.write(name, 'before');
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('a'), bench.path('b')));
    for (const name of ['a', 'b']) bench.write(name, 'after');
    bench.snapshotter.settle(snapshot);
    const { undoId } = bench.snapshotter.undo(snapshot.id);
    rmSync(join(bench.dir, undoId ?? '', 'after.json'));
    const record = { version: 1, id: snapshot.id, startedAt: 1, undoId, status: null };
    writeFileSync(join(bench.dir, snapshot.id, 'rollback.json'), JSON.stringify(record));
    bench.write('a', 'by the user');
    expect(bench.later().undo(snapshot.id)).toMatchObject({ status: 'partial', undoId });
    bench.later().undo(undoId ?? '');
    expect([bench.read('a'), bench.read('b')]).toEqual(['by the user', 'after']);
  });
});
