import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import type { SimpleGit } from 'simple-git';

/** What git and its helpers of the user need to reach the user's remotes. */
const HANDED_ON: readonly string[] = (
  'PATH HOME USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA SYSTEMROOT TEMP LANG ' +
  'XDG_CONFIG_HOME XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK ' +
  'HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy ' +
  'SSL_CERT_FILE SSL_CERT_DIR GIT_SSL_CAINFO GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_CONFIG_NOSYSTEM'
).split(' ');

/**
 * Asks remotes as the user would, with the user's configuration and credential helpers, and outside of any
 * repository: what a repository sets up (`core.sshCommand`, `credential.helper`, `remote.*.uploadpack` …) has no say.
 * Only `file`, `git`, `http`, `https` and `ssh`; nobody is asked for a password. `use` gets git; rejects when it
 * does, and when `signal` aborts. The git library is loaded on first use.
 */
export async function withRemoteGit<T>(signal: AbortSignal, use: (git: SimpleGit) => Promise<T>): Promise<T> {
  const { simpleGit } = await import('simple-git');
  const nowhere = mkdtempSync(join(tmpdir(), 'sentinel-git-'));
  const environment: Record<string, string> = {
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    GIT_ASKPASS: '',
    GIT_CEILING_DIRECTORIES: dirname(nowhere),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    SSH_ASKPASS_REQUIRE: 'never',
  };
  for (const name of HANDED_ON) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  const open = (more: Readonly<Record<string, string>>): SimpleGit => {
    const all = { ...environment, ...more };
    return simpleGit({
      baseDir: nowhere,
      abort: signal,
      maxConcurrentProcesses: 1,
      // These only hand on what is the user's own, and switch questions off.
      unsafe: { allowUnsafeAskPass: true, allowUnsafeSshCommand: true, allowUnsafeConfigPaths: true },
      allowEnvironment: Object.keys(all),
    }).env(all);
  };
  try {
    const ssh = await sshCommand(open({}));
    return await use(open({ GIT_SSH_COMMAND: `${ssh} -oBatchMode=yes` }));
  } finally {
    rmSync(nowhere, { recursive: true, force: true });
  }
}

/** The user's way to call ssh. */
async function sshCommand(git: SimpleGit): Promise<string> {
  const own = process.env['GIT_SSH_COMMAND'];
  if (own !== undefined && own !== '') return own;
  try {
    return (await git.raw('config', '--get', 'core.sshCommand')).trim() || 'ssh';
  } catch {
    return 'ssh';
  }
}
