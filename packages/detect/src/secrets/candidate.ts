/** What a rule's pattern matched, before its validator judged it. Offsets are UTF-16 units in `text`. */
export interface Candidate {
  readonly text: string;
  readonly anchorStart: number;
  readonly anchorEnd: number;
  /** All that the pattern matched. */
  readonly matchStart: number;
  readonly matchEnd: number;
  /** The secret itself. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** What stands between a name and its value, where the rule has an operator. Empty without one. */
  readonly operator: string;
  /** Whether the value stands in quotes. */
  readonly quoted: boolean;
}
