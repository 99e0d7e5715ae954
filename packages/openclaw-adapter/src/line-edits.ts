/** Characters that neither show nor end a line. */
const SILENT = /(?![\t\n\r])\p{Cc}/gu;
/** What moves in a line or brings an earlier one back: ESC with what follows it, and the control keys of line editors. */
const MOVES = new RegExp(
  `${String.fromCodePoint(27)}(?:\\[[\\d;]*[A-Za-z~]|O[A-Za-z]|.)?|[${controls('ABEFKNPRTY')}]`,
  'gu',
);
const ERASES = controls('HUW') + String.fromCodePoint(127);

/** The characters that these keys give together with Ctrl. */
function controls(keys: string): string {
  return [...keys].map((key) => String.fromCodePoint((key.codePointAt(0) ?? 0) & 31)).join('');
}

/** Whether a text types letters only: nothing in it moves, erases or looks back. */
export function isPlain(text: string): boolean {
  return text.search(SILENT) < 0;
}

/** Whether somebody moved about in a line with text: what it says then, nobody can tell from the keys. */
export function isMoved(line: string): boolean {
  return line.search(MOVES) >= 0 && /\S/u.test(line.replaceAll(MOVES, ''));
}

/**
 * What a line may say. What is erased counts both ways, since a program behind a pipe erases nothing: then there are
 * two lines.
 */
export function readLine(line: string): string {
  const shown = line.replaceAll(SILENT, '');
  return [...ERASES].some((char) => line.includes(char))
    ? `${shown}\n${erased(line).replaceAll(SILENT, '')}`
    : shown;
}

/** What is left in a terminal's line after its erasing keys. */
function erased(line: string): string {
  let left = '';
  for (const char of line) {
    if (char === '\b' || char === '\u007F') left = left.slice(0, -1);
    else if (char === '\u0015') left = '';
    else if (char === '\u0017') left = left.replace(/\S*\s*$/u, '');
    else left += char;
  }
  return left;
}
