import type { Language } from './role.js';

/**
 * What a value that runs is to its program.
 *
 * | kind | the value is |
 * |---|---|
 * | `helper` | a command that others give honestly too: a pager, an editor, a compressor. A shell in its place is an escape |
 * | `command` | a command that nobody has a reason to run this way |
 * | `plugin` | a file that is loaded as code. One from outside of the project is an escape |
 * | a language | program text in it |
 */
export type EscapeKind = 'helper' | 'command' | 'plugin' | Language;

/** One way in which a program can be made to run something that it is not there for. */
export interface ProgramEscape {
  /** Options by spelling (several separated by spaces) whose value runs. */
  readonly options?: string;
  /** Only where one of these words (separated by spaces) stands among the arguments, such as a subcommand. */
  readonly with?: string;
  /** Arguments of this shape run something: the first group that matched, else all of it. */
  readonly argument?: RegExp;
  /** Lines of standard input that run something: the first group that matched. Must have the flags `gm`. */
  readonly typed?: RegExp;
  /** What the value is. Default `helper`. */
  readonly as?: EscapeKind;
}

/** All that is known of how a program is escaped from. */
export interface EscapeRow {
  readonly ways?: readonly ProgramEscape[];
  /** It opens a shell when it has no more operands than this, and no argument matches `unless`. */
  readonly opensShell?: { readonly operands: number; readonly unless?: RegExp };
  /** It waits for typed input when it has none: a shell named further down would be opened from inside it. */
  readonly console?: true;
  /** Whether an argument that names a shell by its path makes it start that shell. */
  readonly mentions?: true;
}

/** Ways out of programs by name. Several names separated by spaces share a row. */
export type EscapeTable = Readonly<Record<string, EscapeRow>>;
