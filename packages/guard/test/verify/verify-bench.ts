import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sampleCall, sampleEffect } from '@sentinel-agentos/core/testing';
import { createSnapshotter } from '../../src/snapshotter.js';
import type { CheckRequest } from '../../src/verify/check.js';
import type { Effect, EffectVerb, Snapshot, ToolCall } from '@sentinel-agentos/core';
import type { FileSnapshotter } from '../../src/snapshotter.js';

/** A workspace on disk and requests to verify calls in it. */
export interface VerifyBench {
  readonly root: string;
  path(name: string): string;
  write(name: string, content: string | Uint8Array): string;
  effects(verb: EffectVerb, ...names: readonly string[]): readonly Effect[];
  /** A call that succeeded with a result. */
  succeeded(result: unknown, changes?: Partial<ToolCall>, more?: Partial<CheckRequest>): CheckRequest;
  readonly snapshotter: FileSnapshotter;
  /** Remembers what the effects would change, as it is now. */
  snapshot(effects: readonly Effect[]): Snapshot | null;
  dispose(): void;
}

export function createVerifyBench(): VerifyBench {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sentinel-verify-')));
  const path = (name: string): string => join(root, name);
  const snapshotter = createSnapshotter({ workspaceRoot: root, dir: join(root, '.agentos/snapshots') });
  let calls = 0;
  return {
    root,
    path,
    snapshotter,
    snapshot: (effects) => {
      calls += 1;
      return snapshotter.capture(sampleCall({ id: `op_${calls}`, cwd: root, params: {} }), effects);
    },
    write: (name, content) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      return path(name);
    },
    effects: (verb, ...names) => names.map((name) => sampleEffect({ verb, target: path(name) })),
    succeeded: (result, changes = {}, more = {}) => ({
      call: sampleCall({ cwd: root, params: {}, ...changes }),
      effects: [],
      snapshot: null,
      run: { status: 'succeeded', result },
      workspaceRoot: root,
      bytesBefore: () => null,
      ...more,
    }),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}
