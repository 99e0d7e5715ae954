import { assertKnownFields, assertMilliseconds, assertOnFail } from '../valid-checks.js';
import { allCertainlyRan } from '../commands/certain-run.js';
import { openQuietGit } from '../../git/quiet-git.js';
import { PushUnclear, resolvePush } from '../push/local-refs.js';
import { readPushes } from '../push/pushed-refs.js';
import { withRemoteGit } from '../../git/remote-git.js';
import type { AsyncCheck, CheckRequest } from '../check.js';
import type { CheckResult, LocalizedText } from '@sentinel-agentos/core';
import type { ExpectedPush } from '../push/local-refs.js';
import type { Push } from '../push/pushed-refs.js';
import type { SimpleGit } from 'simple-git';

/** How a push is looked for at its remote. */
export interface GitPushCheckOptions {
  /** Default: 30,000. */
  readonly timeoutMs?: number;
  /** `warn` turns its failure into a warning. Default: `fail`. */
  readonly onFail?: 'warn' | 'fail';
}

/**
 * Opt-in, named `git-push`: after a `git push` the remote must have the pushed ref at the hash that it has here. A ref
 * that is missing or different there fails; a remote that can't be reached is a warning; where the words and the
 * repository do not tell what was pushed, it is not checked.
 *
 * The remote is asked with the user's configuration and credentials, never with what the repository configures, and
 * nobody is asked for a password. Throws `INVALID_ARGUMENT` for options that there are not.
 */
export function gitPushCheck(options: GitPushCheckOptions = {}): AsyncCheck {
  const { timeoutMs = 30_000, onFail = 'fail' } = options;
  assertKnownFields('gitPushCheck', options, ['timeoutMs', 'onFail']);
  assertMilliseconds('timeoutMs', timeoutMs);
  assertOnFail('onFail', onFail);
  return {
    name: 'git-push',
    mode: 'async',
    timeoutMs,
    onFail,
    applies: (request) =>
      request.effects.some(({ verb }) => {
        // A forced push and one that deletes are read as rewriting, one by an alias as a program that is run.
        if (verb === 'process.spawn') return readPushes(request).length > 0;
        return verb === 'vcs.push' || verb === 'vcs.rewrite';
      }),
    run: async (request, signal) => {
      const pushes = readPushes(request);
      if (pushes.length === 0) return [];
      if (goesOn(request)) return [UNCLEAR];
      return withRemoteGit(signal, async (remote) => {
        const results: CheckResult[] = [];
        for (const push of pushes) results.push(...(push === null ? [UNCLEAR] : await lookAt(push, remote)));
        return allCertainlyRan(request) ? results : results.map(notMissed);
      });
    },
  };
}

/** A push that hangs on a condition may rightly not have run. */
function notMissed(found: CheckResult): CheckResult {
  if (found.status !== 'fail') return found;
  const { en, zh } = found.message;
  return {
    ...found,
    status: 'not-checked',
    message: { en: `${en}; whether it had to be pushed can not be told`, zh: `${zh}；无法确定是否必须推送` },
  };
}

const UNCLEAR: CheckResult = notChecked({ en: 'what was pushed can not be told', zh: '无法确定推送了什么' });

/** What a call commits after its push is not at the remote. */
function goesOn({ call, effects }: CheckRequest): boolean {
  const pushed = effects.find(({ verb }) => verb === 'vcs.push' || verb === 'vcs.rewrite');
  return effects.some(({ verb, evidence }) => {
    if (verb !== 'vcs.write' && verb !== 'vcs.rewrite') return false;
    const text = call.params[evidence.param];
    const words = typeof text === 'string' ? text.slice(evidence.start, evidence.end) : '';
    return pushed !== undefined && evidence.start > pushed.evidence.start && !/\bpush\b/.test(words);
  });
}

async function lookAt(push: Push, remote: SimpleGit): Promise<readonly CheckResult[]> {
  let expected: ExpectedPush;
  try {
    expected = await resolvePush(push, await openQuietGit(push.folder), await userDefault(remote));
  } catch (error) {
    const why = error instanceof PushUnclear ? error.message : 'the repository cannot be read';
    return [notChecked({ en: `what was pushed can not be told: ${why}`, zh: `无法确定推送了什么：${why}` })];
  }
  const results: CheckResult[] = [];
  for (const url of expected.urls) results.push(...(await compare(url, expected, remote)));
  return results;
}

async function compare(
  url: string,
  { refs }: ExpectedPush,
  remote: SimpleGit,
): Promise<readonly CheckResult[]> {
  const place = withoutPassword(url);
  let listed: string;
  try {
    listed = await remote.raw('ls-remote', '--', url, ...refs.map(({ ref }) => ref));
  } catch (error) {
    const why = withoutPassword((error as Error).message)
      .trim()
      .slice(0, 300);
    const message = { en: `${place} could not be asked: ${why}`, zh: `无法查询 ${place}：${why}` };
    return [{ check: 'git-push', status: 'warn', target: place, message }];
  }
  const found = new Map<string, string>();
  for (const line of listed.split('\n')) {
    const [hash, ref] = line.split('\t');
    if (hash !== undefined && ref !== undefined) found.set(ref, hash);
  }
  return refs.map(({ ref, hash }) => {
    const there = found.get(ref) ?? null;
    const target = `${place} ${ref}`;
    const shown = there?.slice(0, 12) ?? 'missing';
    if (there === hash) {
      return result('pass', target, { en: `${target} is ${shown}`, zh: `${target} 为 ${shown}` });
    }
    const wanted = hash?.slice(0, 12) ?? 'missing';
    return result('fail', target, {
      en: `${target} is ${shown}, but should be ${wanted}`,
      zh: `${target} 为 ${shown}，应为 ${wanted}`,
    });
  });
}

async function userDefault(remote: SimpleGit): Promise<string | null> {
  try {
    return (await remote.raw('config', '--get', 'push.default')).trim() || null;
  } catch {
    return null;
  }
}

function withoutPassword(text: string): string {
  return text.replaceAll(/:\/\/[^/@\s]*@/g, '://…@');
}

function notChecked(message: LocalizedText): CheckResult {
  return { check: 'git-push', status: 'not-checked', message };
}

function result(status: 'pass' | 'fail', target: string, message: LocalizedText): CheckResult {
  return { check: 'git-push', status, target, message };
}
