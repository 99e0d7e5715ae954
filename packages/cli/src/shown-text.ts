import { isAbsolute, relative, sep } from 'node:path';

/** What a terminal would act on, or what could make one name look like another. */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;
const MAX_LINE = 400;

/**
 * A path for a terminal: relative to the workspace where it lies inside, and quoted, with everything that is no plain
 * text escaped, where it holds such. A name with a newline stays on one line.
 */
export function shownPath(path: string, workspaceRoot: string): string {
  const short = relative(workspaceRoot, path);
  const isInside = short !== '' && short !== '..' && !short.startsWith(`..${sep}`) && !isAbsolute(short);
  return shownName(isInside ? short : path);
}

/** A name for a terminal: as it is, or quoted and escaped like a string of JSON. */
export function shownName(name: string): string {
  const isPlain = !/^\s|\s$|^"/u.test(name) && name.search(HOSTILE) < 0;
  return isPlain ? name : escapeHostile(JSON.stringify(name));
}

/** The words of a command line for a terminal, each as it is or quoted: all of them, whole and on one line. */
export function shownWords(words: readonly string[]): string {
  const isPlain = (word: string): boolean => /^[\p{L}\p{N}@%+=:,./_-]+$/u.test(word);
  return words.map((word) => (isPlain(word) ? word : escapeHostile(JSON.stringify(word)))).join(' ');
}

/** One line of words or of a file for a terminal: nothing in it moves the cursor, and it is not endless. */
export function shownLine(line: string): string {
  const cut = line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}… (+${line.length - MAX_LINE})` : line;
  return cut.replace(HOSTILE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\t') return character;
    // The pictures that stand for control characters: a file with CRLF shows ␍ at the end of its lines.
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** JSON in which what a terminal would act on is escaped: the same value to every reader. */
export function shownJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(HOSTILE, (text) => (text === '\n' ? text : escaped(text)));
}

/** JSON on one line in which what a terminal would act on is escaped: the same value to every reader. */
export function shownJsonLine(value: unknown): string {
  return escapeHostile(JSON.stringify(value));
}

function escapeHostile(json: string): string {
  return json.replace(HOSTILE, escaped);
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
