import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, codeOf, createWorkbench, effectsOn } from '../rollback/workbench.js';
import type { SnapshotRetention } from '../../src/snapshot/retention.js';
import type { Workbench } from '../rollback/workbench.js';

const DAY_MS = 24 * 3_600_000;

describe('old snapshots', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  /** A snapshot of a file of `bytes`, settled, last touched so many days ago. */
  const take = (id: string, daysAgo: number, bytes = 10): void => {
    const file = bench.write(`${id}.txt`, id.repeat(Math.ceil(bytes / id.length)).slice(0, bytes));
    const snapshot = capture(bench, effectsOn('fs.write', file), id);
    bench.write(`${id}.txt`, 'changed');
    bench.snapshotter.settle(snapshot);
    age(id, daysAgo);
  };
  const age = (id: string, daysAgo: number): void => {
    const then = (Date.now() - daysAgo * DAY_MS) / 1000;
    utimesSync(join(bench.dir, id), then, then);
  };
  const prune = (retention: SnapshotRetention): readonly string[] => bench.later({ retention }).prune();
  const ids = (): readonly string[] => bench.snapshotter.list().map(({ id }) => id);

  it('go after thirty days unless another age is set', () => {
    take('young', 29);
    take('old', 31);
    expect(prune({})).toEqual(['old']);
    take('new', 0);
    expect(prune({ maxAgeMs: 28 * DAY_MS })).toEqual(['young']);
    expect(ids()).toEqual(['new']);
  });

  it('go when there are too many, the oldest first', () => {
    for (let index = 1; index <= 5; index += 1) take(`s${index}`, index);
    expect(prune({ maxSnapshots: 2 })).toEqual(['s3', 's4', 's5']);
    expect(ids().toSorted()).toEqual(['s1', 's2']);
  });

  it('go when they take too much room, the oldest first', () => {
    for (let index = 1; index <= 4; index += 1) take(`s${index}`, index, 200_000);
    expect(prune({ maxBytes: 450_000 })).toEqual(['s3', 's4']);
  });

  it('take room for what they have in common once', async () => {
    bench.write('big.bin', Buffer.alloc(300_000, 1));
    await new Promise((resolve) => setTimeout(resolve, 150));
    for (let index = 1; index <= 4; index += 1) {
      bench.snapshotter.settle(capture(bench, effectsOn('fs.write', bench.path('big.bin')), `s${index}`));
      age(`s${index}`, index);
    }
    expect(prune({ maxBytes: 400_000 })).toEqual([]);
    expect(prune({ maxBytes: 200_000 })).toEqual(['s2', 's3', 's4']);
  });

  it('of calls that may still run stay, and go a day later', () => {
    capture(bench, effectsOn('fs.write', bench.write('a', '1')), 'running');
    expect(prune({ maxSnapshots: 0 })).toEqual([]);
    age('running', 2);
    take('newer', 0);
    expect(prune({ maxSnapshots: 0 })).toEqual(['running']);
  });

  it('stay while their undoing is not finished', () => {
    take('half', 100);
    writeFileSync(join(bench.dir, '.undoing-half'), '{"pid":999999999,"host":"elsewhere"}');
    expect(prune({})).toEqual([]);
  });

  it('go, but the newest stays, and what all of them may take together bounds what one holds', () => {
    take('a', 2, 9_000);
    take('b', 1, 9_000);
    expect(prune({ maxBytes: 1 })).toEqual(['a']);
    const tight = bench.later({ retention: { maxBytes: 5_000 } });
    const call = {
      id: 'c',
      tool: 't',
      params: {},
      sessionId: 's',
      agentId: 'a',
      cwd: bench.root,
      claims: [],
    };
    const effects = effectsOn('fs.delete', bench.write('large', 'x'.repeat(6_000)));
    expect(tight.coverage(call, effects)).toMatchObject([
      { reason: expect.stringContaining('5000 bytes') as string },
    ]);
  });

  it('that were being removed when the process ended are removed for good', () => {
    take('a', 1);
    const left = join(bench.dir, '.removed-gone-1');
    mkdirSync(left);
    writeFileSync(join(left, 'pack'), 'x');
    expect(prune({})).toEqual([]);
    expect(existsSync(left)).toBe(false);
    expect(ids()).toEqual(['a']);
  });

  it('go by themselves while calls are settled', () => {
    take('old', 40);
    const busy = bench.later();
    const snapshot = busy.capture(
      { id: 'next', tool: 't', params: {}, sessionId: 's', agentId: 'a', cwd: bench.root, claims: [] },
      effectsOn('fs.write', bench.path('next')),
    );
    if (snapshot !== null) busy.settle(snapshot);
    expect(ids()).toEqual(['next']);
  });

  it.each([-1, Number.NaN, '5' as never])('a limit of %s is none', (count) => {
    expect(codeOf(() => bench.later({ retention: { maxBytes: count } }))).toBe('INVALID_CONFIG');
    expect(codeOf(() => bench.later({ limits: { maxFiles: count } }))).toBe('INVALID_CONFIG');
  });

  it.each([
    { limits: { maxByte: 1 } },
    { retention: { maxAge: 1 } },
    { keyfile: '/k' },
    { dir: '' },
    { home: 1 },
  ])('and other options: %j is refused', (options) => {
    expect(codeOf(() => bench.later(options as never))).toBe('INVALID_CONFIG');
  });

  it('a folder that is gone meanwhile is no error', () => {
    take('a', 40);
    rmSync(bench.dir, { recursive: true });
    expect(prune({})).toEqual([]);
  });
});
