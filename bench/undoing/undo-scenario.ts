import { createSnapshotter, type FileSnapshotter } from '@sentinel-agentos/guard';
import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { photograph, type Photo } from './photograph.js';
import { sampleCall, sampleEffect } from '@sentinel-agentos/core/testing';

/** The id of the call that is undone. */
export const CALL_ID = 'call';

/** A file with two names, of which only this one is a target. */
export const NAMED_TWICE = 'tree/named-twice';
export const OTHER_NAME = 'second-name';

/** A workspace after a call that changed it in many ways, and an edit of the user's since. */
export interface Arranged {
  readonly workspace: string;
  readonly dir: string;
  readonly backup: string;
  /** What undoing the call must lead to: the tree from before it, with the user's edits and a copy beside each. */
  readonly undone: Photo;
  /** What undoing the undo must lead to then. */
  readonly redone: Photo;
}

const LARGE = Buffer.alloc(1_200_000, 'sentinel ');

/** Arranges everything anew in a folder that it may empty. */
export function arrange(place: string): Arranged {
  empty(place);
  const workspace = join(place, 'workspace');
  const dir = join(place, 'state', 'snapshots');
  const backup = join(place, 'backup');
  const at = (name: string): string => join(workspace, name);
  const write = (name: string, bytes: string | Uint8Array): string => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), bytes);
    return at(name);
  };
  const remove = (name: string): void => rmSync(at(name), { recursive: true });

  for (const name of [
    'rewritten',
    'deleted',
    'edited',
    'down/to/the/file',
    'sealed/changed',
    'sealed/deleted',
  ])
    write(`tree/${name}`, `${name} before`);
  write('tree/.git/HEAD', 'ref: refs/heads/main\n');
  write('tree/large', LARGE);
  linkSync(write(NAMED_TWICE, 'bytes under two names, before'), at(OTHER_NAME));
  chmodSync(write('tree/script', '#!/bin/sh\n'), 0o755);
  chmodSync(write('tree/secret', 'k=1'), 0o600);
  symlinkSync('rewritten', at('tree/link'));
  symlinkSync('rewritten', at('tree/edited-link'));
  symlinkSync('deleted', at('tree/link-to-folder'));
  write('tree/file-to-folder', 'a file before');
  write('tree/folder-to-file/in/it', 'in a folder before');
  write('tree/folder-to-link/in', 'in a folder before');
  write('tree/folder-to-nothing/closed/in', 'in a closed folder');
  write('alone/gone', 'the only target in its folder');
  write('door/changed', 'in a folder that is closed');
  write('door/gone', 'in a folder that is closed');
  chmodSync(at('alone'), 0o770);
  chmodSync(at('tree/folder-to-nothing/closed'), 0o500);
  chmodSync(at('tree/sealed'), 0o555);
  chmodSync(at('door'), 0o555);
  const before = photograph(workspace);
  cpSync(workspace, backup, { recursive: true, verbatimSymlinks: true });

  const snapshotter = open({ workspace, dir });
  const deleted = ['alone/gone', 'door/changed', 'door/gone', 'tree'].map((name) =>
    sampleEffect({ verb: 'fs.delete', target: at(name) }),
  );
  // What appears where a call only deletes is somebody else's.
  const effects = [...deleted, sampleEffect({ verb: 'fs.write', target: at('tree') })];
  const snapshot = snapshotter.capture(sampleCall({ id: CALL_ID, cwd: workspace, params: {} }), effects);
  if (snapshot === null) throw new Error('the call has no targets');

  write('tree/rewritten', 'after, and longer than it was');
  remove('tree/deleted');
  write('tree/edited', 'edited by the call');
  remove('tree/down');
  write('tree/up/to/the/file', 'made');
  write('tree/made', 'made');
  chmodSync(at('tree/sealed'), 0o755);
  write('tree/sealed/changed', 'after');
  remove('tree/sealed/deleted');
  chmodSync(at('tree/sealed'), 0o555);
  write('tree/large', LARGE.subarray(1));
  writeFileSync(at(NAMED_TWICE), 'after, under two names, and longer than it was before');
  chmodSync(at('tree/script'), 0o644);
  write('tree/secret', 'k=2');
  for (const name of ['link', 'edited-link', 'link-to-folder', 'file-to-folder'])
    unlinkSync(at(`tree/${name}`));
  symlinkSync('made', at('tree/link'));
  symlinkSync('made', at('tree/edited-link'));
  write('tree/link-to-folder/in', 'made');
  write('tree/file-to-folder/in/it', 'made');
  remove('tree/folder-to-file');
  write('tree/folder-to-file', 'a file now');
  remove('tree/folder-to-link');
  symlinkSync('up', at('tree/folder-to-link'));
  chmodSync(at('tree/folder-to-nothing/closed'), 0o755);
  remove('tree/folder-to-nothing');
  remove('alone');
  chmodSync(at('door'), 0o755);
  write('door/changed', 'after');
  remove('door/gone');
  chmodSync(at('door'), 0o555);
  snapshotter.settle(snapshot);

  write('tree/edited', 'edited by the user since');
  unlinkSync(at('tree/edited-link'));
  symlinkSync('by the user', at('tree/edited-link'));

  const since = photograph(workspace);
  const kept = new Map<string, string>();
  for (const name of ['tree/edited', 'tree/edited-link']) {
    kept.set(name, since.get(name) ?? '');
    kept.set(`${name}.sentinel-${CALL_ID}`, before.get(name) ?? '');
  }
  return {
    workspace,
    dir,
    backup,
    undone: new Map([...before, ...kept]),
    redone: new Map([...since, ...kept]),
  };
}

/** A snapshotter as a process has one that was started just now. */
export function open({ workspace, dir }: Pick<Arranged, 'workspace' | 'dir'>): FileSnapshotter {
  return createSnapshotter({ workspaceRoot: workspace, dir, home: '/nobody' });
}

/** Removes what is in a folder, closed folders too. */
export function empty(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      chmodSync(path, 0o700);
      empty(path);
    }
    rmSync(path, { recursive: true });
  }
}
