import { mkdirSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCall } from '@sentinel-agentos/core/testing';
import { createWorkbench } from '../rollback/workbench.js';
import { createGuard } from '../../src/guard.js';
import type { Decision } from '@sentinel-agentos/core';
import type { Workbench } from '../rollback/workbench.js';

describe('a deletion that takes the guard’s own state folder along', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
    for (const name of ['a.txt', '.hidden', 'photos/p.jpg', '.agentos/journal/today.jsonl'])
      bench.write(name, name);
    mkdirSync(bench.dir, { recursive: true });
  });
  afterEach(() => bench.dispose());

  const judge = (command: string): Decision =>
    createGuard({ workspaceRoot: bench.root, coverage: bench.snapshotter.coverage }).inspect(
      sampleCall({ tool: 'exec', params: { command }, cwd: bench.root }),
    );

  it.each([
    'ls -A | xargs rm -rf',
    'find . -size -100k -delete',
    'find . -mtime -1 -type f -delete',
    'for d in .*/; do rm -rf "$d"; done',
    `python3 -c "import os,shutil; [shutil.rmtree(d) for d in os.listdir('.')]"`,
    "find . -name '*.JSONL' -delete",
    "find . -iname '*.JsonL' -delete",
    "find . -name '.age*' -exec rm -rf {} +",
    'rm -f .*',
    'rm -f .[!.]*',
  ])('%s needs a person, who is told why', (command) => {
    const decision = judge(command);
    expect(decision).toMatchObject({ action: 'confirm', strict: true });
    expect(decision.findings.map(({ rule }) => rule)).toContain('state.taken-along');
    expect(decision.explanation.en).toContain('records and snapshots of the guard itself');
    expect(decision.explanation.zh).toContain('防护系统自身的记录与快照');
  });

  it.each(['rm -rf .agentos', 'rm -rf .agentos/journal', 'rm -rf .a*', 'find .agentos -type f -delete'])(
    '%s names it, and is denied',
    (command) => {
      expect(judge(command).action).toBe('deny');
    },
  );

  it.each([
    "find . -name '*.jpg' -delete",
    'rm *',
    'rm -f *',
    'ls | xargs rm',
    'rm -rf photos',
    'find photos -size -100k -delete',
    'rm -rf .h*',
    'ls -A photos | xargs -I{} rm photos/{}',
  ])('%s leaves it alone, and runs', (command) => {
    expect(judge(command).action).toBe('auto');
  });

  it('needs a person also where more is deleted than a snapshot keeps', () => {
    const guard = createGuard({
      workspaceRoot: bench.root,
      coverage: bench.later({ limits: { maxFiles: 1 } }).coverage,
    });
    const call = sampleCall({ tool: 'exec', params: { command: 'ls -A | xargs rm -rf' }, cwd: bench.root });
    expect(guard.inspect(call).findings.map(({ rule }) => rule)).toEqual([
      'risk.uncovered',
      'state.taken-along',
      'risk.band',
    ]);
  });

  it('is met through a link to the workspace', () => {
    symlinkSync(bench.root, bench.path('photos/up'));
    expect(judge('find photos/up/ -size -100k -delete').action).toBe('confirm');
  });

  it('is nothing to ask about where there is no such folder yet', () => {
    const fresh = createWorkbench();
    fresh.write('a.txt', 'a');
    const guard = createGuard({ workspaceRoot: fresh.root, coverage: fresh.snapshotter.coverage });
    const call = sampleCall({
      tool: 'exec',
      params: { command: 'find . -size -1k -delete' },
      cwd: fresh.root,
    });
    expect(guard.inspect(call).action).toBe('auto');
    fresh.dispose();
  });
});
