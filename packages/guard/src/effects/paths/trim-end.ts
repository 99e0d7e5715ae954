/** A text without the characters `char` at its end. A loop, because `/x+$/` takes quadratic time on hostile text. */
export function trimEnd(text: string, char: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === char) end -= 1;
  return text.slice(0, end);
}
