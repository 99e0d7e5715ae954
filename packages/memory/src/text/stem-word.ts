const VOWEL = /[aeiouy]/u;

/**
 * Takes common English endings off a lower-case word, so that "deploys", "deployed" and "deploying" meet.
 * Lighter than Porter: plurals, -ed, -ing, -ly, -e. Words of other alphabets and short words stay.
 */
export function stemWord(word: string): string {
  if (!/^[a-z]{4,}$/u.test(word)) return word;
  return withoutFinalE(withoutVerbEnding(withoutPlural(withoutLy(word))));
}

function withoutLy(word: string): string {
  return word.endsWith('ly') && word.length > 5 ? word.slice(0, -2) : word;
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !/(?:ss|us|is)$/u.test(word) ? word.slice(0, -1) : word;
}

function withoutVerbEnding(word: string): string {
  const ending = word.endsWith('ing') ? 3 : word.endsWith('ed') && !word.endsWith('eed') ? 2 : 0;
  const stem = word.slice(0, word.length - ending);
  if (ending === 0 || stem.length < 3 || !VOWEL.test(stem)) return word;
  return /([b-df-hj-km-np-rtv-y])\1$/u.test(stem) ? stem.slice(0, -1) : stem;
}

function withoutFinalE(word: string): string {
  return word.endsWith('e') && word.length > 4
    ? word.slice(0, -1)
    : word.endsWith('ee')
      ? word
      : word.replace(/e$/u, '');
}
