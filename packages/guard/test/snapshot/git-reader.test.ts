import { chmodSync, existsSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { capture, createWorkbench, effectsOn } from '../rollback/workbench.js';
import { createGitReader } from '../../src/snapshot/git-reader.js';
import type { Workbench } from '../rollback/workbench.js';

describe('the git state of a snapshot', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
    bench.git('init', '-q', '-b', 'main');
    bench.write('.gitignore', '.agentos\n');
    bench.write('a', '1');
    bench.git('add', '.');
    bench.git('commit', '-q', '-m', 'first');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    bench.dispose();
  });

  const dirty = (): boolean | null | undefined =>
    capture(bench, effectsOn('fs.write', bench.path('none'))).git?.dirty;

  it('[S2-44] starts no program, so a call waits for none', () => {
    const trace = join(bench.base, 'git-ran');
    writeFileSync(join(bench.base, 'git'), `#!/bin/sh\ntouch ${trace}\n`);
    chmodSync(join(bench.base, 'git'), 0o755);
    vi.stubEnv('PATH', bench.base);
    expect(dirty()).toBeNull();
    expect(existsSync(trace)).toBe(false);
  });

  it('[S2-44] carries what git said, as long as index and HEAD are the same', async () => {
    expect(dirty()).toBeNull();
    expect((await bench.snapshotter.gitState())?.dirty).toBe(false);
    expect(dirty()).toBe(false);
    bench.write('a', '2');
    bench.git('add', 'a');
    expect(dirty()).toBeNull();
    expect((await bench.snapshotter.gitState())?.dirty).toBe(true);
    expect(dirty()).toBe(true);
    bench.git('checkout', '-q', '--detach');
    expect(dirty()).toBeNull();
  });

  it('forgets what git said when a call changed anything, and when one is undone', async () => {
    await bench.snapshotter.gitState();
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('a')));
    bench.write('a', 'agent');
    bench.snapshotter.settle(snapshot);
    expect(dirty()).toBeNull();
    await bench.snapshotter.gitState();
    expect(dirty()).toBe(true);
    bench.snapshotter.restore(snapshot);
    expect(dirty()).toBeNull();
  });

  it('does not take an answer for one of afterwards that was asked for before a change', async () => {
    const reader = createGitReader(bench.root);
    const asked = reader.whole();
    reader.forget();
    expect((await asked)?.dirty).toBe(false);
    expect(reader.now()?.dirty).toBeNull();
  });

  it('knows a repository without an index, and none at all', async () => {
    const reader = createGitReader(bench.root);
    unlinkSync(bench.path('.git/index'));
    await reader.whole();
    expect(reader.now()).toMatchObject({ branch: 'main', dirty: true });
    const outside = createGitReader(bench.outside);
    expect([outside.now(), await outside.whole()]).toEqual([null, null]);
  });
});
