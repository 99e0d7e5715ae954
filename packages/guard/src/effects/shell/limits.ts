/** Bounds of one reading. Past any of them the reading says so in a finding; it never goes on silently. */
export const LIMITS: Readonly<
  Record<
    | 'text'
    | 'depth'
    | 'commands'
    | 'parts'
    | 'partOfText'
    | 'nesting'
    | 'words'
    | 'paths'
    | 'redirections'
    | 'documents'
    | 'alternatives'
    | 'braces'
    | 'value',
    number
  >
> = Object.freeze({
  /** UTF-16 units of one shell text. */
  text: 128 * 1024,
  /** Shells, functions and carriers inside one another. */
  depth: 32,
  /** Simple commands read in one call, loops and functions unrolled. */
  commands: 400,
  /** Parts of words (quotes, expansions, patterns) evaluated in one call. */
  parts: 2_000,
  /** UTF-16 units that cost as much as one part where a text is looked at more than once. */
  partOfText: 16,
  /** Expansions inside one another in one word. */
  nesting: 40,
  /** Arguments of one command. */
  words: 2_048,
  /** Paths looked at in one call. */
  paths: 800,
  /** Redirections of one command. */
  redirections: 128,
  /** Documents (`<<`) that one text may open: the parser looks for the end of each anew. */
  documents: 256,
  /** Values one variable may have at a place, from branches and loops. */
  alternatives: 8,
  /** Words that one braced word may become. */
  braces: 64,
  /** UTF-16 units of a value that is carried along. */
  value: 16 * 1024,
});
