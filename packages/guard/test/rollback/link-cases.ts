import { symlinkSync, unlinkSync } from 'node:fs';
import { deletes, writes } from './undo-case.js';
import type { UndoCase } from './undo-case.js';

export const LINK_CASES: readonly UndoCase[] = [
  {
    title: 'a symbolic link that was pointed elsewhere',
    arrange: (bench) => {
      bench.write('one', '1');
      symlinkSync('one', bench.path('current'));
    },
    effects: deletes('current'),
    act: (bench) => {
      unlinkSync(bench.path('current'));
      symlinkSync('two', bench.path('current'));
    },
  },
  {
    title: 'a symbolic link replaced by a file',
    arrange: (bench) => symlinkSync('one', bench.path('current')),
    effects: writes('current'),
    act: (bench) => {
      unlinkSync(bench.path('current'));
      bench.write('current', 'plain');
    },
  },
  {
    title: 'a file replaced by a symbolic link',
    arrange: (bench) => bench.write('plain', 'bytes'),
    effects: writes('plain'),
    act: (bench) => {
      unlinkSync(bench.path('plain'));
      symlinkSync('/etc/passwd', bench.path('plain'));
    },
  },
  {
    title: 'a file written through a symbolic link',
    arrange: (bench) => {
      bench.write('real/file', 'bytes');
      symlinkSync('real/file', bench.path('link'));
    },
    effects: writes('link'),
    act: (bench) => bench.write('link', 'through'),
  },
  {
    title: 'a file created through a symbolic link that led nowhere',
    arrange: (bench) => symlinkSync('not-yet', bench.path('link')),
    effects: writes('link'),
    act: (bench) => bench.write('link', 'through'),
  },
  {
    title: 'a file below a linked folder',
    arrange: (bench) => {
      bench.write('real/file', 'bytes');
      symlinkSync('real', bench.path('folder'));
    },
    effects: writes('folder/file'),
    act: (bench) => bench.write('folder/file', 'changed'),
  },
];
