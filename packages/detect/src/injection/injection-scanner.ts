import type { Detection, ScanResult } from '../detection.js';
import { type FoldedText, foldText } from '../normalise/folded-text.js';
import { MAY_HOLD_INVISIBLE } from '../normalise/invisible-characters.js';
import { strongestDetections } from '../strongest-detections.js';
import { chatMarkers } from './chat-markers.js';
import { encodedInstructions } from './encoded-instructions.js';
import { exfiltrationLinks } from './exfiltration-links.js';
import { hiddenCharacters } from './hidden-characters.js';
import { hiddenMarkup } from './hidden-markup.js';
import { createInstructionReader } from './instruction-reader.js';
import { type PhraseMatch, createPhraseMatcher } from './phrase-matcher.js';
import { PHRASE_MESSAGES } from './phrase-rule.js';
import { STRUCTURAL_MESSAGES, type StructuralFinding } from './structural-finding.js';
import { terminalSequences } from './terminal-sequences.js';

/** Finds orders to a model in texts that should only hold data. */
export interface InjectionScanner {
  /** Never throws. Takes time linear in the length of the text, up to the budget of attempts. */
  readonly scan: (text: string) => ScanResult;
}

/** Attempts to match a phrase, for every character of the text and for short texts at least. */
const ATTEMPTS_PER_CHARACTER = 0.1;
const FEWEST_ATTEMPTS = 5_000;
/** Terminal sequences that are reported of one text, which has been judged by then. */
const MOST_SEQUENCES = 2_000;
/**
 * Makes a scanner of injected instructions. Severity 3 is structural: the form alone gives it away, hidden
 * or disguised orders, imitated chat frames, addresses that carry data out. Severity 2 is lexical: the text
 * speaks to a model like an order, in English or Chinese. Severity 1 is a hint. A plain request without any
 * mark is not found by any text rule; where data flows decides about those.
 */
export function createInjectionScanner(): InjectionScanner {
  const matcher = createPhraseMatcher();

  function phrases(text: string, found: Detection[]): boolean {
    const budget = Math.max(FEWEST_ATTEMPTS, text.length * ATTEMPTS_PER_CHARACTER);
    const readings: FoldedText[] = [foldText(text)];
    // Invisible characters split words or stand for the room between them: both are read.
    if (MAY_HOLD_INVISIBLE.test(text)) readings.push(foldText(text, ' '));
    let isComplete = true;
    for (const folded of readings) {
      const matches: PhraseMatch[] = [];
      isComplete = matcher.match(folded, matches, budget) && isComplete;
      for (const match of matches) found.push(asDetection(match, folded));
    }
    return isComplete;
  }

  function asDetection({ rule, start, end }: PhraseMatch, folded: FoldedText): Detection {
    const isDisguised = rule.severity === 2 && folded.isDisguised(start, end);
    const type = isDisguised ? 'disguised-instruction' : rule.type;
    return {
      kind: 'injection',
      rule: `injection.${type}`,
      type,
      severity: isDisguised ? 3 : rule.severity,
      start: folded.toOriginal(start),
      end: folded.toOriginal(end),
      encodings: isDisguised ? ['homoglyph'] : [],
      message: isDisguised
        ? STRUCTURAL_MESSAGES['disguised-instruction']
        : (PHRASE_MESSAGES[rule.type] ?? { en: rule.type, zh: rule.type }),
    };
  }

  function structures(text: string, found: Detection[]): boolean {
    const { reads, isExhausted } = createInstructionReader(matcher);
    const all: readonly StructuralFinding[] = [
      ...hiddenCharacters(text),
      ...terminalSequences(text, MOST_SEQUENCES),
      ...hiddenMarkup(text, reads),
      ...exfiltrationLinks(text, reads),
      ...chatMarkers(text, reads),
      ...encodedInstructions(text, reads),
    ];
    for (const { type, severity, start, end, encodings } of all) {
      const message = STRUCTURAL_MESSAGES[type];
      found.push({
        kind: 'injection',
        rule: `injection.${type}`,
        type,
        severity,
        start,
        end,
        encodings: encodings ?? [],
        message,
      });
    }
    return !isExhausted();
  }

  return {
    scan(text) {
      const found: Detection[] = [];
      const isRead = structures(text, found);
      const isMatched = phrases(text, found);
      return { detections: strongestDetections(found), incomplete: !isRead || !isMatched };
    },
  };
}
