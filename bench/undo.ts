import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSnapshotter } from '@sentinel-agentos/guard';
import { sampleCall, sampleEffect } from '@sentinel-agentos/core/testing';
import { median, percentile, round } from './measuring/statistics.js';
import type { Effect, Snapshot } from '@sentinel-agentos/core';

/**
 * What remembering and putting back costs, beside what `git stash create` and `git status` cost on the same
 * files in the same rounds. `first` reads every file; `again` is the same scope with nothing changed.
 *
 * The folder is on the disk that the workspace would be on: give it with --dir.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '1000' },
    dir: { type: 'string', default: tmpdir() },
  },
});
const rounds = Number(values.rounds);
const calls = Number(values.calls);
const FILE_BYTES = 4_600;

const timed = <T>(action: () => T): { readonly ms: number; readonly value: T } => {
  const start = performance.now();
  const value = action();
  return { ms: performance.now() - start, value };
};
const ms = (samples: readonly number[]): number => round(median(samples));

/** A repository with so many committed files, 100 a folder, one of which was edited since. */
function workspaceOf(files: number): string {
  const root = mkdtempSync(join(values.dir, 'sentinel-bench-undo-'));
  for (let index = 0; index < files; index += 1) {
    const folder = join(root, 'src', String(Math.floor(index / 100)));
    if (index % 100 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${index}.ts`), `// ${index}\n`.padEnd(FILE_BYTES, 'x'));
  }
  writeFileSync(join(root, '.gitignore'), '.agentos\n');
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, '-c', 'user.name=b', '-c', 'user.email=b@example.org', 'commit', '-q', '-m', 'first');
  writeFileSync(join(root, 'src', '0', '0.ts'), 'edited');
  return root;
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function measure(files: number) {
  const root = workspaceOf(files);
  const dir = join(root, '.agentos', 'snapshots');
  const target = files === 1 ? join(root, 'src', '0', '0.ts') : join(root, 'src');
  const effects: readonly Effect[] = [sampleEffect({ verb: 'fs.delete', target })];
  const samples: Record<string, number[]> = {};
  const note = (name: string, value: number): void => void (samples[name] ??= []).push(value);
  for (let index = 0; index < rounds; index += 1) {
    const snapshotter = createSnapshotter({ workspaceRoot: root, dir, retention: { maxSnapshots: 4 } });
    const take = (id: string): Snapshot => {
      const snapshot = snapshotter.capture(sampleCall({ id, cwd: root, params: {} }), effects);
      if (snapshot === null || snapshot.uncovered.length > 0) throw new Error('the snapshot is not whole');
      return snapshot;
    };
    note('first', timed(() => take(`first-${index}`)).ms);
    const again = timed(() => take(`again-${index}`));
    note('again', again.ms);
    rmSync(target, { recursive: true });
    note('settle', timed(() => snapshotter.settle(again.value)).ms);
    const restored = timed(() => snapshotter.restore(again.value));
    if (restored.value.status !== 'complete') throw new Error(`restored ${restored.value.status}`);
    note('restore', restored.ms);
    note('status', timed(() => git(root, 'status', '--porcelain')).ms);
    note('stash', timed(() => git(root, 'stash', 'create')).ms);
    snapshotter.prune();
  }
  rmSync(root, { recursive: true, force: true });
  return {
    files,
    snapshotMs: { first: ms(samples['first'] ?? []), again: ms(samples['again'] ?? []) },
    settleMs: ms(samples['settle'] ?? []),
    restoreMs: ms(samples['restore'] ?? []),
    gitStatusMs: ms(samples['status'] ?? []),
    gitStashCreateMs: ms(samples['stash'] ?? []),
  };
}

/** What each ordinary call pays: one file is remembered before it and looked at after it. */
function hookCost() {
  const root = workspaceOf(100);
  const snapshotter = createSnapshotter({ workspaceRoot: root, dir: join(root, '.agentos', 'snapshots') });
  const before: number[] = [];
  const after: number[] = [];
  for (let index = 0; index < calls; index += 1) {
    const path = join(root, 'src', '0', `${index % 100}.ts`);
    const effects = [sampleEffect({ verb: 'fs.write', target: path })];
    const call = sampleCall({ id: `call-${index}`, cwd: root, params: {} });
    const captured = timed(() => snapshotter.capture(call, effects));
    writeFileSync(path, `changed ${index}`);
    if (captured.value === null) throw new Error('there is no snapshot');
    const { value } = captured;
    before.push(captured.ms);
    after.push(timed(() => snapshotter.settle(value)).ms);
  }
  rmSync(root, { recursive: true, force: true });
  return {
    calls,
    beforeMs: { p50: round(median(before)), p95: round(percentile(before, 0.95)) },
    afterMs: { p50: round(median(after)), p95: round(percentile(after, 0.95)) },
  };
}

hookCost();
// Before the large trees: what the disk still has to do for them would be counted.
const hook = hookCost();
const sizes = [1, 100, 10_000].map(measure);
for (const each of sizes) console.log(each);
console.log(hook);
console.log(JSON.stringify({ bench: 'undo', rounds, sizes, hook, load: round(loadavg()[0] ?? 0) }));
