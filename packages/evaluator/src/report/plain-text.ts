/**
 * Untrusted text for one line of a report: control and direction characters, which could forge or hide lines,
 * become U+FFFD, and so do broken surrogates; longer texts are cut.
 */
export function plainText(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
