import { isAbsolute, join, resolve, sep } from 'node:path';
import { meaningsOf } from './target-meanings.js';
import { workTreeOf } from './git-state.js';
import type { Effect, ToolCall } from '@sentinel-agentos/core';

/** A path that a call may change. */
export interface CallTarget {
  readonly path: string;
  /** The call may delete it: then a folder is remembered with everything in it. */
  readonly deletes: boolean;
  /** A link at its end is followed by the call. */
  readonly follows: boolean;
  /** Where what is deleted is told no better than by a folder: the patterns below it. Without them, all of it. */
  readonly patterns?: readonly string[];
}

export interface CallTargets {
  readonly targets: readonly CallTarget[];
  readonly uncovered: readonly { readonly path: string; readonly reason: string }[];
}

const SINK = /^\/dev\/(?:null|zero|full|tty|stdin|stdout|stderr|fd\/\d+|pts\/\d+)$/;

/** Devices that swallow what is written to them: nothing to remember and nothing to verify. */
export function isSink(path: string): boolean {
  return SINK.test(path);
}

/**
 * What the effects and claims of a call say that it changes, wildcards looked up on the disk; null when that is
 * nothing. `git reset --hard`, `git clean` and their like may change every file of the work tree but git's own.
 */
export function callTargets(call: ToolCall, effects: readonly Effect[]): CallTargets | null {
  const targets = new Map<string, CallTarget>();
  const uncovered: { path: string; reason: string }[] = [];
  const add = (path: string, deletes: boolean, pattern: string | null = null): void => {
    const known = targets.get(path);
    const deleted = known?.deletes === true ? known : null;
    const isWhole = pattern === null || (deleted !== null && deleted.patterns === undefined);
    const more = isWhole ? undefined : [...(deleted?.patterns ?? []), pattern];
    const patterns = deletes ? more : deleted?.patterns;
    targets.set(path, {
      path,
      deletes: deletes || known?.deletes === true,
      follows: !deletes || known?.follows === true,
      ...(patterns && { patterns }),
    });
  };
  const addNamed = (given: string, deletes: boolean): void => {
    const reason = unusable(given);
    if (reason !== null) uncovered.push({ path: given, reason });
    else {
      const named = resolve(given);
      for (const path of meaningsOf(named)) add(path, deletes, patternIn(path, named));
    }
  };
  for (const effect of effects) {
    const { verb, target, scope, remote } = effect;
    const anywhere = (verb === 'vcs.rewrite' && !remote) || (verb === 'fs.delete' && target === '');
    const changes = verb === 'fs.write' || verb === 'fs.chmod' || verb === 'fs.delete';
    if (anywhere && scope === 'workspace' && isAbsolute(call.cwd)) {
      add(workTreeOf(call.cwd) ?? resolve(call.cwd), false);
    } else if (changes && !isSink(target)) {
      addNamed(inWorkspace(effect, call.cwd), verb === 'fs.delete');
    }
  }
  for (const claim of call.claims) {
    addNamed(claim.path === '' ? '' : resolve(call.cwd, claim.path), claim.change === 'delete');
  }
  return targets.size === 0 && uncovered.length === 0 ? null : { targets: [...targets.values()], uncovered };
}

/** What of a folder a target means, where no more than the folder is told. */
function patternIn(folder: string, target: string): string | null {
  const below = folder.endsWith(sep) ? folder : folder + sep;
  return target.startsWith(below) ? target.slice(below.length) : null;
}

/** Programs name paths as they see them: `git checkout -- src` means the one in the call's own folder. */
function inWorkspace({ target, scope }: Effect, cwd: string): string {
  const isRelative =
    target !== '' && !isAbsolute(target) && !target.startsWith('…') && !target.includes('\0');
  return isRelative && scope === 'workspace' && isAbsolute(cwd) ? join(cwd, target) : target;
}

/** A path with half of a surrogate pair would be written as another name than it reads. */
function unusable(path: string): string | null {
  if (path === '' || path.startsWith('…')) return 'the call does not say which path';
  if (path.includes('\0') || /\p{Surrogate}/u.test(path)) return 'it is not a valid path';
  return isAbsolute(path) ? null : 'it is not an absolute path';
}
