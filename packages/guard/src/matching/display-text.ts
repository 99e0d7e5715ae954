// Control, format (bidirectional overrides, zero-width) and surrogate characters, line and paragraph separators.
/** Letters and marks of which none is among them: ASCII, Latin, arrows and mathematical signs, Chinese. */
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u2bff\u3000-\u9fff\uff01-\uff60]*$/;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text of an attacker made fit for a message: characters that a terminal or an approval dialog would act on
 * are written as `\u{…}`, and at most `max` UTF-16 units are shown.
 */
export function displayText(text: string, max = 120): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  const shown = text
    .slice(0, max * 2)
    .replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  if (shown.length <= max && text.length <= max * 2) return shown;
  return `${shown.slice(0, max - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** What a thrown value says, whatever was thrown. */
export function errorText(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'something that cannot be shown was thrown';
  }
}
