import type { EffectShape } from '../effect-shape.js';
import type { HardRule } from '../hard-findings.js';
import type { PipeInput, Session } from './session.js';
import type { Value } from './value.js';

/**
 * What the value of a parameter is to its cmdlet. Like the roles of programs; `delete` takes everything below when
 * `-Recurse` is given, `code` is a script block or text that runs, `pipe` what would come through a pipe.
 */
export type CmdletRole =
  | 'text'
  | 'read'
  | 'read-tree'
  | 'write'
  | 'append'
  | 'make'
  | 'delete'
  | 'run'
  | 'url'
  | 'send'
  | 'send-text'
  | 'code';

/** Effect of a cmdlet under a condition. The first case that fits decides. */
export interface CmdletCase {
  /** Any of these parameters or switches (full names, separated by spaces) is given. */
  readonly has?: string;
  /** The values given, joined by spaces, match. */
  readonly text?: RegExp;
  readonly effect: EffectShape | null;
  readonly finding?: HardRule;
}

/** One cmdlet as data. */
export interface CmdletRow {
  /** Parameters that take a value, by full name (several separated by spaces), and what it is. */
  readonly parameters?: Readonly<Record<string, CmdletRole>>;
  /** Parameters that take none, separated by spaces. */
  readonly switches?: string;
  /** Parameters that plain words are for, in order; the last takes all further ones. */
  readonly positions?: string;
  /** The parameter that what comes through a pipe is for. */
  readonly pipe?: string;
  readonly effect?: EffectShape;
  readonly cases?: readonly CmdletCase[];
  /** What it prints: `inputs` (made of what it read, the default), `same` (what came in), `other` (nothing of it). */
  readonly output?: 'inputs' | 'same' | 'other';
  /** Reads what roles and cases can't say. Runs after them. What it returns is the output. */
  readonly read?: (call: CmdletCall) => readonly Value[] | undefined;
}

/** The cmdlets of one domain by name, in lower case. Several names separated by spaces share a row. */
export type CmdletTable = Readonly<Record<string, CmdletRow>>;

/** One cmdlet being run. */
export interface CmdletCall {
  readonly name: string;
  /** Values by full parameter name in lower case; switches have `True`. */
  readonly given: ReadonlyMap<string, Value>;
  readonly session: Session;
  readonly input: PipeInput;
  /** What was read by role; null when nothing was. */
  readonly content: Value | null;
}

/** Whether a parameter or switch is given. */
export function isGiven(call: Pick<CmdletCall, 'given'>, names: string): boolean {
  return names.split(' ').some((name) => call.given.has(name.toLowerCase()));
}

/** Value of the first of the parameters that is given, or null. */
export function valueOf(call: Pick<CmdletCall, 'given'>, names: string): Value | null {
  for (const name of names.split(' ')) {
    const value = call.given.get(name.toLowerCase());
    if (value !== undefined) return value;
  }
  return null;
}
