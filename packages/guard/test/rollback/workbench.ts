import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { sampleCall, sampleEffect } from '@sentinel-agentos/core/testing';
import { createSnapshotter } from '../../src/snapshotter.js';
import type { Effect, EffectVerb, Snapshot } from '@sentinel-agentos/core';
import type { FileSnapshotter } from '../../src/snapshotter.js';
import type { SnapshotterOptions } from '../../src/snapshotter-options.js';

/** What lies at a path: kind, permissions and bytes or link target, as one comparable text. */
export type Photo = ReadonlyMap<string, string>;

/** A workspace in a folder of its own, with a place outside it beside. */
export interface Workbench {
  readonly base: string;
  readonly root: string;
  readonly outside: string;
  readonly dir: string;
  readonly snapshotter: FileSnapshotter;
  path(name: string): string;
  write(name: string, content: string | Uint8Array): string;
  read(name: string): string;
  git(...args: readonly string[]): string;
  /** Another snapshotter on the same folder: what a later process has. */
  later(options?: Partial<SnapshotterOptions>): FileSnapshotter;
  dispose(): void;
}

export function createWorkbench(options: Partial<SnapshotterOptions> = {}): Workbench {
  const base = mkdtempSync(join(tmpdir(), 'sentinel-undo-'));
  const root = join(base, 'workspace');
  const outside = join(base, 'outside');
  mkdirSync(root);
  mkdirSync(outside);
  const dir = join(root, '.agentos', 'snapshots');
  const path = (name: string): string => join(root, name);
  const later = (more: Partial<SnapshotterOptions> = {}): FileSnapshotter =>
    createSnapshotter({ workspaceRoot: root, dir, ...options, ...more });
  return {
    base,
    root,
    outside,
    dir,
    snapshotter: later(),
    path,
    write: (name, content) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      return path(name);
    },
    read: (name) => readFileSync(path(name), 'utf8'),
    git: (...args) =>
      execFileSync('git', ['-c', 'user.name=u', '-c', 'user.email=u@example.org', ...args], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      }),
    later,
    dispose: () => {
      execFileSync('chmod', ['-R', 'u+rwX', base]);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

let calls = 0;

/** Effects of one verb on some absolute paths. */
export function effectsOn(verb: EffectVerb, ...targets: readonly string[]): readonly Effect[] {
  return targets.map((target) => sampleEffect({ verb, target }));
}

/** Captures the targets of a new call. */
export function capture(bench: Workbench, effects: readonly Effect[], id?: string): Snapshot {
  calls += 1;
  const call = sampleCall({ id: id ?? `op_${calls}`, cwd: bench.root, params: {} });
  const snapshot = bench.snapshotter.capture(call, effects);
  if (snapshot === null) throw new Error('the call has no snapshot');
  return snapshot;
}

/** Everything below a folder, except the state folder and temporary names that must not stay behind. */
export function photograph(folder: string, photo: Map<string, string> = new Map()): Photo {
  for (const name of readdirSync(folder).sort()) {
    if (name === '.agentos') continue;
    const path = join(folder, name);
    const stat = lstatSync(path);
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isSymbolicLink()) photo.set(path, `link ${readlinkSync(path)}`);
    else if (stat.isDirectory()) photograph(path, photo.set(path, `folder ${mode}`));
    else photo.set(path, `file ${mode} ${readFileSync(path).toString('base64')}`);
  }
  return photo;
}

export function savedBeside(bench: Workbench, name: string, id: string): string | null {
  const path = `${bench.path(name)}.sentinel-${id}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Code of the error that `run` throws. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (SentinelError.is(error)) return error.code;
    throw error;
  }
  return 'nothing thrown';
}
