import { chmodSync, mkdirSync, rmdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { deletes, nothing, repository, writes } from './undo-case.js';
import type { UndoCase } from './undo-case.js';

export const TREE_CASES: readonly UndoCase[] = [
  {
    title: 'a deleted file',
    arrange: (bench) => bench.write('a/b.txt', 'kept'),
    effects: deletes('a/b.txt'),
    act: (bench) => unlinkSync(bench.path('a/b.txt')),
  },
  {
    title: 'a deleted file, and its folder with it, though only the file is a target',
    arrange: (bench) => {
      bench.write('a/b/c.txt', 'kept');
      chmodSync(bench.path('a/b'), 0o750);
    },
    effects: deletes('a/b/c.txt'),
    act: (bench) => rmSync(bench.path('a/b'), { recursive: true }),
  },
  {
    title: 'a created file',
    arrange: nothing,
    effects: writes('new.txt'),
    act: (bench) => bench.write('new.txt', 'made'),
  },
  {
    title: 'a file created in new folders',
    arrange: nothing,
    effects: writes('x/y/z/new.txt'),
    act: (bench) => bench.write('x/y/z/new.txt', 'made'),
  },
  {
    title: 'a tree made where nothing was, a repository included',
    arrange: nothing,
    effects: writes('clone'),
    act: (bench) => {
      bench.write('clone/.git/HEAD', 'ref: refs/heads/main\n');
      bench.write('clone/src/a.ts', 'a');
      symlinkSync('a.ts', bench.path('clone/src/b.ts'));
    },
  },
  {
    title: 'an empty folder, deleted',
    arrange: (bench) => mkdirSync(bench.path('void'), { mode: 0o711 }),
    effects: deletes('void'),
    act: (bench) => rmdirSync(bench.path('void')),
  },
  {
    title: 'a whole folder, deleted',
    arrange: (bench) => {
      chmodSync(bench.write('lib/a/one.js', '1'), 0o640);
      bench.write('lib/b/two.js', '2');
      mkdirSync(bench.path('lib/b/empty'));
      symlinkSync('../a/one.js', bench.path('lib/b/link'));
      chmodSync(bench.path('lib/a'), 0o700);
    },
    effects: deletes('lib'),
    act: (bench) => rmSync(bench.path('lib'), { recursive: true }),
  },
  {
    title: 'a folder that could not be written to, deleted',
    arrange: (bench) => {
      bench.write('sealed/a', '1');
      chmodSync(bench.path('sealed'), 0o555);
    },
    effects: deletes('sealed'),
    act: (bench) => {
      chmodSync(bench.path('sealed'), 0o755);
      rmSync(bench.path('sealed'), { recursive: true });
    },
  },
  {
    title: 'a nested repository, deleted with its history',
    arrange: (bench) => {
      repository(bench);
      bench.write('vendor/x/.git/HEAD', 'ref: refs/heads/main\n');
      bench.write('vendor/x/.git/index', 'DIRC');
      bench.write('vendor/x/a.c', 'int a;');
    },
    effects: deletes('vendor'),
    act: (bench) => rmSync(bench.path('vendor'), { recursive: true }),
  },
  {
    title: 'a file in a nested repository, whose own files stay',
    arrange: (bench) => {
      bench.write('vendor/x/.git/HEAD', 'ref: refs/heads/main\n');
      bench.write('vendor/x/a.c', 'int a;');
    },
    effects: writes('vendor'),
    act: (bench) => bench.write('vendor/x/a.c', 'int b;'),
  },
  {
    title: 'a work tree, whose .git is a file',
    arrange: (bench) => {
      bench.write('tree/.git', 'gitdir: ../elsewhere\n');
      bench.write('tree/a.c', 'int a;');
    },
    effects: deletes('tree'),
    act: (bench) => rmSync(bench.path('tree'), { recursive: true }),
  },
  {
    title: 'files changed, created and deleted all over a folder',
    arrange: (bench) => {
      for (let index = 0; index < 120; index += 1) bench.write(`many/${index % 7}/${index}.txt`, `${index}`);
    },
    effects: writes('many'),
    act: (bench) => {
      for (let index = 0; index < 120; index += 3) bench.write(`many/${index % 7}/${index}.txt`, 'changed');
      for (let index = 1; index < 120; index += 3) unlinkSync(bench.path(`many/${index % 7}/${index}.txt`));
      for (let index = 0; index < 20; index += 1) bench.write(`many/new/${index}/x`, 'new');
    },
  },
];
