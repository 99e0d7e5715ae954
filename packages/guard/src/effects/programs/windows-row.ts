import type { EffectShape } from '../effect-shape.js';
import type { HardRule } from '../hard-findings.js';
import type { Data } from '../shell/data.js';
import type { Invocation } from './invocation.js';
import type { ProgramRow } from './program-row.js';

/** Effect of a program of Windows when its arguments read so. The first case that fits decides. */
export interface WindowsCase {
  /** Over the arguments in lower case, joined by spaces. */
  readonly args: RegExp;
  /** Null: no effect of its own. */
  readonly effect: EffectShape | null;
  readonly finding?: HardRule;
}

interface WindowsRow {
  readonly cases?: readonly WindowsCase[];
  /** When no case fits. */
  readonly effect?: EffectShape;
  /** Reads what cases can't say. */
  readonly read?: (invocation: Invocation) => Data | undefined;
}

/** Longest arguments that cases look at. */
const MAX_ARGUMENTS = 4096;

/** The arguments of an invocation as one line in lower case, with one slash before a switch. */
export function argumentLine({ args }: Invocation): string {
  return args
    .map((arg) => arg.text.replace(/^\/\//, '/'))
    .join(' ')
    .toLowerCase()
    .slice(0, MAX_ARGUMENTS);
}

/** A row for a program whose switches begin with a slash. */
export function windowsRow(row: WindowsRow): ProgramRow {
  return {
    style: 'long',
    output: 'other',
    read: (invocation) => {
      const line = argumentLine(invocation);
      if (/(?:^|\s)\/\?$/.test(line)) return undefined;
      const { sink } = invocation.shell.reading;
      const found = row.cases?.find(({ args }) => args.test(line));
      const effect = found === undefined ? row.effect : found.effect;
      if (effect !== undefined && effect !== null)
        sink.effect(effect, line.slice(0, 200), invocation.evidence);
      if (found?.finding !== undefined) sink.finding(found.finding, invocation.evidence, line);
      return row.read?.(invocation);
    },
  };
}
