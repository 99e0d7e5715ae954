import type { SimpleGit } from 'simple-git';

/** A repository's hooks and its file-system monitor are programs that the repository names. */
const QUIET: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
];
const LIMIT_MS = 20_000;

/**
 * Git for looking at a repository that is not trusted: its hooks and its file-system monitor are switched off, the
 * user's configuration is not read, the index is not refreshed and nothing is fetched. `config` switches off more.
 * The git library is loaded on first use.
 */
export async function openQuietGit(folder: string, config: readonly string[] = []): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git');
  const environment = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would fetch what it lacks, by programs that the repository names.
    GIT_ALLOW_PROTOCOL: '',
  };
  return simpleGit({
    baseDir: folder,
    config: [...QUIET, ...config],
    maxConcurrentProcesses: 1,
    timeout: { block: LIMIT_MS },
    // These only let us switch things off; the values are ours.
    unsafe: {
      allowUnsafeConfigPaths: true,
      allowUnsafeFilter: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
    },
    allowEnvironment: Object.keys(environment),
  }).env({ PATH: process.env['PATH'] ?? '', ...environment });
}
