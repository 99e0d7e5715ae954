/** A word of a command line, quotes taken off. */
export interface ShellWord {
  readonly kind: 'word';
  readonly text: string;
  /** Its value is known only when it runs: it holds a variable, a substitution or a pattern. */
  readonly dynamic: boolean;
  /** Tokens of the command lines in it: `$(…)`, backticks, `<(…)`. */
  readonly nested: readonly (readonly ShellToken[])[];
  /** Anything of it stood in quotes: then it is no reserved word. */
  readonly quoted: boolean;
}

/** What stands between words. `end` is a line break or `;`. */
export interface ShellOperator {
  readonly kind: 'operator';
  readonly text: 'end' | '&' | '&&' | '||' | '|' | '(' | ')';
}

/** A redirection; the word after it is its target. */
export interface ShellRedirection {
  readonly kind: 'redirection';
  readonly text: string;
}

export type ShellToken = ShellWord | ShellOperator | ShellRedirection;
