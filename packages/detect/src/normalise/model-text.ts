import { hiddenMarkup } from '../injection/hidden-markup.js';
import { createInstructionReader } from '../injection/instruction-reader.js';
import { createPhraseMatcher } from '../injection/phrase-matcher.js';
import { terminalSequences } from '../injection/terminal-sequences.js';
import { MAY_HOLD_INVISIBLE, invisibleKind } from './invisible-characters.js';
import { illegalInvisibleSpans } from './invisible-spans.js';
import { unmixScripts } from './mixed-script-words.js';
import { type TextSpan, cutSpans } from './text-spans.js';

/** A text as a model should see it. */
export interface ModelText {
  readonly text: string;
  /** Whether the text differs from the one that came in. */
  readonly changed: boolean;
  /** The offset in the text that came in; both in UTF-16 units. */
  readonly toOriginal: (offset: number) => number;
}

/** Layers of hiding in hiding. Honest texts have one. */
const MOST_LAYERS = 8;

function invisibleSpans(text: string): readonly TextSpan[] {
  if (!MAY_HOLD_INVISIBLE.test(text)) return [];
  // The end mark belongs to embeddings, which right-to-left scripts use, as well as to overrides.
  const controls = /[\u202a\u202b]/.test(text) ? /[\u202d\u202e]/g : /[\u202c-\u202e]/g;
  const overrides = Array.from(text.matchAll(controls), ({ index }) => ({ start: index, end: index + 1 }));
  return [...illegalInvisibleSpans(text), ...overrides];
}

/** Longest stretch that one sequence conceals. Behind it the next one is looked for. */
const LONGEST_CONCEALED = 4_000;
// eslint-disable-next-line no-control-regex -- escape characters are what is looked for
const REVEALS = /(?:\u001b\[|\u009b)(?:0|28)?m|\n/;
const CONCEALS = /[;[\u009b]0?8(?:;[0-9;]*)?m$/;

function terminalSpans(text: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let concealedTo = 0;
  for (const { severity, start, end } of terminalSequences(text, Number.POSITIVE_INFINITY)) {
    if (severity < 3 || end <= concealedTo) continue;
    let to = end;
    if (CONCEALS.test(text.slice(start, end))) {
      const behind = text.slice(end, end + LONGEST_CONCEALED);
      const reveals = REVEALS.exec(behind);
      to = end + (reveals === null ? behind.length : reveals.index + reveals[0].replace('\n', '').length);
      concealedTo = to;
    }
    spans.push({ start, end: to });
  }
  return spans;
}

function markupSpans(text: string): readonly TextSpan[] {
  if (!/[<[]/.test(text)) return [];
  const { reads } = createInstructionReader(createPhraseMatcher());
  return hiddenMarkup(text, reads).filter(({ severity }) => severity === 3);
}

/** Takes away whatever could open another layer. */
function flatten(text: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  // eslint-disable-next-line no-control-regex -- escape characters are what is taken away
  for (const match of text.matchAll(/[\u001b\u0080-\u009f<[]/g))
    spans.push({ start: match.index, end: match.index + 1 });
  let offset = 0;
  for (const character of text) {
    if (invisibleKind(character.codePointAt(0) ?? 0) !== undefined)
      spans.push({ start: offset, end: offset + character.length });
    offset += character.length;
  }
  return spans;
}

/**
 * The text as a model should see it: without invisible characters that have no business where they stand,
 * without direction overrides, without terminal sequences that do more than colour and what they conceal,
 * without comments and hidden elements that give orders, and with look-alikes in mixed words turned into
 * the letters they imitate. Emoji, flags, joiners of the scripts that need them and every word of one script
 * stay as they are. Applying it twice changes nothing more, and the result is never longer. A text that
 * hides in more than eight layers loses its brackets and escape characters.
 */
export function normaliseForModel(text: string): ModelText {
  let current = text;
  const steps: ((offset: number) => number)[] = [];
  for (let layer = 0; ; layer += 1) {
    current = unmixScripts(current);
    const spans =
      layer < MOST_LAYERS
        ? [...invisibleSpans(current), ...terminalSpans(current), ...markupSpans(current)]
        : flatten(current);
    if (spans.length === 0) break;
    const cut = cutSpans(current, spans);
    current = cut.text;
    steps.push(cut.toOriginal);
  }
  return {
    text: current,
    changed: current !== text,
    toOriginal: (offset) => steps.reduceRight((place, step) => step(place), offset),
  };
}
