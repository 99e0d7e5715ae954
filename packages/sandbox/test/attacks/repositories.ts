import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A repository with a linked worktree, `tree`, and a submodule, `sub`, in it; and where a planted command would show. */
export interface Repository {
  readonly workspace: string;
  /** What the planted command makes, outside of the workspace. */
  readonly trace: string;
  /** Runs git of this machine in a folder of the workspace. */
  readonly git: (folder: string, ...args: readonly string[]) => string;
}

/** A way to make git of this machine run a command. */
export interface Plant {
  readonly title: string;
  /** For a shell in the workspace. `evil` is a folder with a whole repository whose settings run the command. */
  readonly script: string;
  /** Where git is run afterwards. */
  readonly folder: string;
  /** The repository has its `.git` elsewhere in the workspace. */
  readonly separate?: true;
}

function plant(title: string, script: string, folder = '.'): Plant {
  return { title, script, folder };
}

/** What is closed wherever `.git/config` is protected. */
export const PLANTS: readonly Plant[] = [
  plant('in its settings', 'cat evil/config >> .git/config'),
  plant('by another folder of settings', 'rm -f .git/commondir; echo ../evil > .git/commondir'),
  plant(
    'in settings of the worktree alone',
    'rm -f .git/config.worktree; cp evil/config .git/config.worktree',
  ),
  plant(
    'by another folder of settings of a worktree',
    'echo ../../../evil > .git/worktrees/tree/commondir',
    'tree',
  ),
  plant('by another repository for a worktree', 'rm tree/.git; echo "gitdir: ../evil" > tree/.git', 'tree'),
  plant('in settings of a submodule', 'cat evil/config >> .git/modules/sub/config'),
  plant(
    'by another folder of settings of a submodule',
    'rm -f .git/modules/sub/commondir; echo ../../../evil > .git/modules/sub/commondir',
  ),
  plant('by another repository for a submodule', 'rm sub/.git; mv evil sub/.git'),
  plant(
    'by moving submodules away',
    'mv .git/modules .git/m && mkdir .git/modules && mv evil .git/modules/sub',
  ),
  plant('by moving the repository away', 'mv .git .g && mv evil .git'),
  { ...plant('in settings that a .git file leads to', 'cat evil/config >> .real/config'), separate: true },
  { ...plant('by a .git file', 'rm .git; echo "gitdir: evil" > .git'), separate: true },
];

/** What only a read-only `.git/` closes: a program that may commit may also do these. */
export const PLANTS_OF_COMMITTERS: readonly Plant[] = [
  plant(
    'by a repository that the index names',
    'mv evil new; mkdir evil; mv new evil/.git; ' +
      'git update-index --add --cacheinfo 160000,$(cat .git/refs/heads/main),evil',
  ),
  plant(
    'by a workspace that is a repository itself, in place of a broken one',
    'rm .git/HEAD; mv evil/* .; git config -f config core.worktree .',
  ),
];

/** Makes the repository anew, as its user would. */
export function makeRepository(separate = false): Repository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
  const workspace = join(folder, 'workspace');
  const trace = join(folder, 'ran');
  const home = ['safe.directory *', 'user.name a', 'user.email a@b', 'protocol.file.allow always'];
  const settings = home
    .map((line) => line.split(' '))
    .map(([name = '', value = '']) => [name, value] as const);
  const environment = {
    PATH: process.env['PATH'],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, name],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
  const git: Repository['git'] = (below, ...args) =>
    spawnSync('git', args, { cwd: join(workspace, below), env: environment, encoding: 'utf8' }).stdout;
  const init = (name: string, ...args: readonly string[]): void => {
    spawnSync('git', ['init', '-q', '-b', 'main', ...args, join(folder, name)], { env: environment });
  };

  init('workspace', ...(separate ? [`--separate-git-dir=${join(workspace, '.real')}`] : []));
  init('other');
  spawnSync('git', ['commit', '-qm', 'one', '--allow-empty'], {
    cwd: join(folder, 'other'),
    env: environment,
  });
  git('.', 'config', 'extensions.worktreeConfig', 'true');
  git('.', 'submodule', '--quiet', 'add', join(folder, 'other'), 'sub');
  git('.', 'commit', '-qm', 'one');
  git('.', 'worktree', 'add', '-q', 'tree');
  git('.', 'clone', '-q', '--bare', '--no-hardlinks', '.', 'evil');
  writeFileSync(
    join(workspace, 'evil', 'config'),
    `[core]\nrepositoryformatversion = 0\nbare = false\nfsmonitor = "touch '${trace}'; false"\n`,
  );
  return { workspace, trace, git };
}
