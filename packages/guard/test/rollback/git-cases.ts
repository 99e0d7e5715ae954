import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deletes, repository, writes } from './undo-case.js';
import type { UndoCase } from './undo-case.js';
import type { Workbench } from './workbench.js';

/** A command that a repository's configuration names; a rollback must not run it. */
const trap = (bench: Workbench): string => `touch '${join(bench.outside, 'ran')}'`;

/** A second repository to take in, outside the workspace. */
const other = (bench: Workbench): string => {
  const folder = join(bench.outside, 'library');
  mkdirSync(folder);
  bench.git('-C', folder, 'init', '-q', '-b', 'main');
  writeFileSync(join(folder, 'lib.c'), 'int lib;\n');
  bench.git('-C', folder, 'add', '.');
  bench.git('-C', folder, 'commit', '-q', '-m', 'library');
  return folder;
};

const withSubmodule = (bench: Workbench): void => {
  repository(bench);
  const allowed = ['-c', 'protocol.file.allow=always'];
  bench.git(...allowed, 'submodule', '--quiet', 'add', other(bench), 'lib');
  bench.git('commit', '-q', '-m', 'take in the library');
};

/** Repositories of every make. The index, HEAD and the stash are part of what must look as before. */
export const GIT_CASES: readonly UndoCase[] = [
  {
    title: 'a file in a submodule, rewritten',
    arrange: withSubmodule,
    effects: writes('lib/lib.c'),
    act: (bench) => bench.write('lib/lib.c', 'int changed;\n'),
  },
  {
    title: 'a submodule, deleted with its .git file',
    arrange: withSubmodule,
    effects: deletes('lib'),
    act: (bench) => rmSync(bench.path('lib'), { recursive: true }),
  },
  {
    title: 'a submodule, deleted with its repository among the modules',
    arrange: withSubmodule,
    effects: deletes('lib', '.git/modules/lib'),
    act: (bench) => {
      rmSync(bench.path('lib'), { recursive: true });
      rmSync(bench.path('.git/modules/lib'), { recursive: true });
    },
  },
  {
    title: 'a linked work tree, deleted',
    arrange: (bench) => {
      repository(bench);
      bench.git('worktree', 'add', '-q', '-b', 'side', 'side');
    },
    effects: deletes('side'),
    act: (bench) => rmSync(bench.path('side'), { recursive: true }),
  },
  {
    title: 'a linked work tree that git removed, with what the repository knew of it',
    arrange: (bench) => {
      repository(bench);
      bench.git('worktree', 'add', '-q', '-b', 'side', 'side');
    },
    effects: deletes('side', '.git/worktrees'),
    act: (bench) => bench.git('worktree', 'remove', '--force', 'side'),
  },
  {
    title: 'a file in a sparse checkout with a sparse index',
    arrange: (bench) => {
      repository(bench);
      bench.write('left/out', 'not here');
      bench.git('add', 'left');
      bench.git('commit', '-q', '-m', 'second');
      bench.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'src');
    },
    effects: writes('src/main.ts', 'left/out'),
    act: (bench) => {
      bench.write('src/main.ts', 'broken');
      bench.write('left/out', 'made where git left it out');
    },
  },
  {
    title: 'line ends that .gitattributes would change',
    arrange: (bench) => {
      repository(bench);
      bench.write('.gitattributes', '* text=auto eol=crlf\n*.bin filter=bad\n');
      bench.git('config', 'filter.bad.smudge', trap(bench));
      bench.write('mixed.txt', 'a\r\nb\nc\r\n');
      bench.write('x.bin', 'a\r\n');
    },
    effects: writes('mixed.txt', 'x.bin'),
    act: (bench) => {
      bench.write('mixed.txt', 'a\nb\nc\n');
      bench.write('x.bin', 'a\n');
    },
  },
  {
    title: 'a repository whose configuration and hooks run commands',
    arrange: (bench) => {
      repository(bench);
      for (const key of ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'diff.external'])
        bench.git('config', key, trap(bench));
      for (const hook of ['post-checkout', 'post-index-change', 'pre-commit'])
        writeFileSync(bench.path(`.git/hooks/${hook}`), `#!/bin/sh\n${trap(bench)}\n`, { mode: 0o755 });
    },
    effects: deletes('src'),
    act: (bench) => rmSync(bench.path('src'), { recursive: true }),
  },
  {
    title: 'a bare repository, deleted',
    arrange: (bench) => {
      repository(bench);
      bench.git('clone', '-q', '--bare', '.', 'bare.git');
    },
    effects: deletes('bare.git'),
    act: (bench) => rmSync(bench.path('bare.git'), { recursive: true }),
  },
  {
    title: 'a broken repository',
    arrange: (bench) => {
      repository(bench);
      writeFileSync(bench.path('.git/HEAD'), 'ref: refs/heads/\u0000\n');
      rmSync(bench.path('.git/objects'), { recursive: true });
    },
    effects: writes('src/main.ts'),
    act: (bench) => bench.write('src/main.ts', 'broken'),
  },
  {
    title: 'a repository in a repository in a repository, deleted',
    arrange: (bench) => {
      for (const folder of ['a', 'a/b', 'a/b/c']) {
        bench.write(`${folder}/file`, folder);
        bench.git('init', '-q', folder);
      }
    },
    effects: deletes('a'),
    act: (bench) => rmSync(bench.path('a'), { recursive: true }),
  },
  {
    title: 'the .git folder itself, deleted',
    arrange: repository,
    effects: deletes('.git'),
    act: (bench) => rmSync(bench.path('.git'), { recursive: true }),
  },
  {
    title: 'a file that git knows as deleted, staged as new, and renamed',
    arrange: (bench) => {
      repository(bench);
      bench.write('new.ts', 'staged');
      bench.git('add', 'new.ts');
      bench.git('mv', 'src/main.ts', 'src/index.ts');
    },
    effects: (bench) => [...writes('new.ts', 'src/main.ts')(bench), ...deletes('src/index.ts')(bench)],
    act: (bench) => {
      bench.write('new.ts', 'changed');
      renameSync(bench.path('src/index.ts'), bench.path('src/main.ts'));
    },
  },
  {
    title: 'what git checkout and git clean leave of edits and untracked files',
    arrange: (bench) => {
      repository(bench);
      bench.write('untracked', 'mine');
    },
    effects: deletes('src', 'untracked'),
    act: (bench) => {
      // As `git checkout -- . && git clean -fd` leaves the work tree, without touching the index.
      bench.write('src/main.ts', 'committed\n');
      rmSync(bench.path('untracked'));
    },
  },
];
