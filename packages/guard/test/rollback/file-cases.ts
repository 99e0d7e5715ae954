import { chmodSync, rmSync, truncateSync, unlinkSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { deletes, repository, writes } from './undo-case.js';
import { effectsOn } from './workbench.js';
import type { UndoCase } from './undo-case.js';

const large = randomBytes(3 * 1024 * 1024);

export const FILE_CASES: readonly UndoCase[] = [
  {
    title: '[S2-55] a tracked file with an uncommitted edit, rewritten',
    arrange: repository,
    effects: writes('src/main.ts'),
    act: (bench) => bench.write('src/main.ts', 'broken'),
  },
  {
    title: '[S2-55] an untracked file, rewritten',
    arrange: (bench) => {
      repository(bench);
      bench.write('notes.txt', 'mine');
    },
    effects: writes('notes.txt'),
    act: (bench) => bench.write('notes.txt', 'not mine'),
  },
  {
    title: '[S2-55] an ignored .env of mode 0600, rewritten',
    arrange: (bench) => {
      repository(bench);
      chmodSync(bench.write('.env', 'KEY=value'), 0o600);
    },
    effects: writes('.env'),
    act: (bench) => {
      unlinkSync(bench.path('.env'));
      bench.write('.env', 'KEY=');
    },
  },
  {
    title: 'a staged index, which stays as it is',
    arrange: (bench) => {
      repository(bench);
      bench.git('add', 'src/main.ts');
    },
    effects: deletes('src/main.ts'),
    act: (bench) => unlinkSync(bench.path('src/main.ts')),
  },
  {
    title: 'a repository with a stash, which stays as it is',
    arrange: (bench) => {
      repository(bench);
      bench.git('stash', '-q');
    },
    effects: writes('src/main.ts'),
    act: (bench) => bench.write('src/main.ts', 'broken'),
  },
  {
    title: 'a binary file with every byte',
    arrange: (bench) =>
      bench.write(
        'b.bin',
        Uint8Array.from({ length: 256 }, (_, index) => index),
      ),
    effects: writes('b.bin'),
    act: (bench) => bench.write('b.bin', 'text'),
  },
  {
    title: 'a script of mode 0755, replaced by one of another mode',
    arrange: (bench) => chmodSync(bench.write('run.sh', '#!/bin/sh\n'), 0o755),
    effects: writes('run.sh'),
    act: (bench) => {
      rmSync(bench.path('run.sh'));
      bench.write('run.sh', '');
    },
  },
  {
    title: 'permissions alone',
    arrange: (bench) => chmodSync(bench.write('key', 'k'), 0o600),
    effects: (bench) => effectsOn('fs.chmod', bench.path('key')),
    act: (bench) => chmodSync(bench.path('key'), 0o666),
  },
  {
    title: 'a file with the set-group-id bit',
    arrange: (bench) => chmodSync(bench.write('tool', 'x'), 0o2755),
    effects: writes('tool'),
    act: (bench) => bench.write('tool', 'y'),
  },
  {
    title: 'a read-only file',
    arrange: (bench) => chmodSync(bench.write('locked', 'as it was'), 0o444),
    effects: writes('locked'),
    act: (bench) => {
      rmSync(bench.path('locked'));
      bench.write('locked', 'forced');
    },
  },
  {
    title: 'CRLF line ends',
    arrange: (bench) => bench.write('dos.txt', 'a\r\nb\r\n'),
    effects: writes('dos.txt'),
    act: (bench) => bench.write('dos.txt', 'a\nb\n'),
  },
  {
    title: 'an empty file, filled',
    arrange: (bench) => bench.write('empty', ''),
    effects: writes('empty'),
    act: (bench) => bench.write('empty', 'x'),
  },
  {
    title: 'a file cut to nothing',
    arrange: (bench) => bench.write('full', 'x'.repeat(5000)),
    effects: writes('full'),
    act: (bench) => truncateSync(bench.path('full')),
  },
  {
    title: 'a file larger than the pack takes',
    arrange: (bench) => bench.write('large.bin', large),
    effects: writes('large.bin'),
    act: (bench) => bench.write('large.bin', large.subarray(1)),
  },
];
