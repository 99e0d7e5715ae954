/** A program that decides about the guard, and all that an agent may do with it: to look. */
export interface OwnProgram {
  /** Breaking which rule it is to do anything else. */
  readonly rule: 'state.person' | 'state.host';
  /** A name, a path, a package with a version, a file of the package, or a script on Windows. */
  readonly program: RegExp;
  /** Options that may stand before the command and take the next word. */
  readonly valueOptions: ReadonlySet<string>;
  /** Whether the program without a command changes nothing. */
  readonly barely: boolean;
  /** Commands that only look, of one word or two, and what they must hold or must not. */
  readonly looks: ReadonlyMap<string, Look>;
}

/** What makes a command one that looks. No condition: it always is. */
export interface Look {
  /** A word that must be there. */
  readonly needs?: string;
  /** Words that must not be there; nor one that nobody knows, which may be any of them. */
  readonly not?: readonly string[];
  /** Whether only options follow, because some word would be another command. */
  readonly alone?: boolean;
}
