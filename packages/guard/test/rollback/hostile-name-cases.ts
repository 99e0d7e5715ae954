import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deletes, writes } from './undo-case.js';
import type { UndoCase } from './undo-case.js';
import type { Workbench } from './workbench.js';

/** A path so deep that one name more would still fit, 200 folders down. */
const DEEP = Array.from({ length: 200 }, (_, index) => `d${index}`).join('/');

const replaceAll = (bench: Workbench, names: readonly string[], content: string): void => {
  for (const name of names) bench.write(`odd/${name}`, content);
};

const ODD_NAMES: readonly (readonly [string, readonly string[]])[] = [
  ['one name in both Unicode forms side by side', ['caf\u00e9', 'cafe\u0301']],
  ['names of line ends and control characters', ['a\nb', '\n', '\r', '\t', '\u0001', '\u007f', '\u001b[31m']],
  ['names that look like other paths', ['..a', '...', '~', '%2e%2e', '\\..\\x', 'C:', 'a:b', ' ', '. ']],
  ['names that are written from right to left or not at all', ['\u202eexe.txt', '\u200b', '\ufeff', 'שלום']],
  ['names that objects have', ['__proto__', 'constructor', 'toString', 'hasOwnProperty']],
  ['names like those that an undo gives', ['a.sentinel-op_1', '.sentinel-0', 'rollback-plan.json']],
];

export const HOSTILE_NAME_CASES: readonly UndoCase[] = [
  ...ODD_NAMES.map(([title, names]): UndoCase => ({
    title: `${title}, rewritten`,
    arrange: (bench) => replaceAll(bench, names, 'before'),
    effects: writes(...names.map((name) => `odd/${name}`)),
    act: (bench) => replaceAll(bench, names, 'after'),
  })),
  ...ODD_NAMES.map(([title, names]): UndoCase => ({
    title: `${title}, deleted with their folder`,
    arrange: (bench) => replaceAll(bench, names, 'before'),
    effects: deletes('odd'),
    act: (bench) => rmSync(bench.path('odd'), { recursive: true }),
  })),
  {
    title: 'a folder renamed in its case only',
    arrange: (bench) => bench.write('Lib/a', '1'),
    effects: (bench) => [...deletes('Lib')(bench), ...writes('lib')(bench)],
    act: (bench) => renameSync(bench.path('Lib'), bench.path('lib')),
  },
  {
    title: 'a file 200 folders deep, rewritten',
    arrange: (bench) => bench.write(`${DEEP}/file`, 'before'),
    effects: writes(`${DEEP}/file`),
    act: (bench) => bench.write(`${DEEP}/file`, 'after'),
  },
  {
    title: 'a tree 200 folders deep, deleted',
    arrange: (bench) => bench.write(`${DEEP}/file`, 'before'),
    effects: deletes('d0'),
    act: (bench) => rmSync(bench.path('d0'), { recursive: true }),
  },
  {
    title: 'a tree 200 folders deep, made',
    arrange: () => undefined,
    effects: writes(`${DEEP}/file`),
    act: (bench) => bench.write(`${DEEP}/file`, 'made'),
  },
  {
    title: 'links in a circle, and links to themselves',
    arrange: (bench) => {
      mkdirSync(bench.path('loop'));
      symlinkSync('b', bench.path('loop/a'));
      symlinkSync('a', bench.path('loop/b'));
      symlinkSync('self', bench.path('loop/self'));
      symlinkSync('.', bench.path('loop/here'));
    },
    effects: deletes('loop'),
    act: (bench) => rmSync(bench.path('loop'), { recursive: true }),
  },
  {
    title: 'links that lead nowhere, out, and to a name of 1,000 bytes',
    arrange: (bench) => {
      mkdirSync(bench.path('links'));
      symlinkSync('nowhere', bench.path('links/dangling'));
      symlinkSync(bench.outside, bench.path('links/out'));
      symlinkSync('x'.repeat(1000), bench.path('links/long'));
      writeFileSync(join(bench.outside, 'kept'), 'theirs');
    },
    effects: deletes('links'),
    act: (bench) => {
      for (const name of ['dangling', 'out', 'long']) unlinkSync(bench.path(`links/${name}`));
      symlinkSync('elsewhere', bench.path('links/out'));
    },
  },
];
