import { mkdirSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, createWorkbench, effectsOn } from '../rollback/workbench.js';
import type { Workbench } from '../rollback/workbench.js';

describe('what somebody changed of the agent’s files', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  const call = (id: string, act: () => unknown, ...names: readonly string[]): void => {
    const snapshot = capture(bench, effectsOn('fs.write', ...names.map((name) => bench.path(name))), id);
    act();
    bench.snapshotter.settle(snapshot);
  };
  /** File systems and clocks tick: so long that a change shows to be after a call. */
  const passed = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
  const told = (): readonly string[] =>
    bench
      .later()
      .userChanges()
      .map(({ callId, path, change }) => `${callId} ${path.slice(bench.root.length + 1)} ${change}`);

  it('is told once, by any process, with the time at which it happened', async () => {
    call('made', () => bench.write('new.ts', 'agent'), 'new.ts');
    call('kept', () => bench.write('kept.ts', 'agent'), 'kept.ts');
    expect(told()).toEqual([]);
    const settled = Date.now();
    await passed();
    bench.write('new.ts', 'user');
    utimesSync(bench.path('new.ts'), 1_700_000_000, 1_700_000_000);
    const { ctimeMs } = statSync(bench.path('new.ts'));
    expect(bench.snapshotter.userChanges()).toEqual([
      {
        callId: 'made',
        sessionId: 'session',
        agentId: 'agent',
        path: bench.path('new.ts'),
        change: 'rewritten',
        since: expect.toSatisfy((since: number) => since <= settled) as number,
        at: Math.floor(ctimeMs),
      },
    ]);
    expect(told()).toEqual([]);
  });

  it('is also a file that is gone, and one that became something else', async () => {
    call('a', () => bench.write('d/a.ts', 'agent'), 'd/a.ts');
    call('b', () => bench.write('d/b.ts', 'agent'), 'd/b.ts');
    await passed();
    unlinkSync(bench.path('d/a.ts'));
    rmSync(bench.path('d/b.ts'));
    mkdirSync(bench.path('d/b.ts'));
    expect(told()).toEqual(['b d/b.ts rewritten', 'a d/a.ts deleted']);
  });

  it('is not what a later call of the agent did', () => {
    call('first', () => bench.write('x.ts', '1'), 'x.ts');
    call('second', () => bench.write('x.ts', '2'), 'x.ts');
    call('third', () => unlinkSync(bench.path('x.ts')), 'x.ts');
    expect(told()).toEqual([]);
  });

  it('is told of a change between two calls', async () => {
    call('first', () => bench.write('x.ts', 'agent'), 'x.ts');
    await passed();
    bench.write('x.ts', 'user');
    call('second', () => bench.write('x.ts', 'agent again'), 'x.ts');
    expect(told()).toEqual(['first x.ts rewritten']);
  });

  it('is not what was undone, nor the undoing of it', () => {
    call('made', () => bench.write('x.ts', 'agent'), 'x.ts');
    const { undoId } = bench.snapshotter.undo('made');
    expect(told()).toEqual([]);
    bench.snapshotter.undo(undoId ?? '');
    expect(told()).toEqual([]);
  });

  it('is not a file that was touched only, or is there again with the same bytes', () => {
    call('made', () => bench.write('x.ts', 'agent'), 'x.ts');
    utimesSync(bench.path('x.ts'), 1_700_000_000, 1_700_000_000);
    expect(told()).toEqual([]);
    unlinkSync(bench.path('x.ts'));
    bench.write('x.ts', 'agent');
    expect(told()).toEqual([]);
  });

  it('is not told of what lies more than a week back', () => {
    const ago = { now: () => Date.now() - 8 * 24 * 3_600_000, monotonic: () => 0 };
    const before = bench.later({ clock: ago });
    const snapshot = before.capture(
      { id: 'old', tool: 't', params: {}, sessionId: 's', agentId: 'a', cwd: bench.root, claims: [] },
      effectsOn('fs.write', bench.path('x.ts')),
    );
    bench.write('x.ts', 'agent');
    if (snapshot !== null) before.settle(snapshot);
    bench.write('x.ts', 'user');
    expect(told()).toEqual([]);
  });

  it('leaves damaged snapshots alone', async () => {
    call('made', () => bench.write('x.ts', 'agent'), 'x.ts');
    await passed();
    bench.write('x.ts', 'user');
    for (const name of ['told.json', 'rollback.json']) {
      writeFileSync(join(bench.dir, 'made', name), 'nonsense');
      expect(told()).toEqual([]);
      rmSync(join(bench.dir, 'made', name));
    }
    writeFileSync(join(bench.dir, 'made', 'manifest.json'), '{');
    expect(told()).toEqual([]);
    writeFileSync(join(bench.dir, 'made', 'after.json'), 'nonsense');
    expect(told()).toEqual([]);
  });
});
