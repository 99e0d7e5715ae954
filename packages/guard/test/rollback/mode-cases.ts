import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { deletes, nothing, writes } from './undo-case.js';
import { effectsOn } from './workbench.js';
import type { UndoCase } from './undo-case.js';

const FILE_MODES = [0o000, 0o200, 0o400, 0o444, 0o600, 0o777, 0o1644, 0o2755, 0o4755];
const FOLDER_MODES = [0o700, 0o500, 0o555, 0o711, 0o777, 0o1777, 0o2755, 0o2770];
const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** A file with holes, of which only two pages hold bytes. */
function writeSparse(path: string, bytes: string, size: number): void {
  const fd = openSync(path, 'w');
  writeSync(fd, bytes, 4096);
  ftruncateSync(fd, size);
  closeSync(fd);
}

const huge = randomBytes(5 * 1024 * 1024);

export const MODE_CASES: readonly UndoCase[] = [
  ...FILE_MODES.map((mode): UndoCase => ({
    title: `a file of mode ${octal(mode)}, deleted and written anew`,
    arrange: (bench) => chmodSync(bench.write('file', 'before'), mode),
    effects: writes('file'),
    act: (bench) => {
      unlinkSync(bench.path('file'));
      bench.write('file', 'after');
    },
  })),
  ...FILE_MODES.map((mode): UndoCase => ({
    title: `a file that was given mode ${octal(mode)}`,
    arrange: (bench) => chmodSync(bench.write('file', 'bytes'), 0o640),
    effects: (bench) => effectsOn('fs.chmod', bench.path('file')),
    act: (bench) => chmodSync(bench.path('file'), mode),
  })),
  ...FOLDER_MODES.map((mode): UndoCase => ({
    title: `a folder of mode ${octal(mode)}, deleted with a folder of that mode in it`,
    arrange: (bench) => {
      bench.write('outer/inner/file', 'before');
      chmodSync(bench.path('outer/inner'), mode);
      chmodSync(bench.path('outer'), mode);
    },
    effects: deletes('outer'),
    act: (bench) => {
      for (const name of ['outer', 'outer/inner']) chmodSync(bench.path(name), 0o755);
      rmSync(bench.path('outer'), { recursive: true });
    },
  })),
  {
    title: 'a read-only file in a read-only folder, both forced',
    arrange: (bench) => {
      chmodSync(bench.write('sealed/file', 'before'), 0o444);
      chmodSync(bench.path('sealed'), 0o555);
    },
    effects: writes('sealed/file'),
    act: (bench) => {
      chmodSync(bench.path('sealed'), 0o755);
      unlinkSync(bench.path('sealed/file'));
      bench.write('sealed/file', 'after');
      chmodSync(bench.path('sealed'), 0o555);
    },
  },
  {
    title: 'empty folders in empty folders, deleted',
    arrange: (bench) => {
      for (const name of ['a/b/c', 'a/d', 'a/e/f/g']) mkdirSync(bench.path(name), { recursive: true });
    },
    effects: deletes('a'),
    act: (bench) => rmSync(bench.path('a'), { recursive: true }),
  },
  {
    title: 'empty folders in empty folders, made',
    arrange: nothing,
    effects: writes('a'),
    act: (bench) => {
      for (const name of ['a/b/c', 'a/d', 'a/e/f/g']) mkdirSync(bench.path(name), { recursive: true });
    },
  },
  {
    title: 'a file of 64 MiB that is nearly all holes, cut short',
    arrange: (bench) => writeSparse(bench.path('sparse'), 'before', 64 * 1024 * 1024),
    effects: writes('sparse'),
    act: (bench) => writeSparse(bench.path('sparse'), 'after', 8192),
  },
  {
    title: 'a small file grown to 64 MiB of holes',
    arrange: (bench) => bench.write('sparse', 'small'),
    effects: writes('sparse'),
    act: (bench) => writeSparse(bench.path('sparse'), 'after', 64 * 1024 * 1024),
  },
  {
    title: 'files around the size from which they are copied one by one',
    arrange: (bench) => {
      for (const more of [-1, 0, 1]) bench.write(`f${more}`, huge.subarray(0, 1024 * 1024 + more));
    },
    effects: writes('f-1', 'f0', 'f1'),
    act: (bench) => {
      for (const more of [-1, 0, 1]) bench.write(`f${more}`, huge.subarray(1, 1024 * 1024 + more));
    },
  },
  {
    title: 'a file of 5 MiB with its last byte changed',
    arrange: (bench) => bench.write('huge', huge),
    effects: writes('huge'),
    act: (bench) => {
      const fd = openSync(bench.path('huge'), 'r+');
      writeSync(fd, Buffer.from([(huge.at(-1) ?? 0) ^ 1]), 0, 1, huge.length - 1);
      closeSync(fd);
    },
  },
  {
    title: 'a file of 0 bytes, deleted',
    arrange: (bench) => bench.write('empty', ''),
    effects: deletes('empty'),
    act: (bench) => unlinkSync(bench.path('empty')),
  },
  ...[new Date('2199-01-01T00:00:00Z'), new Date('1969-07-20T20:17:40Z'), new Date(0)].map(
    (time): UndoCase => ({
      title: `a file and a folder that show ${time.toISOString()}, rewritten`,
      arrange: (bench) => {
        utimesSync(bench.write('old/file', 'before'), time, time);
        utimesSync(bench.path('old'), time, time);
      },
      effects: deletes('old'),
      act: (bench) => bench.write('old/file', 'after'),
    }),
  ),
  {
    title: 'a folder with 5,000 files, deleted',
    arrange: (bench) => {
      for (let index = 0; index < 5000; index += 1) bench.write(`many/${index}`, `${index}`);
    },
    effects: deletes('many'),
    act: (bench) => rmSync(bench.path('many'), { recursive: true }),
  },
];
