import { readSentence } from './read-sentence.js';
import { currentItem, type SemanticState } from './semantic-state.js';
import { sameText, textSlot } from './text-slot.js';

/**
 * The slot of a fact that was given none. A plain sentence has the slot it is about. One that takes a value back
 * ("I no longer use Vim") has it only while that value holds: otherwise it would end what it does not speak of.
 */
export function factSlot(text: string, state: SemanticState): string {
  const reading = readSentence(text);
  if (reading === null) return textSlot(text);
  if (!reading.isNegated) return reading.slot;
  const held = currentItem(state, 'fact', reading.slot);
  const holds = held === undefined ? null : readSentence(held.value);
  return holds !== null && !holds.isNegated && holds.value === reading.value ? reading.slot : textSlot(text);
}

/** Whether two facts of one slot say the same: the same sentence, or two that give it the same value. */
export function sameFact(a: string, b: string): boolean {
  if (sameText(a, b)) return true;
  const [one, other] = [readSentence(a), readSentence(b)];
  if (one === null || other === null) return false;
  return one.slot === other.slot && one.value === other.value && one.isNegated === other.isNegated;
}
