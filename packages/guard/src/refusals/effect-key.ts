import { basename } from 'node:path/posix';
import type { Effect, Evidence } from '@sentinel-agentos/core';
import type { ReadCommand } from '../effects/effect-reading.js';

/** Stands in a target for a part that the text of the call did not tell. */
const UNTOLD = '…';
/** Nobody knows what these do, so two of them are never known to do the same. */
const NAMELESS: ReadonlySet<Effect['verb']> = new Set(['unknown']);
/** Commands of one nested text that may have had an effect without a target. */
const MAX_COMMANDS = 8;
const EVERYTHING_IN = /(?<=.)\/\.?\*$|(?<=^\/)\.?\*$/u;

/** The call that an effect belongs to, as far as its keys need it. */
export interface KeyContext {
  readonly tool: string;
  readonly commands: () => readonly ReadCommand[];
}

/**
 * What an effect does, independent of how the call says it: verb, scope and the target in one spelling. Another
 * order of flags, another tool, a link, quotes or a `cd` before it give the same key, because targets are
 * resolved before they get here. An effect without a target gets the words of its command instead (`npm publish`):
 * the verb alone would make every publication the same one. None where neither is known, and none where the name
 * of the tool stands for the target: two payments are not the same payment.
 */
export function effectKeys(effect: Effect, { tool, commands }: KeyContext): readonly string[] {
  const { verb, scope, target } = effect;
  if (NAMELESS.has(verb) || target.includes(UNTOLD) || target === tool) return [];
  const targets = target === '' ? commandNames(effect.evidence, commands()) : [canonicalTarget(effect)];
  return targets.map((each) => `${verb} ${scope} ${each}`);
}

/** The keys under which an earlier refusal of the same is looked for. To replace a file's content is to lose it. */
export function sameOrWorse(effect: Effect, context: KeyContext): readonly string[] {
  const keys = effectKeys(effect, context);
  const loses = effect.reversibility === 'irreversible' || effect.reversibility === 'hard';
  return effect.verb === 'fs.write' && loses
    ? [...keys, ...effectKeys({ ...effect, verb: 'fs.delete' }, context)]
    : keys;
}

function canonicalTarget({ verb, target }: Effect): string {
  // All that a folder holds, and the folder.
  if (target.startsWith('/')) return target.replace(EVERYTHING_IN, '').replace(/(?<=.)\/+$/u, '');
  const host = hostOf(target);
  if (host !== null && (verb === 'net.send' || verb === 'secret.read')) return host;
  const words = target.trim().split(/\s+/u);
  if (verb.startsWith('vcs.')) return words.map(remoteRef).join(' ');
  return verb.startsWith('db.') ? target.replaceAll(/["`[\]]/gu, '').toLowerCase() : words.join(' ');
}

/** `+HEAD:refs/heads/main` and `main` name the same branch of a remote. */
function remoteRef(word: string): string {
  return word
    .replace(/^\+/u, '')
    .replace(/^[^:/]*:(?=.)/u, '')
    .replace(/^refs\/heads\//u, '');
}

function hostOf(target: string): string | null {
  return /^[a-z][a-z\d+.-]*:\/\/(?:[^@/?#]*@)?([^/?#:]+)/iu.exec(target)?.[1]?.toLowerCase() ?? null;
}

/** Program and subcommand of each command that stands at a place: `npm publish` for `sudo npm publish --tag x`. */
function commandNames(at: Evidence, commands: readonly ReadCommand[]): readonly string[] {
  const names = commands
    .filter(
      ({ evidence }) => evidence.param === at.param && evidence.start === at.start && evidence.end === at.end,
    )
    .slice(0, MAX_COMMANDS)
    .map(({ argv }) => argv.filter((word) => word !== null && word !== '' && !/^-|^\w+=/u.test(word)))
    .filter((words) => words.length > 0)
    .map(([program, subcommand]) => [basename(program ?? ''), subcommand ?? ''].join(' ').trim());
  return [...new Set(names)];
}
