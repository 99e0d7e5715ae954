import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));

/** What the user had lying around in the repository before the agent came. None of it is committed. */
const USERS_WORK: Readonly<Record<string, string>> = {
  'src/price.ts': [
    '/** Price in cents of a number of equal items. */',
    'export function total(cents: number, count: number): number {',
    '  // The user is in the middle of a thought here.',
    '  return Math.round(cents * count);',
    '}',
    '',
  ].join('\n'),
  '.env': ['PAYMENT_', 'TOKEN=', 'not-a-real-one', '\n'].join(''),
  'notes.txt': 'Ask Lin about the rounding.\n',
};

/** A temporary git repository with a real small TypeScript project, and a bare repository to push to. */
export interface DemoWorkspace {
  readonly root: string;
  /** Where keys and anchors of this run go, so that the user's own stay untouched. */
  readonly userState: string;
  readonly git: (...args: readonly string[]) => string;
  /** Names of the user's files whose bytes are no longer what the user left. */
  readonly usersWorkChanged: (except?: readonly string[]) => readonly string[];
  readonly remove: () => void;
}

export function createDemoWorkspace(): DemoWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-quickstart-'));
  const root = join(folder, 'till');
  const remote = join(folder, 'remote.git');
  const git = (...args: readonly string[]): string => runGit(root, args);

  cpSync(join(EXAMPLE, 'fixture'), root, { recursive: true });
  renameSync(join(root, 'gitignore'), join(root, '.gitignore'));
  symlinkSync(join(EXAMPLE, 'node_modules'), join(root, 'node_modules'), 'dir');
  mkdirSync(remote);
  runGit(remote, ['init', '--quiet', '--bare', '--initial-branch=main']);
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Demo');
  git('config', 'user.email', 'demo@localhost');
  git('add', '--all');
  git('commit', '--quiet', '--message=Add the till');
  git('remote', 'add', 'origin', remote);
  git('push', '--quiet', 'origin', 'main');
  for (const [name, text] of Object.entries(USERS_WORK)) writeFileSync(join(root, name), text);

  return {
    root,
    userState: join(folder, 'user-state'),
    git,
    usersWorkChanged: (except = []) =>
      Object.entries(USERS_WORK)
        .filter(([name, text]) => !except.includes(name) && readFileSync(join(root, name), 'utf8') !== text)
        .map(([name]) => name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runGit(cwd: string, args: readonly string[]): string {
  return execFileSync('git', [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
