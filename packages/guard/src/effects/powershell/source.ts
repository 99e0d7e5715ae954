import type { Expression, Statement } from './syntax.js';

/** A text that is being parsed, and how far. */
export interface Source {
  readonly text: string;
  at: number;
  depth: number;
  unread: number;
  tooDeep: boolean;
  /** Words and operands that may still be parsed; below zero the rest of the text is left unread. */
  parts: number;
  readonly grammar: Grammar;
}

/** The parts of the parser that call one another, handed around so that no file imports a file that imports it. */
export interface Grammar {
  /** Statements up to the closing character, which is consumed. */
  body(source: Source, closer: string): readonly Statement[];
  /** One statement, as on the right of `=`. */
  statement(source: Source): readonly Statement[];
  expression(source: Source): Expression;
  /** A script block after its opening brace. */
  block(source: Source): Expression;
}

/** Brackets, strings and blocks inside one another that a text may open. */
const MAX_DEPTH = 64;

export const SINGLE_QUOTES = "'‘’‚‛";
export const DOUBLE_QUOTES = '"“”„';
/** PowerShell takes typographic dashes for `-`. */
export const DASHES = '-–—―';

export function charAt(source: Source, offset = 0): string {
  return source.text[source.at + offset] ?? '';
}

export function atEnd(source: Source): boolean {
  return source.at >= source.text.length;
}

/** Notes that something is not understood and steps over it. */
export function misread(source: Source): void {
  if (source.unread < 0) source.unread = source.at;
  source.at += 1;
}

/** Counts one more word or operand. Text of more than anybody writes is not parsed to its end. */
export function countPart(source: Source): void {
  source.parts -= 1;
  if (source.parts < 0) source.at = source.text.length;
}

/** Parses something that is nested; past the limit the rest of the text is left unread. */
export function nested<T>(source: Source, fallback: T, parse: () => T): T {
  if (source.depth >= MAX_DEPTH) {
    source.tooDeep = true;
    source.at = source.text.length;
    return fallback;
  }
  source.depth += 1;
  countPart(source);
  const result = parse();
  source.depth -= 1;
  return result;
}

export function isSpace(char: string): boolean {
  return (
    char === ' ' || char === '\t' || char === '\u00a0' || char === '\f' || char === '\v' || char === '\ufeff'
  );
}

export function isBreak(char: string): boolean {
  return char === '\n' || char === '\r';
}

/** Skips blanks, comments and continued line ends; with `breaks` line ends as well. */
export function skipSpace(source: Source, breaks = false): void {
  const { text } = source;
  for (;;) {
    const char = text[source.at] ?? '';
    if (isSpace(char) || (breaks && isBreak(char))) {
      source.at += 1;
    } else if (char === '`' && isBreak(text[source.at + 1] ?? '')) {
      source.at += text.startsWith('\r\n', source.at + 1) ? 3 : 2;
    } else if (char === '#') {
      while (!atEnd(source) && !isBreak(charAt(source))) source.at += 1;
    } else if (char === '<' && text[source.at + 1] === '#') {
      const end = text.indexOf('#>', source.at + 2);
      source.at = end < 0 ? text.length : end + 2;
    } else {
      return;
    }
  }
}

/** Takes a pattern (sticky) at the current place, or null. */
export function take(source: Source, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = source.at;
  const match = pattern.exec(source.text);
  if (match !== null) source.at += match[0].length;
  return match;
}
