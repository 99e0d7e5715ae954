/** Shannon entropy of the characters of `value`, in bits a character. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

const CLASS_OF = (code: number): number =>
  code >= 48 && code <= 57 ? 1 : code >= 65 && code <= 90 ? 2 : code >= 97 && code <= 122 ? 3 : 0;

/**
 * Whether `value` looks drawn at random rather than written: digits and letters both occur, and their kind
 * changes often. Names, versions and sentences keep to one kind for a whole word.
 */
export function looksRandom(value: string, leastEntropy: number): boolean {
  let digits = 0;
  let letters = 0;
  let changes = 0;
  let pairs = 0;
  let before = 0;
  for (let at = 0; at < value.length; at++) {
    const kind = CLASS_OF(value.charCodeAt(at));
    if (kind === 1) digits += 1;
    else if (kind !== 0) letters += 1;
    if (kind !== 0 && before !== 0) {
      pairs += 1;
      // A capital that begins a word is how names are written: only the way down from it is free.
      if (kind !== before && !(before === 2 && kind === 3)) changes += 1;
    }
    before = kind;
  }
  if (digits < 2 || letters < 2 || changes < pairs * 0.2) return false;
  return entropyOf(value) >= leastEntropy;
}
