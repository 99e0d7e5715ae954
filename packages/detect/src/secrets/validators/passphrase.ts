import { FILLER_WORDS } from './filler-words.js';

const LEAST_WORDS = 4;
const MOST_WORDS = 10;
const WORD = /^(?:[a-z]{3,12}|\d{1,6})$/u;

/** Words that hold sentences together: a passphrase is drawn from nouns and verbs. */
const SENTENCE_WORDS = new Set(
  `a an and any at by for from here if in is it my no not of off on or so that the this to we with yes you your enter
  again all also are been before below between but can cannot character characters choose contain contains could
  did digit digits does don down each either every few first has have how into its just last least length letter letters
  long longer lowercase match matches may minimum maximum more most must neither nor now number numbers once only other
  our please same shall she short should sign special strong symbol symbols than their them then there these they those
  too twice type under until uppercase very was weak were what when where which who whose why will without would
  das dem den der die ein eine einen ist mit nicht und von wird zum zur les des est pas par pour une votre sur avec
  los las del con por para una que contrasena como sua seu uma com nao deve het een niet van voor uw`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);

/**
 * Whether words with single spaces between them may be a passphrase: at least four, in lower case, perhaps with
 * numbers; none of them holds a sentence together or speaks of passwords, at most one is a word of settings. Labels and messages do not pass.
 */
export function isPassphrase(value: string): boolean {
  const words = value.split(' ', MOST_WORDS + 1);
  if (words.length > MOST_WORDS || new Set(words).size < words.length) return false;
  if (words.filter((word) => /^[a-z]/u.test(word)).length < LEAST_WORDS) return false;
  if (words.filter((word) => FILLER_WORDS.has(word)).length > 1) return false;
  return words.every((word) => WORD.test(word) && !SENTENCE_WORDS.has(word) && !word.startsWith('pass'));
}
