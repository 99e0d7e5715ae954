import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sampleCall, sampleEffect } from '@sentinel-agentos/core/testing';
import type { Effect, EffectVerb, ToolCall, VerifyRequest } from '@sentinel-agentos/core';

/** A workspace on disk and requests to verify calls in it. */
export interface VerifyBench {
  readonly root: string;
  path(name: string): string;
  write(name: string, content: string | Uint8Array): string;
  effects(verb: EffectVerb, ...names: readonly string[]): readonly Effect[];
  /** A call that succeeded with a result. */
  succeeded(result: unknown, changes?: Partial<ToolCall>, more?: Partial<VerifyRequest>): VerifyRequest;
  dispose(): void;
}

export function createVerifyBench(): VerifyBench {
  const root = mkdtempSync(join(tmpdir(), 'sentinel-verify-'));
  const path = (name: string): string => join(root, name);
  return {
    root,
    path,
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
      ...more,
    }),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}
