import { isAbsolute, resolve } from 'node:path';
import type { Effect, ToolCall } from '@sentinel-agentos/core';

/** A path that a call may change. */
export interface CallTarget {
  readonly path: string;
  /** The call may delete it: then a folder is remembered with everything in it. */
  readonly deletes: boolean;
  /** A link at its end is followed by the call. */
  readonly follows: boolean;
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

/** What the effects and claims of a call say that it changes; null when that is nothing. */
export function callTargets(call: ToolCall, effects: readonly Effect[]): CallTargets | null {
  const targets = new Map<string, CallTarget>();
  const uncovered: { path: string; reason: string }[] = [];
  const add = (given: string, deletes: boolean): void => {
    const reason = unusable(given);
    if (reason !== null) {
      uncovered.push({ path: given, reason });
      return;
    }
    const path = resolve(given);
    const known = targets.get(path);
    targets.set(path, {
      path,
      deletes: deletes || known?.deletes === true,
      follows: !deletes || known?.follows === true,
    });
  };
  for (const effect of effects) {
    const changes = effect.verb === 'fs.write' || effect.verb === 'fs.chmod' || effect.verb === 'fs.delete';
    if (changes && !isSink(effect.target)) add(effect.target, effect.verb === 'fs.delete');
  }
  for (const claim of call.claims) {
    add(claim.path === '' ? '' : resolve(call.cwd, claim.path), claim.change === 'delete');
  }
  return targets.size === 0 && uncovered.length === 0 ? null : { targets: [...targets.values()], uncovered };
}

/** A path with half of a surrogate pair would be written as another name than it reads. */
function unusable(path: string): string | null {
  if (path === '') return 'the call does not say which path';
  if (path.includes('\0') || /\p{Surrogate}/u.test(path)) return 'it is not a valid path';
  return isAbsolute(path) ? null : 'it is not an absolute path';
}
