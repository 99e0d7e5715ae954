/** One candidate line of the context. */
export interface ContextLine {
  /** Without the leading dash; already safe as data. */
  readonly text: string;
  /** Two lines with the same key say the same; only the first is shown. */
  readonly key: string;
}

/** A section of the context and its candidate lines, the most useful first. */
export interface ContextSection {
  readonly heading: string;
  /** Share of the budget it may fill before the other sections have had theirs. */
  readonly quota: number;
  readonly lines: readonly ContextLine[];
}
