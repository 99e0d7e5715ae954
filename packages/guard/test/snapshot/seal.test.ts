import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, codeOf, createWorkbench, effectsOn } from '../rollback/workbench.js';
import { createSeal } from '../../src/snapshot/seal.js';
import type { Workbench } from '../rollback/workbench.js';

describe('a sealed snapshot', () => {
  let bench: Workbench;
  let keyFile: string;
  beforeEach(() => {
    bench = createWorkbench();
    keyFile = join(bench.base, 'state', 'snapshots.key');
  });
  afterEach(() => bench.dispose());

  const sealed = () => bench.later({ keyFile });
  const manifestOf = (id: string): string => join(bench.dir, id, 'manifest.json');
  /** A call that rewrote a file, settled. */
  const rewritten = (id: string): void => {
    const snapshotter = sealed();
    const effects = effectsOn('fs.write', bench.write('a', 'before'));
    const call = { id, tool: 't', params: {}, sessionId: 's', agentId: 'a', cwd: bench.root, claims: [] };
    const snapshot = snapshotter.capture(call, effects);
    bench.write('a', 'after');
    if (snapshot !== null) snapshotter.settle(snapshot);
  };

  it('is undone by a later process with the key, which is for its owner only', () => {
    rewritten('op');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(keyFile).size).toBe(32);
    expect(sealed().undo('op').status).toBe('complete');
    expect(bench.read('a')).toBe('before');
  });

  it('is not undone when a byte of it was changed, when it is another’s, or when the key is gone', () => {
    rewritten('op');
    rewritten('other');
    const text = readFileSync(manifestOf('op'), 'utf8');
    writeFileSync(manifestOf('op'), text.replace('workspace/a', 'workspace/b'));
    expect(codeOf(() => sealed().undo('op'))).toBe('STATE_CORRUPT');
    writeFileSync(manifestOf('op'), readFileSync(manifestOf('other'), 'utf8'));
    expect(codeOf(() => sealed().undo('op'))).toBe('STATE_CORRUPT');
    writeFileSync(manifestOf('op'), text);
    rmSync(keyFile);
    expect(codeOf(() => sealed().undo('op'))).toBe('STATE_CORRUPT');
    expect(bench.read('a')).toBe('after');
  });

  it('is not one that was written without a key', () => {
    const { id } = capture(bench, effectsOn('fs.write', bench.write('a', 'before')));
    rewritten('op');
    expect(codeOf(() => sealed().undo(id))).toBe('STATE_CORRUPT');
    expect(sealed().list()).toMatchObject([
      { id: 'op', status: 'settled' },
      { id, status: 'damaged' },
    ]);
  });

  it('writes through no link that somebody planted', () => {
    rewritten('op');
    const victim = bench.write('victim', 'theirs');
    for (const name of ['rollback.json.new', 'rollback-plan.json.new', `after.json.new-${process.pid}`]) {
      symlinkSync(victim, join(bench.dir, 'op', name));
    }
    expect(sealed().undo('op').status).toBe('complete');
    expect(bench.read('victim')).toBe('theirs');
  });

  it('has a key that two makers share, and refuses a damaged one', () => {
    const first = createSeal(keyFile).close('id', 'file', '{}');
    expect(createSeal(keyFile).open('id', 'file', first)).toBe('{}');
    expect(createSeal(keyFile).open('id', 'other', first)).toBeNull();
    expect(createSeal(keyFile).open('id', 'file', '{"mac":"","value":{}}')).toBeNull();
    writeFileSync(keyFile, 'short');
    expect(() => createSeal(keyFile).close('id', 'file', '{}')).toThrow('damaged');
    expect(existsSync(keyFile)).toBe(true);
  });
});
