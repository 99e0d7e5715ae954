import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileFacts } from '../../../src/facts/node-file-facts.js';
import { createVerifier } from '../../../src/verify/verifier.js';
import { expectedChanges } from '../../../src/verify/changes/expected-changes.js';
import { createVerifyBench } from '../verify-bench.js';
import { readEffects } from '../../../src/effects/read-effects.js';
import type { CheckRequest } from '../../../src/verify/check.js';
import type { CheckResult, Params } from '@sentinel-agentos/core';
import type { VerifyBench } from '../verify-bench.js';

const hasShell = existsSync('/bin/sh');

describe('what calls change, by the words of the calls,', () => {
  let bench: VerifyBench;
  beforeEach(() => {
    bench = createVerifyBench();
    bench.write('a', 'old\n');
    bench.write('b', 'old\n');
    bench.write('dir/one', 'x');
    bench.write('full/one', 'x');
    bench.write('broken.json', '{');
  });
  afterEach(() => bench.dispose());

  /** The call as it is asked about afterwards, with what it does read and remembered before. */
  const called = (tool: string, params: Params): CheckRequest => {
    const { call } = bench.succeeded('ok', { tool, params });
    const world = { workspaceRoot: bench.root, stateDir: bench.path('.agentos'), facts: createFileFacts() };
    const { effects } = readEffects(call, world);
    return bench.succeeded('ok', { tool, params }, { effects, snapshot: bench.snapshot(effects) });
  };
  const verdictOf = (request: CheckRequest) =>
    createVerifier({ workspaceRoot: bench.root }).verifySync(request);
  const existsOf = (request: CheckRequest): readonly CheckResult['status'][] =>
    verdictOf(request).checks.flatMap(({ check, status }) => (check === 'file-exists' ? [status] : []));

  const honest = [
    'echo new > a.txt; if [ -f nope ]; then echo x > b.txt; fi; rm a.txt',
    '[ -f nope ] && rm a',
    'test -d nope || rm -f zz; [ -f nope ] && echo x > c || true',
    'grep -q z a && echo > f || true',
    'grep -q old a || echo > f',
    'curl -s -o f http://127.0.0.1:1/x || true',
    'mkdir -p d && cd d && echo 1 > x && cd .. && rm -rf d',
    'mv dir e && mv e dir',
    'mv a t && mv b a && mv t b',
    'find dir -type f -delete',
    'find dir -type f -exec rm {} +',
    'mkdir -p full && rmdir --ignore-fail-on-non-empty full',
    'rmdir --ignore-fail-on-non-empty full',
    'rm dir/one && cp -r full/. dir',
    'rm -i a </dev/null',
    'cp -n a b; mv -n a b',
    'mv -n a b',
    'touch -c zz',
    'for f in zz.none; do [ -e "$f" ] && rm "$f"; done; true',
    'while false; do echo > f; done',
    'case x in y) rm a;; esac',
    'false | while read -r l; do echo > f; done',
    'echo x > f; rm f',
    'echo x > f & wait; rm -f f',
    'sh -c "[ -f nope ] && rm a"; true',
    'ln -s nowhere l',
    'f() { rm a; }; false && f; true',
  ];
  for (const command of honest) {
    it.skipIf(!hasShell)(`an honest run does not fail: ${command}`, () => {
      const request = called('bash', { command });
      try {
        execFileSync('/bin/sh', ['-c', command], { cwd: bench.root, stdio: 'ignore' });
      } catch {
        // Its last condition was not met: that is no error of the call.
      }
      expect(verdictOf(request).checks.filter(({ status }) => status === 'fail')).toEqual([]);
    });
  }

  const certain: readonly (readonly [string, Params])[] = [
    ['bash', { command: 'rm a' }],
    ['bash', { command: ' rm -rf dir; ' }],
    ['bash', { command: 'echo new > f' }],
    ['bash', { command: 'node build.js >f' }],
    ['bash', { command: 'echo new > "f g"' }],
    ['bash', { command: 'cp a f' }],
    ['bash', { command: 'touch f' }],
    ['bash', { command: 'rm a # the old one' }],
    ['bash', { command: '# first\nrm a;# then\n' }],
    ['bash', { command: 'cd dir && rm one' }],
    ['bash', { command: 'cd dir; rm one' }],
    ['bash', { command: 'pwd; cd dir && echo "rm # it" && rm -f one # done' }],
    ['bash', { command: 'cd dir && node build.js > f' }],
    ['bash', { command: "cat > f <<'EOF'\nif x; then y; fi\nEOF\n" }],
    ['run_command', { command: 'rm', args: ['a'] }],
    ['delete_file', { path: 'a' }],
    ['write_file', { path: 'f', content: 'x' }],
    ['edit_file', { path: 'f', old_string: 'x', new_string: 'y' }],
    ['apply_patch', { input: '*** Begin Patch\n*** Add File: f\n+y\n*** End Patch' }],
    ['apply_patch', { input: '*** Begin Patch\n*** Delete File: a\n*** End Patch' }],
  ];
  for (const [tool, params] of certain) {
    it(`[S2-45] a run that did nothing fails: ${tool} ${JSON.stringify(params)}`, () => {
      expect(existsOf(called(tool, params))).toEqual(['fail']);
    });
  }

  const perhaps: readonly (readonly [string, Params, number])[] = [
    ['bash', { command: '[ -f x ] && rm a' }, 1],
    ['bash', { command: 'rm a; rm b || true' }, 2],
    ['bash', { command: 'rm a; ls' }, 1],
    ['bash', { command: 'exit; rm a' }, 1],
    ['bash', { command: 'rm a && npm run build' }, 1],
    ['bash', { command: '! rm a' }, 1],
    ['bash', { command: '(rm a)' }, 1],
    ['bash', { command: "cat > f <<'EOF'\nx\nEOF\nrm f" }, 1],
    ['bash', { command: 'mv -i a f' }, 2],
    ['bash', { command: 'rm "$@" a' }, 1],
    ['write_file', { path: 'f', content: 'x', dryRun: true }, 1],
    ['python', { code: 'open("f","w").write("x")' }, 1],
  ];
  for (const [tool, params, paths] of perhaps) {
    it(`a run that did nothing is not checked: ${tool} ${JSON.stringify(params)}`, () => {
      const found = existsOf(called(tool, params));
      expect(new Set(found)).toEqual(new Set(['not-checked']));
      expect(found.length).toBeLessThanOrEqual(paths);
    });
  }

  it('[S2-45] what a command did only perhaps, passes when it is there', () => {
    const request = called('bash', { command: 'npm run build && echo done > f' });
    bench.write('f', 'done');
    expect(existsOf(request)).toEqual(['pass']);
  });

  it('a run passes only by what was seen of the files, where it changes files', () => {
    const parts = fc.constantFrom(
      'rm a',
      'rm -f b',
      'echo x > f',
      'cd dir',
      'rm one',
      'touch g',
      'node x.js > h',
      'ls',
      '[ -f q ]',
      'sed -i s/old/new/ a',
      'cp a i',
      '# rm a',
    );
    const joints = fc.constantFrom(' && ', '; ', ' || ', '\n', ' | ', ' & ');
    const line = fc
      .array(fc.tuple(parts, joints), { minLength: 1, maxLength: 4 })
      .map((all) => all.map(([part, joint], index) => (index === 0 ? part : joint + part)).join(''));
    fc.assert(
      fc.property(line, (command) => {
        const request = called('bash', { command });
        const changes = expectedChanges(request);
        const { status, checks } = verdictOf(request);
        const seen = checks.filter((check) => check.status === 'pass');
        if (status === 'PASS') expect(seen).not.toEqual([]);
        if (changes.length === 0) return;
        for (const { check, target = '', message } of seen) {
          expect(changes.map(({ path }) => path)).toContain(target);
          // Nothing was run: what it holds is what it held.
          if (check === 'file-exists')
            expect(message.en).toBe(`${target} ${existsSync(target) ? 'exists' : 'is gone'}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  const moves: readonly (readonly [string, Params])[] = [
    [
      'of a patch for agents',
      { input: '*** Begin Patch\n*** Update File: a\n*** Move to: sub/f\n@@\n-old\n+new\n*** End Patch' },
    ],
    ['of git', { patch: 'diff --git a/a b/sub/f\nsimilarity index 100%\nrename from a\nrename to sub/f\n' }],
  ];
  for (const [name, params] of moves) {
    it(`the old name in a move ${name} must be gone, and the new one must be there`, () => {
      const request = called('apply_patch', params);
      expect(existsOf(request)).toEqual(['fail', 'fail']);
      bench.write('sub/f', 'new\n');
      execFileSync('rm', [bench.path('a')]);
      expect(existsOf(request)).toEqual(['pass', 'pass']);
    });
  }
});
