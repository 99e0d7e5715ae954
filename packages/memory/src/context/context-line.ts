import type { Trust } from '../trust.js';
import { clipEnd } from '../text/clip-text.js';
import { dataLine } from '../text/data-line.js';
import { dateOf } from './date-of.js';
import { latePattern } from '../text/late-pattern.js';

const punctuation: () => RegExp = latePattern(String.raw`[\s\p{P}]+`, 'gu');
const oddInSource: () => RegExp = latePattern(String.raw`[^\p{L}\p{M}\p{N}._:/@#-]+`, 'gu');

/** One candidate line of the context. */
export interface ContextLine {
  /** Without the leading dash; already safe as data. */
  readonly text: string;
  /** Two lines with the same key say the same; only one of them is shown. */
  readonly key: string;
  /** What showing it is worth, above 0. Lines are chosen by what they are worth a token. */
  readonly score: number;
}

/** A section of the context and its candidate lines. */
export interface ContextSection {
  readonly heading: string;
  /** Share of the budget it may fill before the other sections have had theirs. */
  readonly quota: number;
  readonly lines: readonly ContextLine[];
}

/** Where a line comes from. */
export interface LineOrigin {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly trust: Trust;
  /** The session, event or file it was learned from. */
  readonly source: string | undefined;
}

const MAX_CHARS = 400;
const MAX_SOURCE_CHARS = 40;

/**
 * A line in the form `text ⟨2026-01-31 owner session_1⟩`: what was said, when, by whom as far as trust goes, and
 * where. Stored text holds no such brackets any more, so none can claim another origin.
 */
export function contextLine(said: string, origin: LineOrigin, score: number, note: string = ''): ContextLine {
  const text = clipEnd(dataLine(said), MAX_CHARS);
  const source = origin.source === undefined ? '' : ` ${sourceName(origin.source)}`;
  return {
    text: `${note}${text} ⟨${dateOf(origin.at)} ${origin.trust}${source}⟩`,
    key: text.toLowerCase().replace(punctuation(), ' ').trim(),
    score,
  };
}

/** A source as one word, which cannot end the origin early. */
function sourceName(source: string): string {
  return clipEnd(dataLine(source).replace(oddInSource(), '_'), MAX_SOURCE_CHARS);
}
