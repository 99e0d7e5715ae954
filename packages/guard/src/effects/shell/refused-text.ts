/** Nothing in such a text is quoted, replaced or left out, in any shell. */
const PLAIN = /^[\w ./:,=+@%<>-]{1,1000}$/;
/** To zsh `<->` and `<1-9>` are patterns: names that are numbers. */
const NUMBERS = /<\d*-\d*>/;

/**
 * Whether every shell refuses a text before it runs anything of it: a redirection without a target at its end, as in
 * `git clone <url>`. Only texts so plain that no two shells see different ones in it; an open quote is none of them,
 * because a shell that is kept waits for the rest of it.
 */
export function isRefused(text: string): boolean {
  const last = text.at(-1);
  return (last === '>' || last === '<') && PLAIN.test(text) && !NUMBERS.test(text);
}
