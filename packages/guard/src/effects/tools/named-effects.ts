import type { EffectShape } from '../effect-shape.js';
import { effectOfAct, type ActDetails } from './act-effects.js';
import { namedActs } from './named-acts.js';
import { nounsIn } from './tool-nouns.js';
import { withPhrases } from './tool-verbs.js';

/** The effects that words speak of, as those of a button or an action do. */
export function effectsOfWords(
  words: readonly string[],
  details: Partial<ActDetails> = {},
): readonly EffectShape[] {
  const whole: ActDetails = {
    words: new Set(withPhrases(words)),
    nouns: nounsIn(words),
    amount: false,
    live: false,
    unlimited: false,
    ...details,
  };
  return [...namedActs(words).acts].map((act) => effectOfAct(act, whole));
}
