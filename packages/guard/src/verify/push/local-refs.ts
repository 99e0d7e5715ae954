import type { Push, PushedRef } from './pushed-refs.js';
import type { SimpleGit } from 'simple-git';

/** A ref that a remote must have, or must not have any more, after a push. */
export interface ExpectedRef {
  /** Full name at the remote, such as `refs/heads/main`. */
  readonly ref: string;
  /** Hash that it must have; null when it must be gone. */
  readonly hash: string | null;
}

/** Where a push went and what must be there. */
export interface ExpectedPush {
  readonly urls: readonly string[];
  readonly refs: readonly ExpectedRef[];
}

/** Thrown where the repository does not tell what a push sends. */
export class PushUnclear extends Error {
  override readonly name = 'PushUnclear';
}

/**
 * Resolves a push by the repository that it was made from, as `git push` does. `git` must run nothing that the
 * repository names; `defaultOfUser` is the user's own `push.default`, if there is one.
 */
export async function resolvePush(
  push: Push,
  git: SimpleGit,
  defaultOfUser: string | null,
): Promise<ExpectedPush> {
  const config = createConfigReader(git);
  const branch = (await tryRaw(git, 'symbolic-ref', '-q', 'HEAD'))?.replace(/^refs\/heads\//, '') ?? null;
  const remote =
    push.remote ??
    (branch === null ? null : await config(`branch.${branch}.pushRemote`)) ??
    (await config('remote.pushDefault')) ??
    (branch === null ? null : await config(`branch.${branch}.remote`)) ??
    'origin';
  if ((await config(`remote.${remote}.vcs`)) !== null)
    throw new PushUnclear(`${remote} needs a helper program`);
  if ((await config(`remote.${remote}.push`)) !== null)
    throw new PushUnclear(`the configuration says what is pushed to ${remote}`);
  const urls = await urlsOf(remote, git);
  const refs = push.refs.length > 0 ? push.refs : [await defaultRef(remote, branch, config, defaultOfUser)];
  return { urls, refs: await Promise.all(refs.map((ref) => resolveRef(ref, git))) };
}

type ConfigReader = (key: string) => Promise<string | null>;

function createConfigReader(git: SimpleGit): ConfigReader {
  return async (key) => tryRaw(git, 'config', '--get', key);
}

async function urlsOf(remote: string, git: SimpleGit): Promise<readonly string[]> {
  if (remote.startsWith('-')) throw new PushUnclear(`${remote} is no remote`);
  const listed = await tryRaw(git, 'remote', 'get-url', '--push', '--all', remote);
  const urls = listed === null ? [remote] : listed.split('\n').filter(Boolean);
  if (listed === null && !/[/:\\]/.test(remote)) throw new PushUnclear(`there is no remote ${remote}`);
  const top = (await tryRaw(git, 'rev-parse', '--show-toplevel')) ?? '.';
  return urls.map((url) => {
    if (/^\w+::/.test(url) || url.startsWith('-')) throw new PushUnclear('the remote needs a helper program');
    return /^\.{1,2}(?:\/|$)/.test(url) ? `${top}/${url}` : url;
  });
}

async function defaultRef(
  remote: string,
  branch: string | null,
  config: ConfigReader,
  defaultOfUser: string | null,
): Promise<PushedRef> {
  if (branch === null) throw new PushUnclear('no branch is checked out');
  const from = `refs/heads/${branch}`;
  switch ((await config('push.default')) ?? defaultOfUser ?? 'simple') {
    case 'current':
      return { from, to: from };
    case 'simple':
    case 'upstream':
    case 'tracking': {
      const tracked = (await config(`branch.${branch}.remote`)) === remote;
      const merge = tracked ? await config(`branch.${branch}.merge`) : null;
      return { from, to: merge ?? from };
    }
    default:
      throw new PushUnclear('the configuration says what is pushed');
  }
}

async function resolveRef({ from, to }: PushedRef, git: SimpleGit): Promise<ExpectedRef> {
  if (from === null) {
    if (to === null || (!to.startsWith('refs/') && (await isTag(to, git)))) throw new PushUnclear('a tag');
    return { ref: qualified(to, 'refs/heads/'), hash: null };
  }
  const hash = await tryRaw(git, 'rev-parse', '--verify', '-q', from);
  if (hash === null || !/^[0-9a-f]{40,64}$/.test(hash)) throw new PushUnclear(`there is no ref ${from} here`);
  const full = (await tryRaw(git, 'rev-parse', '--symbolic-full-name', from)) ?? '';
  const named = full.startsWith('refs/') ? full : null;
  const ref =
    to === null ? named : qualified(to, named?.startsWith('refs/tags/') ? 'refs/tags/' : 'refs/heads/');
  if (ref === null) throw new PushUnclear(`${from} names no branch`);
  return { ref, hash };
}

function qualified(name: string, folder: string): string {
  return name.startsWith('refs/') ? name : `${folder}${name}`;
}

async function isTag(name: string, git: SimpleGit): Promise<boolean> {
  return (await tryRaw(git, 'rev-parse', '--verify', '-q', `refs/tags/${name}`)) !== null;
}

/** What git prints, trimmed; null when it fails or prints nothing. */
async function tryRaw(git: SimpleGit, ...args: readonly string[]): Promise<string | null> {
  try {
    return (await git.raw(...args)).trim() || null;
  } catch {
    return null;
  }
}
