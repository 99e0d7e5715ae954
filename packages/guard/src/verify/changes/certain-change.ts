import { isIn } from '../../snapshot/target-limits.js';
import { programName, readCommands } from '../commands/call-commands.js';
import { plainChain } from '../commands/plain-commands.js';
import { textParam } from '../commands/text-param.js';
import type { CheckRequest } from '../check.js';
import type { Effect, Evidence, Params } from '@sentinel-agentos/core';
import type { ReadCommand } from '../../effects/effect-reading.js';

/** A tool that is only to show what it would do. */
const DRY_RUN = /^(?:dry_?run|preview|preview_?only|what_?if|simulate)$/i;

/** What certainty is read from. */
export type ChangeSource = Pick<CheckRequest, 'call' | 'effects' | 'workspaceRoot'>;

/**
 * Programs that do what they are told or fail, by the options with which that holds. Others, and these with options
 * such as `-i`, `-n` or `--ignore-fail-on-non-empty`, may rightly leave everything as it was.
 */
const DOES_IT: ReadonlyMap<string, RegExp> = new Map([
  ['rm', /^-[rRfvd]+$|^--(?:recursive|force|verbose)$/],
  ['unlink', /^--$/],
  ['rmdir', /^--$/],
  ['mv', /^-[fvT]+$/],
  ['cp', /^-[rRfapvTdLP]+$/],
  ['mkdir', /^-[pv]+$/],
  ['touch', /^--$/],
  ['tee', /^-a$/],
  ['sed', /^-[iEernsz]+$/],
  ['del', /^\/[qfs]$/i],
  ['remove-item', /^-(?:recurse|force|path|literalpath)$/i],
  ['set-content', /^-(?:path|literalpath|value)$/i],
]);

/** Programs that change no file by themselves, and let what follows run. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set(
  'cd echo printf true : pwd ls cat sleep date'.split(' '),
);

/**
 * Tells of each effect of a call whether it must have come to pass when the call succeeded. What a tool for files is
 * told, it does. Of commands only one thing is certain: the change of a text that is simple commands one after another,
 * by a program that does it or fails, when nothing behind it runs without it, and none of the others may take it back.
 * Everything else may hang on a condition, or be undone by what comes after it.
 */
export function certainChanges(source: ChangeSource): (effect: Effect) => boolean {
  const { call, effects } = source;
  if (Object.entries(call.params).some(([name, value]) => DRY_RUN.test(name) && value === true))
    return () => false;
  if (readCommands(source).every(({ evidence }) => evidence.param === '')) {
    const code = new Set(
      effects.flatMap(({ verb, evidence }) => (verb === 'code.exec' ? evidence.param : [])),
    );
    return ({ evidence }) => !code.has(evidence.param);
  }
  const chain = plainChain(source) ?? [];
  const placeOf = ({ evidence }: Effect): number =>
    chain.length === 1 ? 0 : chain.findIndex(({ command }) => holds(command.evidence, evidence));
  return (effect) => {
    const at = placeOf(effect);
    const own = chain[at]?.command;
    if (own === undefined || !(doesIt(own) || isRedirected(effect, call.params))) return false;
    if (!chain.slice(at, -1).every(({ isCondition }) => isCondition)) return false;
    const others = chain.filter((_, index) => index !== at);
    return (
      others.every(({ command }) => doesIt(command) || CHANGES_NOTHING.has(programName(command.argv[0]))) &&
      !effects.some((other) => placeOf(other) !== at && mayUndo(other, effect))
    );
  };
}

const CHANGES: ReadonlySet<string> = new Set(['fs.write', 'fs.delete']);

function doesIt({ argv: [name, ...args] }: ReadCommand): boolean {
  const options = DOES_IT.get(programName(name));
  return options !== undefined && args.every((arg) => arg !== null && isMild(arg, options));
}

/** Whether a target is written by `>`, which happens before the program is even found. */
function isRedirected({ evidence: { param, start } }: Effect, params: Params): boolean {
  return />[|>]?\s*$/.test((textParam(params, param) ?? '').slice(Math.max(0, start - 20), start));
}

function holds(outer: Evidence, inner: Evidence): boolean {
  return outer.param === inner.param && outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether what another command does may make or take away what one does: around it, or in a folder that it deletes. */
function mayUndo(other: Effect, { verb, target }: Effect): boolean {
  if (!CHANGES.has(other.verb) || other.target === target) return false;
  return isIn(target, other.target) || (verb === 'fs.delete' && isIn(other.target, target));
}

/** Whether a word is no option, or one of those. */
function isMild(arg: string, options: RegExp): boolean {
  const isOption = (/^-./.test(arg) && arg !== '--') || /^\/[a-z]$/i.test(arg);
  return !isOption || options.test(arg);
}
