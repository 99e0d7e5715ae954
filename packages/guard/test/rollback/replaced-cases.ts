import { chmodSync, linkSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deletes, nothing, writes } from './undo-case.js';
import { effectsOn } from './workbench.js';
import type { UndoCase } from './undo-case.js';

export const REPLACED_CASES: readonly UndoCase[] = [
  {
    title: 'a file replaced by a folder with files in it',
    arrange: (bench) => bench.write('thing', 'a file'),
    effects: writes('thing'),
    act: (bench) => {
      unlinkSync(bench.path('thing'));
      bench.write('thing/in/it', 'now a folder');
    },
  },
  {
    title: 'a folder replaced by a file',
    arrange: (bench) => bench.write('thing/in/it', 'in a folder'),
    effects: deletes('thing'),
    act: (bench) => {
      rmSync(bench.path('thing'), { recursive: true });
      bench.write('thing', 'now a file');
    },
  },
  {
    title: 'a folder replaced by a link to another folder, whose files stay as they are',
    arrange: (bench) => {
      bench.write('thing/it', 'inside');
      writeFileSync(join(bench.outside, 'it'), 'outside');
    },
    effects: deletes('thing'),
    act: (bench) => {
      rmSync(bench.path('thing'), { recursive: true });
      symlinkSync(bench.outside, bench.path('thing'));
    },
  },
  {
    title: 'permissions of a folder',
    arrange: (bench) => bench.write('room/a', '1'),
    effects: (bench) => effectsOn('fs.chmod', bench.path('room')),
    act: (bench) => {
      bench.write('room/a', '2');
      chmodSync(bench.path('room'), 0o500);
    },
  },
  {
    title: 'a renamed file',
    arrange: (bench) => bench.write('old-name', 'same bytes'),
    effects: (bench) => [...deletes('old-name')(bench), ...writes('new-name')(bench)],
    act: (bench) => renameSync(bench.path('old-name'), bench.path('new-name')),
  },
  {
    title: 'a rename that changes only the case',
    arrange: (bench) => bench.write('Readme.md', '# hi'),
    effects: (bench) => [...deletes('Readme.md')(bench), ...writes('README.md')(bench)],
    act: (bench) => renameSync(bench.path('Readme.md'), bench.path('README.md')),
  },
  {
    title: 'a folder moved into another one',
    arrange: (bench) => {
      bench.write('a/one', '1');
      bench.write('b/two', '2');
    },
    effects: (bench) => [...deletes('a')(bench), ...writes('b/a')(bench)],
    act: (bench) => renameSync(bench.path('a'), bench.path('b/a')),
  },
  {
    title: 'names with a newline, quotes, emoji, a leading dash and a command in them',
    arrange: (bench) => {
      for (const name of [
        'new\nline',
        `q'"\`q`,
        '-rf',
        '$(touch pwned)',
        '; touch pwned',
        '😀 字',
        '__proto__',
      ]) {
        bench.write(`odd/${name}`, name);
      }
    },
    effects: writes('odd'),
    act: (bench) => {
      for (const name of [
        'new\nline',
        `q'"\`q`,
        '-rf',
        '$(touch pwned)',
        '; touch pwned',
        '😀 字',
        '__proto__',
      ]) {
        bench.write(`odd/${name}`, 'x');
      }
    },
  },
  {
    title: 'a name of 255 bytes',
    arrange: (bench) => bench.write('n'.repeat(255), 'long'),
    effects: writes('n'.repeat(255)),
    act: (bench) => bench.write('n'.repeat(255), 'x'),
  },
  {
    title: 'a file with a second name, written in place: both names show the old bytes again',
    arrange: (bench) => linkSync(bench.write('first', 'shared'), bench.path('second')),
    effects: writes('first'),
    act: (bench) => bench.write('first', 'changed under both names'),
  },
  {
    title: 'a file with a second name, replaced: the other name keeps its bytes',
    arrange: (bench) => linkSync(bench.write('first', 'shared'), bench.path('second')),
    effects: writes('first'),
    act: (bench) => {
      unlinkSync(bench.path('first'));
      bench.write('first', 'replaced');
    },
  },
  {
    title: 'a target outside the workspace',
    arrange: (bench) => writeFileSync(join(bench.outside, 'shared.conf'), 'theirs'),
    effects: (bench) => effectsOn('fs.write', join(bench.outside, 'shared.conf')),
    act: (bench) => writeFileSync(join(bench.outside, 'shared.conf'), 'ours'),
  },
  {
    title: 'a call that named a target and did nothing',
    arrange: (bench) => bench.write('a', '1'),
    effects: writes('a', 'b/c'),
    act: nothing,
  },
  {
    title: 'a file that was written again with the same bytes',
    arrange: (bench) => bench.write('a', '1'),
    effects: writes('a'),
    act: (bench) => bench.write('a', '1'),
  },
];
