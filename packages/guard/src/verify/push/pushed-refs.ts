import { callCommands } from '../commands/call-commands.js';
import { resolve } from 'node:path';
import { asksForDryRun } from '../../effects/programs/dry-run.js';
import type { CallCommand } from '../commands/call-commands.js';
import type { CheckRequest } from '../check.js';

/** What one `git push` was to send. */
export interface Push {
  /** Absolute path of the folder that it ran in. */
  readonly folder: string;
  /** Name or address; null for the one that the repository's configuration says. */
  readonly remote: string | null;
  /** Empty for what the configuration says. */
  readonly refs: readonly PushedRef[];
}

export interface PushedRef {
  /** As written; null where the ref was to be deleted. */
  readonly from: string | null;
  /** As written; null where it is the same as `from`. */
  readonly to: string | null;
}

/** Global options of git that take the next word. */
const TAKES_WORD = new Set(['-c', '--exec-path', '--namespace', '--config-env']);
const PUSH_TAKES_WORD = new Set(['-o', '--push-option', '--receive-pack', '--exec']);
/** They send more than the refs that are named, or to somewhere else. */
const SENDS_MORE =
  /^--(?:all|branches|mirror|tags|prune|repo(?:=.*)?|recurse-submodules=(?:on-demand|only))$/;

/** The pushes of a call; null for one whose words do not tell what it sends. */
export function readPushes(request: CheckRequest): readonly (Push | null)[] {
  const pushes = callCommands(request).flatMap((command) => {
    const push = command.program === 'git' ? readGit(command) : undefined;
    return push === undefined ? [] : [push];
  });
  if (pushes.length > 0) return pushes;
  // A tool of its own, whose parameters name the remote and the ref.
  const { call, effects } = request;
  return effects.flatMap(({ verb, target }) =>
    verb === 'vcs.push' ? [toPush(call.cwd, target.split(' ').filter(Boolean), false)] : [],
  );
}

/** Undefined for what is no push, or a dry run. */
function readGit({ args, folder: start }: CallCommand): Push | null | undefined {
  let folder = start;
  let alias: string | null = null;
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at];
    if (word === null || word === undefined) return undefined;
    if (!word.startsWith('-')) break;
    if (word === '-C') {
      const to = args[at + 1];
      folder = folder === null || typeof to !== 'string' ? null : resolve(folder, to);
    }
    if (word === '-c') alias = /^alias\.([^=]+)=.*\bpush\b/s.exec(args[at + 1] ?? '')?.[1] ?? alias;
    if (/^--(?:git-dir|work-tree)/.test(word)) folder = null;
    if (word === '-C' || TAKES_WORD.has(word)) at += 1;
  }
  // Which words the alias adds to the push is not read.
  if (alias !== null && args[at] === alias) return null;
  if (args[at] !== 'push') return undefined;
  if (asksForDryRun(args.slice(at), '-n')) return undefined;
  const operands: string[] = [];
  let deletes = false;
  for (at += 1; at < args.length; at += 1) {
    const word = args[at];
    if (word === null || word === undefined || SENDS_MORE.test(word)) return null;
    if (word === '-d' || word === '--delete') deletes = true;
    if (PUSH_TAKES_WORD.has(word)) at += 1;
    else if (!word.startsWith('-')) operands.push(word);
  }
  return folder === null ? null : toPush(folder, operands, deletes);
}

function toPush(folder: string, [remote, ...specs]: readonly string[], deletes: boolean): Push | null {
  const refs = specs.map((spec) => toRef(spec, deletes));
  if (refs.some((ref) => ref === null)) return null;
  return { folder, remote: remote ?? null, refs: refs.flatMap((ref) => ref ?? []) };
}

/** `[+]from[:to]`; patterns and negative ones name no single ref. */
function toRef(spec: string, deletes: boolean): PushedRef | null {
  if (/[*^]|^-|\0/.test(spec) || spec === 'tag' || spec === ':' || spec === '+:') return null;
  if (deletes) return { from: null, to: spec };
  const [from = '', to] = spec.replace(/^\+/, '').split(':');
  if (to === '') return null;
  if (from === '') return to === undefined ? null : { from: null, to };
  return { from, to: to ?? null };
}
