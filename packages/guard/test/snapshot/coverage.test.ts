import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sampleCall } from '@sentinel-agentos/core/testing';
import { capture, createWorkbench, effectsOn } from '../rollback/workbench.js';
import { createGuard } from '../../src/guard.js';
import type { Decision, Effect } from '@sentinel-agentos/core';
import type { FileSnapshotter } from '../../src/snapshotter.js';
import type { Workbench } from '../rollback/workbench.js';

/** More than any disk has: no snapshot may take from it. */
const NO_ROOM = { minFreeBytes: Number.MAX_SAFE_INTEGER };

describe('the coverage of a snapshot', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
    bench.write('src/a.ts', 'a'.repeat(100));
    bench.write('src/b.ts', 'b'.repeat(100));
  });
  afterEach(() => bench.dispose());

  const reasons = (snapshotter: FileSnapshotter, effects: readonly Effect[]): readonly string[] =>
    snapshotter.coverage(sampleCall({ cwd: bench.root, params: {} }), effects).map(({ reason }) => reason);

  it('is whole for what fits, and nothing is written to find that out', () => {
    expect(reasons(bench.snapshotter, effectsOn('fs.delete', bench.path('src'), bench.path('new')))).toEqual(
      [],
    );
    expect(bench.snapshotter.list()).toEqual([]);
  });

  it('names what does not: too many files, too many bytes, no room on the disk', () => {
    const all = effectsOn('fs.delete', bench.path('src'));
    expect(reasons(bench.later({ limits: { maxFiles: 2 } }), all)).toEqual([
      'more than 2 files in one call are not kept',
    ]);
    expect(reasons(bench.later({ limits: { maxBytes: 150 } }), all)).toEqual([
      'more than 150 bytes in one call are not kept',
    ]);
    expect(reasons(bench.later({ limits: NO_ROOM }), all)).toEqual([
      expect.stringContaining('the disk of the snapshots has'),
      expect.stringContaining('the disk of the snapshots has'),
    ]);
  });

  it('does not mind sockets and pipes: they hold nothing to put back', () => {
    execFileSync('mkfifo', [bench.path('src/pipe')]);
    expect(reasons(bench.snapshotter, effectsOn('fs.delete', bench.path('src')))).toEqual([]);
  });

  it('names the product’s own state where a deletion would take it along, and not where a write is beside it', () => {
    capture(bench, effectsOn('fs.write', bench.path('src/a.ts')));
    const state = ['the state of the product itself is never rolled back'];
    expect(reasons(bench.snapshotter, effectsOn('fs.delete', bench.path('.agentos')))).toEqual(state);
    expect(reasons(bench.snapshotter, effectsOn('fs.delete', bench.path('…')))).toEqual(state);
    expect(reasons(bench.snapshotter, effectsOn('fs.delete', bench.path('…/*.jpg')))).toEqual([]);
    expect(reasons(bench.snapshotter, effectsOn('fs.write', bench.path('…')))).toEqual([]);
  });

  it('says of any limits exactly what the snapshot then leaves out', () => {
    const limits = fc.record({ maxBytes: fc.nat(400), maxFiles: fc.integer({ min: 1, max: 6 }) });
    const names = fc.uniqueArray(fc.constantFrom('src', 'src/a.ts', 'src/b.ts', 'none', '*', 'src/…'), {
      minLength: 1,
    });
    let count = 0;
    fc.assert(
      fc.property(limits, names, (given, targets) => {
        const snapshotter = bench.later({ limits: given });
        const effects = effectsOn('fs.delete', ...targets.map((name) => bench.path(name)));
        const call = sampleCall({ id: `c${(count += 1)}`, cwd: bench.root, params: {} });
        const foreseen = snapshotter.coverage(call, effects);
        const taken = snapshotter.capture(call, effects)?.uncovered ?? [];
        const own = (path: string): boolean => path.endsWith('.agentos');
        expect(foreseen).toEqual(taken.filter(({ path }) => !own(path)));
      }),
      { numRuns: 60 },
    );
  });

  describe('decides with', () => {
    const judge = (snapshotter: FileSnapshotter, command: string): Decision =>
      createGuard({ workspaceRoot: bench.root, coverage: snapshotter.coverage }).inspect(
        sampleCall({ tool: 'exec', params: { command }, cwd: bench.root }),
      );

    it('what can be put back runs, and what can not is asked for, with the reason', () => {
      expect(judge(bench.snapshotter, 'rm -rf src').action).toBe('auto');
      const decision = judge(bench.later({ limits: { maxFiles: 2 } }), 'rm -rf src');
      expect(decision).toMatchObject({ action: 'confirm', risk: { score: 1.76 } });
      const finding = decision.findings.find(({ rule }) => rule === 'risk.uncovered');
      expect(finding?.message.en).toContain('more than 2 files in one call are not kept');
      expect(finding?.message.zh).toContain('无法还原');
    });

    it('a full disk makes deleting what it is without snapshots', () => {
      const without = createGuard({ workspaceRoot: bench.root });
      const full = bench.later({ limits: NO_ROOM });
      for (const command of ['rm -rf src', 'rm src/a.ts', 'rm src/*', "find . -name '*.ts' -delete"]) {
        expect(judge(full, command).risk.score).toBe(without.risk.evaluate('exec', { command }).score);
        expect(judge(bench.snapshotter, command).action).toBe('auto');
      }
    });

    it('a single file that no snapshot holds runs with a notice, whose explanation says why', () => {
      const decision = judge(bench.later({ limits: { maxBytes: 10 } }), 'rm src/a.ts');
      expect(decision).toMatchObject({ action: 'notify', risk: { score: 0.79 } });
      expect(decision.explanation.en).toContain(
        '[risk: risk.uncovered] No undo, more than 10 bytes in one call are not kept',
      );
      expect(decision.explanation.zh).toContain('无法还原');
      expect(judge(bench.snapshotter, 'rm src/a.ts').explanation.en).not.toContain('risk.uncovered');
    });

    it('what builds make again is asked for in neither case', () => {
      bench.write('dist/x.js', 'x');
      expect(judge(bench.later({ limits: NO_ROOM }), 'rm -rf dist').action).toBe('auto');
    });

    it('the same call and the same disk get the same answer', () => {
      const first = JSON.stringify(judge(bench.snapshotter, 'rm -rf src'));
      expect(JSON.stringify(judge(bench.later(), 'rm -rf src'))).toBe(first);
      rmSync(bench.path('src'), { recursive: true });
      expect(judge(bench.snapshotter, 'rm -rf src').action).toBe('auto');
    });
  });
});
