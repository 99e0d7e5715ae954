import { effectsOn } from './workbench.js';
import type { Effect } from '@sentinel-agentos/core';
import type { Workbench } from './workbench.js';

/** One way a call can change files. After undoing it the whole base folder must look as before. */
export interface UndoCase {
  readonly title: string;
  readonly arrange: (bench: Workbench) => unknown;
  readonly effects: (bench: Workbench) => readonly Effect[];
  readonly act: (bench: Workbench) => unknown;
}

export const writes =
  (...names: readonly string[]) =>
  (bench: Workbench): readonly Effect[] =>
    effectsOn('fs.write', ...names.map((name) => bench.path(name)));

export const deletes =
  (...names: readonly string[]) =>
  (bench: Workbench): readonly Effect[] =>
    effectsOn('fs.delete', ...names.map((name) => bench.path(name)));

export const nothing = (): void => undefined;

/** A repository with a committed file that the user has edited since. */
export const repository = (bench: Workbench): void => {
  bench.git('init', '-q', '-b', 'main');
  bench.write('src/main.ts', 'committed\n');
  bench.write('.gitignore', '.env\nbuild/\n');
  bench.git('add', '.');
  bench.git('commit', '-q', '-m', 'first');
  bench.write('src/main.ts', 'committed\nedited by the user, never committed\n');
};
