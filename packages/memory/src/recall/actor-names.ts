import { latePattern } from '../text/late-pattern.js';

const letters: () => RegExp = latePattern(String.raw`[\p{L}\p{M}\p{N}_]+`, 'gu');

/** An actor, by the number that stands for the name. */
export interface NamedActor {
  readonly actor: number;
  readonly name: string;
}

/** The names of those who act, and where a question speaks of them. */
export interface ActorNames {
  /** The number of an actor; a new one for a new name. */
  numberOf(name: string): number;
  /** The actors that a text names in full, each once. */
  find(text: string): readonly NamedActor[];
  /** The names by their numbers. */
  names(): readonly string[];
}

const unspacedScript: () => RegExp = latePattern(
  String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]`,
  'u',
);

/** Makes an empty list of names. Case and punctuation do not matter. */
export function createActorNames(): ActorNames {
  const numbers = new Map<string, number>();
  const byFirstWord = new Map<string, (NamedActor & { readonly words: readonly string[] })[]>();
  /** Names in scripts that put no spaces between words. */
  const unspaced: NamedActor[] = [];

  return {
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      const actor = numbers.size;
      numbers.set(name, actor);
      const words = wordsOf(name);
      const [first] = words;
      if (unspacedScript().test(name)) unspaced.push({ actor, name });
      else if (first !== undefined) {
        const others = byFirstWord.get(first) ?? [];
        byFirstWord.set(first, [...others, { actor, name, words }]);
      }
      return actor;
    },
    find(text) {
      const found = new Map<number, NamedActor>();
      const words = wordsOf(text);
      for (const [start, first] of words.entries()) {
        for (const named of byFirstWord.get(first) ?? []) {
          if (named.words.every((word, index) => words[start + index] === word))
            found.set(named.actor, named);
        }
      }
      for (const named of unspaced) if (text.includes(named.name)) found.set(named.actor, named);
      return [...found.values()];
    },
    names: () => [...numbers.keys()],
  };
}

function wordsOf(text: string): readonly string[] {
  return Array.from(text.normalize('NFKC').toLowerCase().matchAll(letters()), ([word]) => word);
}
