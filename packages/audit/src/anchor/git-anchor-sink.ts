import { SentinelError } from '@sentinel-agentos/core';
import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { AnchorSink } from './anchor-sink.js';
import { anchorText, parseAnchor, type Anchor } from './anchor.js';

const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 64 * 1024;

/**
 * Notes the head as a blob under the ref `refs/sentinel/<journal>` of a git repository, from where it can be
 * pushed to others. Runs `git hash-object` and `git update-ref`, without hooks of the repository.
 *
 * @param repository absolute path of a repository or work tree.
 * @throws SentinelError `INVALID_ARGUMENT` when the path is not absolute.
 */
export function gitAnchorSink(repository: string): AnchorSink {
  const path = absolute(repository);
  return {
    name: `git:${path}`,
    async publish(anchor) {
      const blob = (await git(path, ['hash-object', '-w', '--stdin'], anchorText(anchor))).trim();
      await git(path, ['update-ref', refOf(anchor.journal), blob], '');
    },
  };
}

/**
 * Reads the head that a git repository holds of a journal.
 *
 * @returns null when there is none, or what is there is no anchor.
 * @throws SentinelError `INVALID_ARGUMENT` when the path is not absolute or the identifier is none.
 */
export async function readGitAnchor(repository: string, journal: string): Promise<Anchor | null> {
  const path = absolute(repository);
  try {
    return parseAnchor(await git(path, ['cat-file', 'blob', refOf(journal)], ''));
  } catch (error) {
    if (SentinelError.is(error)) throw error;
    return null;
  }
}

function refOf(journal: string): string {
  if (/^[0-9a-f]{32}$/.test(journal)) return `refs/sentinel/${journal}`;
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `A journal's identifier has 32 hex digits, not ${JSON.stringify(journal)}.`,
  );
}

function absolute(repository: string): string {
  if (typeof repository === 'string' && isAbsolute(repository) && !repository.includes('\0'))
    return repository;
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `The path of a git repository must be absolute, not ${JSON.stringify(repository)}.`,
  );
}

function git(repository: string, args: readonly string[], input: string): Promise<string> {
  // A repository may bring programs along that git would start: hooks, and a monitor of files.
  const safe = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false'];
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-C', repository, ...safe, ...args],
      { timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true },
      (error, stdout) => {
        if (error === null) resolve(stdout);
        else reject(new Error(error.message, { cause: error }));
      },
    );
    // git may end before it has read its input; then it says why by itself.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
