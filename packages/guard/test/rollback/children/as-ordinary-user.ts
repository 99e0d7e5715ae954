import { chmodSync, unlinkSync } from 'node:fs';
import { capture, createWorkbench, effectsOn } from '../workbench.js';
import type { Workbench } from '../workbench.js';

/**
 * What closed files and folders do to an undo, for a user to whom they are closed. Prints a JSON line a case: its
 * name, the status, what became of each path, and what is there then.
 */
const cases: Readonly<Record<string, (bench: Workbench) => unknown>> = {
  'closed folder': (bench) => {
    bench.write('d/a', 'before');
    return undo(bench, ['d'], () => chmodSync(bench.path('d'), 0o000), ['d/a']);
  },
  'read-only folder': (bench) => {
    bench.write('d/a', 'before');
    chmodSync(bench.path('d'), 0o555);
    const act = (): void => {
      chmodSync(bench.path('d'), 0o755);
      unlinkSync(bench.path('d/a'));
      chmodSync(bench.path('d'), 0o555);
    };
    return undo(bench, ['d/a'], act, ['d/a']);
  },
  'unreadable target': (bench) => {
    chmodSync(bench.write('d/a', 'before'), 0o000);
    bench.write('d/b', 'before');
    const act = (): void => {
      unlinkSync(bench.path('d/a'));
      bench.write('d/a', 'after');
      bench.write('d/b', 'after');
    };
    return undo(bench, ['d'], act, ['d/a', 'd/b']);
  },
  'file closed by the call': (bench) => {
    bench.write('a', 'before');
    bench.write('b', 'before');
    const act = (): void => {
      chmodSync(bench.write('a', 'after'), 0o000);
      bench.write('b', 'after');
    };
    return undo(bench, ['a', 'b'], act, ['b']);
  },
};

function undo(
  bench: Workbench,
  targets: readonly string[],
  act: () => void,
  read: readonly string[],
): unknown {
  const snapshot = capture(bench, effectsOn('fs.delete', ...targets.map((name) => bench.path(name))));
  act();
  bench.snapshotter.settle(snapshot);
  const { status, paths } = bench.snapshotter.restore(snapshot);
  const outcomes = paths.map(({ path, outcome }) => `${path.slice(bench.root.length + 1)} ${outcome}`);
  return { status, outcomes, bytes: read.map((name) => bench.read(name)) };
}

for (const [name, run] of Object.entries(cases)) {
  const bench = createWorkbench();
  try {
    process.stdout.write(`${JSON.stringify([name, run(bench)])}\n`);
  } finally {
    bench.dispose();
  }
}
