import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCall } from '@sentinel-agentos/core/testing';
import { createWorkbench, photograph } from '../rollback/workbench.js';
import { createGuard } from '../../src/guard.js';
import type { Workbench } from '../rollback/workbench.js';

const hasProgram = (name: string): boolean => {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name]);
    return true;
  } catch {
    return false;
  }
};
const REQUIRED = (process.env['SENTINEL_REQUIRE'] ?? '').split(',').includes('shells');

/** What runs without a question, as a shell really runs it: afterwards every file is as it was. */
const COMMANDS: readonly (readonly [program: string, commands: readonly string[]])[] = [
  [
    'bash',
    [
      'rm -f *',
      'touch "*" && rm -f *',
      'rm -f many*',
      'shopt -s nocaseglob; rm -f readm*',
      'setopt() { :; }; shopt -s nocaseglob; echo Z | tee *.TXT',
      "bash -O nocaseglob -c 'rm -f *.TXT'",
      'cp -rT src .',
      'mv a.txt b.txt',
      'pushd dir; rm -f *; popd; rm -f *',
      'pushd dir; pushd sub; popd; rm -f x; pushd; rm -f a.txt',
      'find dir -name x -delete',
      "find . -name '*.txt' -delete",
      'find link/ -type f -delete',
      'find -H link -type f -delete',
      'grep -rl A dir src *.txt | xargs sed -i s/A/B/',
      'cd dir && grep -rlZ A . | xargs -0 sed -i s/A/B/',
      'grep -rl A dir | xargs rm',
      'find . -name "*.txt" | while read f; do echo Z > "$f"; done',
      "find . -type f -name 'x' | xargs -I{} cp a.txt {}",
      'ls | xargs rm -f',
      'for f in *; do echo Z > "$f"; done',
    ],
  ],
  [
    'awk',
    ["awk '{print > FILENAME}' *.txt", "awk '{print 1 > FILENAME}' a.txt dir/x", `awk '{print > $1}' a.txt`],
  ],
  [
    'perl',
    [
      'perl -e "unlink <*.txt>"',
      `perl -e 'unlink glob("*.txt"), <dir/*>'`,
      `perl -e "rename 'a.txt','b.txt'"`,
      `perl -e "chdir 'dir'; unlink 'x'"`,
      `perl -pi -e 's/A/B/' *.txt`,
    ],
  ],
  [
    'python3',
    [
      `python3 -c "import os; os.chdir('dir'); os.remove('x')"`,
      `python3 -c "import os; os.chdir('dir'); open('x','w').close(); os.chdir('sub'); os.remove('y')"`,
      `python3 -c "import os; os.rename('a.txt','b.txt')"`,
      `python3 -c "from pathlib import Path; Path('a.txt').rename('b.txt')"`,
      `python3 -c "from pathlib import Path\nfor p in Path('.').glob('*.txt'): p.write_text('x')"`,
      `python3 -c "import glob\nfor p in glob.glob('*.txt'): open(p, 'w').write('x')"`,
    ],
  ],
  [
    'node',
    [
      `node -e "process.chdir('dir'); require('fs').unlinkSync('x')"`,
      `node -e "require('fs').renameSync('a.txt','b.txt')"`,
      `node -e "const fs = require('fs'); for (const f of fs.readdirSync('dir/sub')) fs.writeFileSync('dir/sub/' + f, '')"`,
    ],
  ],
  [
    'git',
    [
      'git mv -f g h',
      'git diff | git apply -R',
      'git rm -rfq .tracked g',
      'git ls-files | xargs rm -f',
      'git grep -l A | xargs sed -i s/A/B/',
    ],
  ],
];

/** These are asked about; what is approved can be undone all the same. */
const ASKED: typeof COMMANDS = [
  ['bash', ['shopt -s dotglob; rm -f *', 'GLOBIGNORE=none; rm -f *', 'rm -f .*']],
  [
    'git',
    [
      'git checkout-index -f -a',
      'git read-tree -u --reset HEAD',
      'git checkout .',
      'git restore g h',
      'git -C nested restore n',
      'git -C nested reset -q --hard',
    ],
  ],
];

describe('what a command deleted and overwrote can be had again:', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
    mkdirSync(bench.dir, { recursive: true });
    for (const name of ['a.txt', 'b.txt', 'README.md', '.hidden', 'dir/x', 'dir/sub/y', 'src/a.txt'])
      bench.write(name, `A ${name}`);
    for (let index = 0; index < 80; index += 1) bench.write(`many${index}`, `A ${index}`);
    symlinkSync('dir', bench.path('link'));
    bench.write('.gitignore', '.agentos\n');
    if (!hasProgram('git')) return;
    for (const folder of ['.', 'nested']) {
      for (const name of folder === '.' ? ['g', 'h', '.tracked'] : ['n'])
        bench.write(`${folder}/${name}`, 'old\n');
      const git = (...args: readonly string[]): string => bench.git('-C', bench.path(folder), ...args);
      git('init', '-q', '-b', 'main');
      git('add', ...(folder === '.' ? ['g', 'h', '.tracked'] : ['n']));
      git('commit', '-q', '-m', 'first');
      for (const name of folder === '.' ? ['g', 'h'] : ['n'])
        bench.write(`${folder}/${name}`, 'A never committed\n');
    }
  });
  afterEach(() => bench.dispose());

  let calls = 0;
  const undo = (command: string): string => {
    const guard = createGuard({ workspaceRoot: bench.root, coverage: bench.snapshotter.coverage });
    calls += 1;
    const call = sampleCall({ id: `op_${calls}`, tool: 'exec', params: { command }, cwd: bench.root });
    const before = new Map(filesOf(bench));
    const { action, effects } = guard.inspect(call);
    const snapshot = bench.snapshotter.capture(call, effects);
    // `rm` fails at a folder, and goes on.
    spawnSync('bash', ['-c', command], { cwd: bench.root, stdio: ['ignore', 'pipe', 'ignore'] });
    if (snapshot === null) throw new Error('the call has no snapshot');
    expect(filesOf(bench)).not.toEqual(before);
    bench.snapshotter.settle(snapshot);
    bench.snapshotter.restore(snapshot);
    const after = filesOf(bench);
    const lost = [...before].filter(([path, photo]) => after.get(path) !== photo).map(([path]) => path);
    expect(lost).toEqual([]);
    return action;
  };

  for (const [program, commands] of COMMANDS)
    describe.skipIf(!hasProgram(program) && !REQUIRED)(
      hasProgram(program) ? program : `skipped: no ${program}`,
      () => {
        it.each(commands)('%s', (command) => {
          expect(undo(command)).toBe('auto');
        });
      },
    );

  for (const [program, commands] of ASKED)
    describe.skipIf(!hasProgram(program) && !REQUIRED)(
      hasProgram(program) ? `${program}, asked first` : `skipped: no ${program}`,
      () => {
        it.each(commands)('%s', (command) => {
          expect(undo(command)).not.toBe('auto');
        });
      },
    );

  it('a name that is a pattern does not stand for the files that it would take', () => {
    bench.write('*', 'planted');
    undo('rm -f *');
    unlinkSync(bench.path('*'));
    bench.write('a*', 'planted');
    undo('rm -f a*');
  });
});

/** Everything but what Git keeps for itself, which an undo leaves alone. */
function filesOf(bench: Workbench): ReadonlyMap<string, string> {
  return new Map(
    [...photograph(bench.root)].filter(([path]) => !path.includes('/.git/') && !path.endsWith('/.git')),
  );
}
