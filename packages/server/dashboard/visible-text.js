/**
 * What has no shape of its own, or changes how its neighbours are read: controls, directions, joiners, separators,
 * broken surrogates, private characters, variation selectors and the blanks that are letters. Line feeds and tabs stay, and what
 * gives a sign its colour.
 */
const UNSEEN =
  /(?![\n\t]|(?<=\p{Extended_Pictographic})\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Variation_Selector}\u034f\u115f\u1160\u2800\u3164\uffa0\u{e0000}-\u{e0fff}]/gu;

/**
 * Anybody's text so that all of it can be seen: a right-to-left override reads `⟨U+202E⟩`.
 *
 * @param {string} text
 * @returns {string}
 */
export function visibleText(text) {
  return text.replace(UNSEEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/**
 * A text of at most so many characters, cut between characters; the number says how many are missing.
 *
 * @param {string} text
 * @param {number} longest
 * @returns {string}
 */
export function cutText(text, longest) {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}… (+${text.length - kept.length})`;
}
