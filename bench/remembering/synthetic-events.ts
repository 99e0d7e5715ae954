import { createRandom } from '../guarding/random.js';

/** An event that nobody wrote. */
export interface SyntheticEvent {
  readonly text: string;
  readonly sessionId: string;
}

/** Endless events and questions in an invented language; the same for the same seed. */
export interface SyntheticLanguage {
  event(): SyntheticEvent;
  question(): string;
}

const WORDS = 30_000;
const TEXT_CHARS = 127;
const EVENTS_A_SESSION = 64;
const QUESTION_WORDS = 7;
const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe fi fo fu ka ke ki ko ku la le li lo lu ma me mi mo mu'.split(' ');

/** Texts of about 127 characters whose words are as unequally common as in a natural language (Zipf's law). */
export function createSyntheticLanguage(seed: number): SyntheticLanguage {
  const random = createRandom(seed);
  const word = (): string => wordOf(Math.floor(Math.exp((random.below(1e6) / 1e6) * Math.log(WORDS)) - 1));
  let events = 0;
  return {
    event() {
      events += 1;
      const words = [word()];
      for (let chars = 0; chars < TEXT_CHARS; chars += (words.at(-1) ?? '').length + 1) words.push(word());
      return { text: words.join(' '), sessionId: `session ${Math.floor(events / EVENTS_A_SESSION)}` };
    },
    question: () => Array.from({ length: QUESTION_WORDS }, word).join(' '),
  };
}

function wordOf(number: number): string {
  let name = '';
  for (let rest = number + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    name += SYLLABLES[rest % SYLLABLES.length] ?? '';
  }
  return name;
}
