import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkbench } from '../rollback/workbench.js';
import { readGitState } from '../../src/snapshot/git-state.js';
import type { Workbench } from '../rollback/workbench.js';

describe('[S2-43] the git state', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  const commit = (): string => {
    bench.git('init', '-q', '-b', 'feature/x');
    bench.write('src/a', 'abc\n');
    bench.git('add', '.');
    bench.git('commit', '-q', '-m', 'first');
    return bench.git('rev-parse', 'HEAD').trim();
  };

  it('is null outside a repository', () => {
    expect(readGitState(bench.root)).toBeNull();
    writeFileSync(bench.path('.git'), 'gitdir: nowhere\n');
    expect(readGitState(bench.root)).toEqual({ head: null, branch: null, dirty: null });
  });

  it('names HEAD and branch, from any folder of the work tree', () => {
    const head = commit();
    expect(readGitState(bench.root)).toEqual({ head, branch: 'feature/x', dirty: null });
    expect(readGitState(bench.path('src'))).toEqual({ head, branch: 'feature/x', dirty: null });
  });

  it('knows packed refs, a detached HEAD and a branch without a commit', () => {
    const head = commit();
    bench.git('pack-refs', '--all');
    expect(readGitState(bench.root)).toEqual({ head, branch: 'feature/x', dirty: null });
    bench.git('checkout', '-q', '--detach');
    expect(readGitState(bench.root)).toEqual({ head, branch: null, dirty: null });
    bench.git('checkout', '-q', '--orphan', 'empty');
    expect(readGitState(bench.root)).toEqual({ head: null, branch: 'empty', dirty: null });
  });

  it('knows work trees and bare repositories', () => {
    const head = commit();
    bench.git('worktree', 'add', '-q', '-b', 'side', join(bench.base, 'side'));
    expect(readGitState(join(bench.base, 'side'))).toEqual({ head, branch: 'side', dirty: null });
    bench.git('clone', '-q', '--bare', '.', join(bench.base, 'bare.git'));
    expect(readGitState(join(bench.base, 'bare.git'))).toMatchObject({ head, branch: 'feature/x' });
  });

  it('reads no file elsewhere, whatever HEAD says', () => {
    const secret = 'a'.repeat(40);
    writeFileSync(join(bench.base, 'secret'), secret);
    mkdirSync(bench.path('.git'));
    for (const ref of [
      '../../secret',
      'refs/../../../secret',
      'refs/heads/../../../../secret',
      '/etc/passwd',
      'refs/heads/HEAD',
    ]) {
      bench.write('.git/HEAD', `ref: ${ref}\n`);
      expect(readGitState(bench.root)?.head).toBeNull();
    }
    bench.write('.git/HEAD', 'nonsense');
    expect(readGitState(bench.root)).toEqual({ head: null, branch: null, dirty: null });
    bench.write('.git/refs/heads/loop', 'ref: refs/heads/loop\n');
    bench.write('.git/HEAD', 'ref: refs/heads/loop\n');
    expect(readGitState(bench.root)).toEqual({ head: null, branch: 'loop', dirty: null });
  });

  it('does not wait for a pipe and does not stumble over a folder in place of HEAD', () => {
    mkdirSync(bench.path('.git'));
    execFileSync('mkfifo', [bench.path('.git/HEAD')]);
    expect(readGitState(bench.root)).toEqual({ head: null, branch: null, dirty: null });
    rmSync(bench.path('.git/HEAD'));
    mkdirSync(bench.path('.git/HEAD'));
    expect(readGitState(bench.root)).toEqual({ head: null, branch: null, dirty: null });
  });

  it('tells clean from dirty when git may be asked', async () => {
    await expect(bench.snapshotter.gitState()).resolves.toBeNull();
    const head = commit();
    bench.write('.gitignore', '.agentos\n');
    await expect(bench.snapshotter.gitState()).resolves.toEqual({ head, branch: 'feature/x', dirty: true });
    bench.git('add', '.');
    bench.git('commit', '-q', '-m', 'second');
    await expect(bench.snapshotter.gitState()).resolves.toMatchObject({ dirty: false });
  });

  it('is found without running anything that the repository names', async () => {
    commit();
    const mark = (name: string): string => join(bench.base, name);
    bench.write('.gitattributes', '* filter=evil\n');
    bench.git('config', 'filter.evil.clean', `touch ${mark('filter')}; cat`);
    bench.git('config', 'filter.evil.required', 'true');
    bench.git('config', 'core.fsmonitor', `touch ${mark('monitor')}; false`);
    bench.git('config', 'core.hooksPath', bench.write('hooks/post-index-change', '#!/bin/sh\n'));
    bench.write('src/a', 'xyz\n');
    await expect(bench.snapshotter.gitState()).resolves.toMatchObject({ dirty: true });
    expect([existsSync(mark('filter')), existsSync(mark('monitor'))]).toEqual([false, false]);
    // The traps work: plain git falls into them.
    bench.git('status', '--porcelain');
    expect([existsSync(mark('filter')), existsSync(mark('monitor'))]).toEqual([true, true]);
  });

  it('leaves dirty open when git refuses or a trap cannot be switched off', async () => {
    commit();
    bench.write('.git/config', '[core]\n\trepositoryformatversion = 0\n[filter "a=b"]\n\tclean = cat\n');
    await expect(bench.snapshotter.gitState()).resolves.toMatchObject({ dirty: null });
    bench.write('.git/config', '[core');
    await expect(bench.snapshotter.gitState()).resolves.toMatchObject({ branch: 'feature/x', dirty: null });
  });
});
