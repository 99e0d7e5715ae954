import type { Severity } from '../detection.js';
import { foldText } from '../normalise/folded-text.js';
import type { PhraseMatch, PhraseMatcher } from './phrase-matcher.js';
import type { InstructionReader } from './structural-finding.js';

/** Orders take a verb and an object; what is shorter gives none. */
const SHORTEST_ORDER = 8;
/** What may be read of the hidden and encoded parts of one text, in units of eight characters and a start. */
const READING_BUDGET = 60_000;
const ATTEMPTS_PER_PART = 2_000;

/** Reads the parts of one text for orders, within a budget for them all. */
export interface BudgetedReader {
  readonly reads: InstructionReader;
  /** Whether a part went unread because the budget had run out. */
  readonly isExhausted: () => boolean;
}

/** A reader for the hidden and encoded parts of one text. */
export function createInstructionReader(matcher: PhraseMatcher): BudgetedReader {
  let budget = READING_BUDGET;
  let isExhausted = false;
  return {
    reads(part) {
      if (part.length < SHORTEST_ORDER) return 0;
      budget -= 1 + (part.length >> 3);
      if (budget < 0) {
        isExhausted = true;
        return 0;
      }
      const matches: PhraseMatch[] = [];
      matcher.match(foldText(part), matches, ATTEMPTS_PER_PART);
      return matches.reduce<0 | Severity>(
        (most, { rule }) => (rule.severity > most ? rule.severity : most),
        0,
      );
    },
    isExhausted: () => isExhausted,
  };
}
