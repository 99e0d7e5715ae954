/**
 * What inline program text does, as patterns over its text.
 *
 * | as | what follows the pattern is |
 * |---|---|
 * | `command` | a string: a shell command |
 * | `rest` | a command up to the end of the line |
 * | `argv` | strings: a command and its arguments; one string alone that holds spaces is a shell command |
 * | `delete` `delete-tree` `read` `write` | a string: a path |
 * | `move` | a string: a path that stands elsewhere afterwards |
 * | `open` | a path, and how it is opened |
 * | `kill` | a process |
 * | `sql` | a string: SQL statements, where it reads like one that changes something |
 */
export interface CodePattern {
  readonly as:
    | 'command'
    | 'rest'
    | 'argv'
    | 'delete'
    | 'delete-tree'
    | 'read'
    | 'write'
    | 'move'
    | 'open'
    | 'kill'
    | 'sql';
  /** Ends where the first argument begins. */
  readonly call: RegExp;
  /** Only in text in which this stands too. */
  readonly needs?: RegExp;
}

/** What is known of a language. */
export interface LanguageFacts {
  readonly patterns: readonly CodePattern[];
  /** Starts processes in ways whose command is not a literal. */
  readonly spawns: RegExp;
  /** Names the means by which processes are started. */
  readonly processes: RegExp;
  /** Deletes files whose names are computed. */
  readonly deletes: RegExp;
  /** Writes files whose names are computed. */
  readonly writes?: RegExp;
  /** Text that is decoded and run as code. */
  readonly hidden: RegExp;
  /** In a one-liner: code that is put together while it runs. */
  readonly assembled: RegExp;
  readonly network: RegExp;
  /** Opens a connection by hand, and hands something to a shell: together a reverse shell. */
  readonly socket: RegExp;
  readonly shell: RegExp;
}

/** Matches nothing. */
export const NEVER: RegExp = /(?!)/;
