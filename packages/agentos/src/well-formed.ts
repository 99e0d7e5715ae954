/** The text with broken surrogates replaced by U+FFFD: JSON that every reader accepts has none, a path may. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
