import { programName, readCommands } from '../commands/call-commands.js';
import { soleCommand } from '../commands/plain-commands.js';
import { textParam } from '../commands/text-param.js';
import type { CheckRequest } from '../check.js';
import type { Effect } from '@sentinel-agentos/core';

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

/**
 * Tells of each effect of a call whether it must have come to pass when the call succeeded. What a tool for files is
 * told, it does. Of a command or a program only one thing is certain: the change of a text that is one simple
 * command, by a program that does it or fails. Everything else may hang on a condition, or be undone by what comes
 * after it.
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
  const command = soleCommand(source);
  if (command === null) return () => false;
  const [name, ...args] = command.argv;
  const options = DOES_IT.get(programName(name));
  const doesIt = options !== undefined && args.every((arg) => arg !== null && isMild(arg, options));
  return ({ evidence: { param, start } }) =>
    doesIt || />[|>]?\s*$/.test((textParam(call.params, param) ?? '').slice(Math.max(0, start - 20), start));
}

/** Whether a word is no option, or one of those. */
function isMild(arg: string, options: RegExp): boolean {
  const isOption = (/^-./.test(arg) && arg !== '--') || /^\/[a-z]$/i.test(arg);
  return !isOption || options.test(arg);
}
