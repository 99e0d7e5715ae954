import { chmodSync, linkSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs';
import { deletes, repository, writes } from './undo-case.js';
import type { Effect } from '@sentinel-agentos/core';
import type { Workbench } from './workbench.js';

/** Something that the user did after a call. What they left must be there after the undo, and after its undo too. */
export interface MeanwhileCase {
  readonly title: string;
  readonly arrange: (bench: Workbench) => unknown;
  readonly effects: (bench: Workbench) => readonly Effect[];
  readonly act: (bench: Workbench) => unknown;
  readonly user: (bench: Workbench) => unknown;
  /** Paths that the undo brings back all the same, or takes away; every other path stays as the user left it. */
  readonly undone: readonly string[];
  /** Paths beside which the bytes from before the call are saved. */
  readonly saved: readonly string[];
}

const before = (bench: Workbench): unknown => bench.write('d/a', 'before');
const after = (bench: Workbench): unknown => bench.write('d/a', 'after');
const onA = { arrange: before, effects: writes('d/a'), act: after, undone: [], saved: ['d/a'] };
const made = {
  arrange: () => undefined,
  effects: writes('new/a'),
  act: (bench: Workbench) => bench.write('new/a', 'made'),
  saved: [],
};
const gone = {
  arrange: (bench: Workbench) => {
    bench.write('d/a', 'before');
    bench.write('d/b', 'before too');
  },
  effects: deletes('d'),
  act: (bench: Workbench) => rmSync(bench.path('d'), { recursive: true }),
};

export const MEANWHILE_CASES: readonly MeanwhileCase[] = [
  { ...onA, title: 'an edit', user: (bench) => bench.write('d/a', 'by the user') },
  { ...onA, title: 'an edit that adds to it', user: (bench) => bench.write('d/a', 'after, and more') },
  { ...onA, title: 'an edit that cuts it to nothing', user: (bench) => bench.write('d/a', '') },
  {
    ...onA,
    title: 'an edit that is the beginning of the old bytes',
    user: (bench) => bench.write('d/a', 'bef'),
  },
  { ...onA, title: 'a deletion', user: (bench) => unlinkSync(bench.path('d/a')) },
  {
    ...onA,
    title: 'a deletion, and a file of that name again',
    user: (bench) => {
      unlinkSync(bench.path('d/a'));
      bench.write('d/a', 'by the user, anew');
    },
  },
  { ...onA, title: 'permissions taken', user: (bench) => chmodSync(bench.path('d/a'), 0o400) },
  { ...onA, title: 'permissions given', user: (bench) => chmodSync(bench.path('d/a'), 0o777) },
  {
    ...onA,
    title: 'a folder in its place',
    user: (bench) => {
      unlinkSync(bench.path('d/a'));
      bench.write('d/a/b', 'by the user');
    },
  },
  {
    ...onA,
    title: 'a link in its place',
    user: (bench) => {
      renameSync(bench.path('d/a'), bench.path('elsewhere'));
      symlinkSync('../elsewhere', bench.path('d/a'));
    },
  },
  { ...onA, title: 'a rename', user: (bench) => renameSync(bench.path('d/a'), bench.path('d/b')) },
  { ...onA, title: 'a rename of its folder', user: (bench) => renameSync(bench.path('d'), bench.path('e')) },
  {
    ...onA,
    title: 'a deletion of its folder',
    user: (bench) => rmSync(bench.path('d'), { recursive: true }),
  },
  {
    ...onA,
    title: "the call's bytes written once more",
    user: after,
    undone: ['d/a'],
    saved: [],
  },
  { ...onA, title: 'the very bytes from before', user: before, saved: [] },
  {
    ...onA,
    title: 'another time',
    user: (bench) => utimesSync(bench.path('d/a'), 1, 1),
    undone: ['d/a'],
    saved: [],
  },
  {
    ...onA,
    title: 'a file beside it',
    user: (bench) => bench.write('d/b', 'by the user'),
    undone: ['d/a'],
    saved: [],
  },
  { ...made, title: 'an edit of a created file', undone: [], user: (bench) => bench.write('new/a', 'more') },
  {
    ...made,
    title: 'a file in a created folder',
    undone: ['new/a'],
    user: (bench) => bench.write('new/b/c', 'by the user'),
  },
  {
    ...made,
    title: 'a created file deleted, with its folder',
    undone: [],
    user: (bench) => rmSync(bench.path('new'), { recursive: true }),
  },
  {
    ...made,
    title: 'a created file renamed',
    undone: [],
    user: (bench) => renameSync(bench.path('new/a'), bench.path('new/mine')),
  },
  {
    ...made,
    title: 'a second name for a created file',
    undone: ['new', 'new/a'],
    user: (bench) => linkSync(bench.path('new/a'), bench.path('mine')),
  },
  {
    ...gone,
    title: 'a deleted file written anew',
    user: (bench) => bench.write('d/a', 'by the user'),
    undone: ['d/b'],
    saved: ['d/a'],
  },
  {
    ...gone,
    title: 'a deleted folder made anew, with something else in it',
    user: (bench) => bench.write('d/c', 'by the user'),
    undone: ['d/a', 'd/b'],
    saved: [],
  },
  {
    title: 'a file put into a folder that took the place of a file',
    arrange: (bench) => bench.write('thing', 'before'),
    effects: writes('thing'),
    act: (bench) => {
      unlinkSync(bench.path('thing'));
      bench.write('thing/made', 'made');
    },
    user: (bench) => bench.write('thing/mine', 'by the user'),
    undone: ['thing/made'],
    saved: ['thing'],
  },
  {
    title: 'an edit of one of two names of a file',
    arrange: (bench) => linkSync(bench.write('first', 'before'), bench.path('second')),
    effects: writes('first', 'second'),
    act: (bench) => bench.write('first', 'after'),
    user: (bench) => bench.write('second', 'by the user'),
    undone: [],
    saved: ['first', 'second'],
  },
  {
    title: 'a commit of what the call did',
    arrange: repository,
    effects: writes('src/main.ts'),
    act: (bench) => bench.write('src/main.ts', 'broken\n'),
    user: (bench) => bench.git('commit', '-q', '-a', '-m', 'by the user'),
    undone: ['src/main.ts'],
    saved: [],
  },
  {
    title: 'a stash of what the call did',
    arrange: repository,
    effects: writes('src/main.ts'),
    act: (bench) => bench.write('src/main.ts', 'broken\n'),
    user: (bench) => bench.git('stash', '-q'),
    undone: [],
    saved: ['src/main.ts'],
  },
  {
    title: 'a commit in a nested repository from which the call deleted',
    arrange: (bench) => {
      bench.git('init', '-q', 'p');
      bench.write('p/kept', 'kept');
      bench.write('p/gone', 'gone');
    },
    effects: deletes('p'),
    act: (bench) => unlinkSync(bench.path('p/gone')),
    user: (bench) => {
      bench.git('-C', 'p', 'add', 'kept');
      bench.git('-C', 'p', 'commit', '-q', '-m', 'by the user');
    },
    undone: ['p/gone'],
    saved: [],
  },
];
