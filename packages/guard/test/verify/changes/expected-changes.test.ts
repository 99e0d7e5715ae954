import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCall, sampleEffect } from '@sentinel-agentos/core/testing';
import { expectedChanges } from '../../../src/verify/changes/expected-changes.js';

describe('the changes that a call leads to expect', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sentinel-expected-'));
    mkdirSync(join(root, 'app', '[slug]'), { recursive: true });
    writeFileSync(join(root, 'a.log'), '');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const expected = (target: string): readonly string[] =>
    expectedChanges({
      call: sampleCall({ cwd: root }),
      effects: [sampleEffect({ target })],
      workspaceRoot: root,
    }).map(({ path }) => path);

  it.each(['new.ts', 'app/[slug]/page.tsx', 'new/[id].ts'])('are those of the name %s', (name) => {
    expect(expected(join(root, name))).toEqual([join(root, name)]);
  });

  it.each(['*.log', 'out/*', 'out/…', 'a.?og', '[ab].log'])(
    'are none of what %s stands for: which files it meant is not known',
    (pattern) => {
      expect(expected(join(root, pattern))).toEqual([]);
    },
  );

  it.each(['', 'relative', '…', '/dev/null', '/a\0b'])('are none where the path is %j', (path) => {
    expect(expected(path)).toEqual([]);
  });
});
