import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deletes, writes } from './undo-case.js';
import type { UndoCase } from './undo-case.js';

/** Things that change places, and files with several names. */
export const SWAPPED_CASES: readonly UndoCase[] = [
  {
    title: 'a file with three names, one of them outside the targets, written in place',
    arrange: (bench) => {
      linkSync(bench.write('tree/first', 'shared'), bench.path('tree/second'));
      linkSync(bench.path('tree/first'), bench.path('third'));
    },
    effects: deletes('tree'),
    act: (bench) => bench.write('tree/first', 'changed under all of its names, and longer'),
  },
  {
    title: 'a file with three names, one of them outside the workspace, of which two are deleted',
    arrange: (bench) => {
      linkSync(bench.write('tree/first', 'shared'), bench.path('tree/second'));
      linkSync(bench.path('tree/first'), join(bench.outside, 'third'));
    },
    effects: deletes('tree'),
    act: (bench) => rmSync(bench.path('tree'), { recursive: true }),
  },
  {
    title: 'a file with two names and mode 0400, written in place and made writable',
    arrange: (bench) => {
      linkSync(bench.write('first', 'shared'), bench.path('second'));
      chmodSync(bench.path('first'), 0o400);
    },
    effects: writes('first'),
    act: (bench) => {
      chmodSync(bench.path('first'), 0o640);
      bench.write('first', '');
    },
  },
  {
    title: 'two files that changed places',
    arrange: (bench) => {
      bench.write('a', 'was a');
      chmodSync(bench.write('b', 'was b'), 0o755);
    },
    effects: writes('a', 'b'),
    act: (bench) => {
      renameSync(bench.path('a'), bench.path('c'));
      renameSync(bench.path('b'), bench.path('a'));
      renameSync(bench.path('c'), bench.path('b'));
    },
  },
  {
    title: 'two folders that changed places',
    arrange: (bench) => {
      bench.write('a/one', '1');
      bench.write('b/two/three', '3');
    },
    effects: (bench) => [...deletes('a', 'b')(bench), ...writes('a', 'b')(bench)],
    act: (bench) => {
      renameSync(bench.path('a'), bench.path('c'));
      renameSync(bench.path('b'), bench.path('a'));
      renameSync(bench.path('c'), bench.path('b'));
    },
  },
  {
    title: 'a file and a folder that changed places',
    arrange: (bench) => {
      bench.write('a', 'file');
      bench.write('b/c/d', 'in a folder');
    },
    effects: deletes('a', 'b'),
    act: (bench) => {
      renameSync(bench.path('a'), bench.path('x'));
      renameSync(bench.path('b'), bench.path('a'));
      renameSync(bench.path('x'), bench.path('b'));
    },
  },
  {
    title: 'a folder moved into its own child, which took its place',
    arrange: (bench) => {
      bench.write('a/file', 'in a');
      bench.write('a/b/file', 'in b');
    },
    effects: deletes('a'),
    act: (bench) => {
      renameSync(bench.path('a/b'), bench.path('x'));
      renameSync(bench.path('a'), bench.path('x/b'));
      renameSync(bench.path('x'), bench.path('a'));
    },
  },
  {
    title: 'a tree moved out of the workspace',
    arrange: (bench) => bench.write('a/b/file', 'bytes'),
    effects: (bench) => [...deletes('a')(bench), ...deletes('../outside/a')(bench)],
    act: (bench) => renameSync(bench.path('a'), join(bench.outside, 'a')),
  },
  {
    title: 'a link to a folder replaced by the folder, and a folder by a link to it',
    arrange: (bench) => {
      bench.write('real/file', 'bytes');
      symlinkSync('real', bench.path('link'));
    },
    effects: deletes('real', 'link'),
    act: (bench) => {
      unlinkSync(bench.path('link'));
      renameSync(bench.path('real'), bench.path('link'));
      symlinkSync('link', bench.path('real'));
    },
  },
  {
    title: 'a link to a file replaced by a folder',
    arrange: (bench) => symlinkSync('nowhere', bench.path('thing')),
    effects: deletes('thing'),
    act: (bench) => {
      unlinkSync(bench.path('thing'));
      bench.write('thing/in/it', 'made');
    },
  },
  {
    title: 'a folder above a target replaced by a link to outside, where nothing is touched',
    arrange: (bench) => {
      bench.write('a/b/file', 'before');
      writeFileSync(join(bench.outside, 'file'), 'theirs');
    },
    effects: (bench) => [...deletes('a')(bench), ...writes('a/b/file')(bench)],
    act: (bench) => {
      rmSync(bench.path('a/b'), { recursive: true });
      symlinkSync(bench.outside, bench.path('a/b'));
    },
  },
  {
    title: 'a folder that was emptied, and another that was filled',
    arrange: (bench) => {
      bench.write('full/a', '1');
      bench.write('full/b', '2');
      mkdirSync(bench.path('void'));
    },
    effects: (bench) => [...deletes('full')(bench), ...writes('void')(bench)],
    act: (bench) => {
      for (const name of ['a', 'b']) renameSync(bench.path(`full/${name}`), bench.path(`void/${name}`));
    },
  },
];
