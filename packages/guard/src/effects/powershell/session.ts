import type { Evidence } from '@sentinel-agentos/core';
import type { Data } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import { spend } from '../shell/spend.js';
import type { Block, Expression, Statement } from './syntax.js';
import type { Value } from './value.js';

/** The parts of the reader that call one another, handed around so that no file imports a file that imports it. */
export interface PowerShellEngine {
  statements(statements: readonly Statement[], session: Session): readonly Value[];
  evaluate(expression: Expression, session: Session): Value;
  /** Runs a block. `same` keeps what it sets in the session. */
  block(block: Block, session: Session, call?: BlockCall): readonly Value[];
  /** Reads text as code. */
  text(text: Data, session: Session, same: boolean): readonly Value[];
  /** Runs a command whose name is a value. */
  command(head: Value, args: readonly GivenArgument[], session: Session, input: PipeInput): readonly Value[];
}

export interface BlockCall {
  readonly args?: readonly GivenArgument[];
  /** What `$_` is. */
  readonly item?: Value;
  readonly same?: boolean;
}

/** An argument after evaluation. */
export interface GivenArgument {
  /** Name of a parameter, without its dash; null for a plain value. */
  readonly name: string | null;
  /** The value given with it, or the plain value; null for a name alone. */
  readonly value: Value | null;
  /** The word as another program would get it. */
  readonly raw: Value;
}

/** What comes through a pipe; `from` is false where there is none. */
export interface PipeInput {
  readonly from: boolean;
  readonly values: readonly Value[];
  /** Some unknown ones among the values go on. */
  readonly filtered?: boolean;
}

/** State of one PowerShell while its text is read. */
export interface Session {
  readonly engine: PowerShellEngine;
  readonly shell: Shell;
  readonly io: Io;
  /** Every value a variable may have here, by name in lower case. */
  variables: Map<string, readonly Value[]>;
  readonly functions: Map<string, Block>;
  readonly aliases: Map<string, string>;
  /** What the current command is written as. */
  evidence: Evidence;
  readonly depth: number;
  /** Functions being run. */
  readonly calls: readonly Block[];
  /** Inside a loop that nothing ends. */
  readonly endless: boolean;
  /** Which alternative of a variable is looked at, and the most that any had so far. */
  choice: number;
  choices: number;
}

export const NO_INPUT: PipeInput = Object.freeze({ from: false, values: [] });

/** A session for code whose variables stay inside. */
export function childSession(session: Session, changes: Partial<Session> = {}): Session {
  return {
    ...session,
    variables: new Map(session.variables),
    functions: new Map(session.functions),
    aliases: new Map(session.aliases),
    ...changes,
  };
}

/** Takes from the reading what parsing a text costs. False when nothing is left. */
export function spendText(text: string, { shell, evidence }: Session): boolean {
  return spend(shell.reading, 1 + (text.length >> 6), evidence);
}

/** What copying a session's names costs. */
export function copyingCost({ variables, functions, aliases }: Session): number {
  return (variables.size + functions.size + aliases.size) >> 5;
}

/** Reads something that may not run: afterwards each variable may have its old or its new value. */
export function maybe<T>(session: Session, read: () => T): T {
  const before = session.variables;
  session.variables = new Map(before);
  const result = read();
  session.variables = merged(before, session.variables);
  return result;
}

/** Reads alternatives that all begin with the same variables; `orNone` when it may be that none runs. */
export function oneOf(session: Session, reads: readonly (() => void)[], orNone: boolean): void {
  const before = session.variables;
  let after = orNone ? before : null;
  for (const read of reads) {
    session.variables = new Map(before);
    read();
    after = after === null ? session.variables : merged(after, session.variables);
  }
  session.variables = after ?? before;
}

/** Both sets of variables: each has every value that it has in one of them. */
export function merged(
  a: Map<string, readonly Value[]>,
  b: Map<string, readonly Value[]>,
): Map<string, readonly Value[]> {
  const all = new Map(a);
  for (const [name, values] of b) {
    const other = a.get(name);
    if (other === undefined || other === values) {
      all.set(name, values);
      continue;
    }
    const more = values.filter(
      (value) => !other.some((each) => each.text === value.text && each.taint === value.taint),
    );
    all.set(name, [...other, ...more].slice(-8));
  }
  return all;
}
