import type { ShellOperator, ShellToken, ShellWord } from './shell-token.js';

const MAX_DEPTH = 20;
const REDIRECTION = /(?:\d{1,3}|&)?(?:<<<|<<-?|<>|<&|>>|>\||>&|<|>)/y;
const OPERATOR = /&&|\|\||\|&|[;&|()\n]/y;
const BLANK = /[ \t\r]+|\\\n|#[^\n]*/y;
const PLAIN = /[^\s'"\\$`;&|()<>*?[~]+/y;

/** Thrown by the reader, caught at its entrance: the text is no command line that it can follow. */
class Unreadable extends Error {}

interface Reader {
  readonly text: string;
  at: number;
  readonly depth: number;
  /** Delimiters of here-documents whose text begins after the line. */
  readonly heredocs: string[];
}

function match(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}

function nestedTokens(
  reader: Reader,
  text: string,
  at: number,
  close: ')' | undefined,
): Reader & { tokens: ShellToken[] } {
  if (reader.depth >= MAX_DEPTH) throw new Unreadable();
  const inner = { text, at, depth: reader.depth + 1, heredocs: [] as string[] };
  const tokens = readUntil(inner, close);
  return Object.assign(inner, { tokens });
}

/** Reads `$(…)` and `<(…)` from after the parenthesis. */
function substitution(reader: Reader): readonly ShellToken[] {
  const inner = nestedTokens(reader, reader.text, reader.at, ')');
  reader.at = inner.at;
  return inner.tokens;
}

function backticks(reader: Reader): readonly ShellToken[] {
  const end = closing(reader, BACKTICK);
  const text = reader.text.slice(reader.at, end).replace(/\\([`\\$])/g, '$1');
  reader.at = end + 1;
  return nestedTokens(reader, text, 0, undefined).tokens;
}

type Quote = { readonly char: string; readonly escapes: boolean };
const BACKTICK: Quote = { char: '`', escapes: true };
const SINGLE_QUOTE: Quote = { char: "'", escapes: false };
const ANSI_QUOTE: Quote = { char: "'", escapes: true };

function closing(reader: Reader, { char, escapes }: Quote): number {
  for (let at = reader.at; at < reader.text.length; at += 1) {
    if (reader.text[at] === char) return at;
    if (escapes && reader.text[at] === '\\') at += 1;
  }
  throw new Unreadable();
}

/** Reads one word. Its parts are quoted and plain text, variables, substitutions. */
function readWord(reader: Reader): ShellWord {
  let text = '';
  let dynamic = false;
  let quoted = false;
  const nested: (readonly ShellToken[])[] = [];
  let inQuotes = false;
  while (reader.at < reader.text.length) {
    const char = reader.text[reader.at] ?? '';
    const next = reader.text[reader.at + 1] ?? '';
    if (char === '"') {
      inQuotes = !inQuotes;
      quoted = true;
      reader.at += 1;
    } else if (char === '$') {
      dynamic = true;
      reader.at += 1;
      if (next === '(') {
        reader.at += 1;
        nested.push(substitution(reader));
      } else if (!inQuotes && next === "'") {
        // `$'…'`: its escapes are not read, so its value is not known.
        reader.at += 1;
        const end = closing(reader, ANSI_QUOTE);
        text += reader.text.slice(reader.at, end);
        reader.at = end + 1;
      } else {
        text += variableText(match(reader, /\{[^}]{0,200}\}|\w+|[@*#?$!-]/y));
      }
    } else if (char === '`') {
      dynamic = true;
      reader.at += 1;
      nested.push(backticks(reader));
    } else if (char === '\\') {
      reader.at += 2;
      if (next === '\n') continue;
      quoted = true;
      text += inQuotes && !'$`"\\'.includes(next) ? `\\${next}` : next;
    } else if (inQuotes) {
      text += match(reader, /[^"$`\\]+/y) ?? '';
    } else if (char === "'") {
      reader.at += 1;
      const end = closing(reader, SINGLE_QUOTE);
      text += reader.text.slice(reader.at, end);
      quoted = true;
      reader.at = end + 1;
    } else if ((char === '<' || char === '>') && next === '(' && text === '') {
      reader.at += 2;
      dynamic = true;
      nested.push(substitution(reader));
    } else if ('*?[~'.includes(char)) {
      // A pattern is not a known value, but its text says where it looks.
      dynamic ||= char !== '~';
      text += char;
      reader.at += 1;
    } else {
      const plain = match(reader, PLAIN);
      if (plain === undefined) break;
      text += plain;
    }
  }
  if (inQuotes) throw new Unreadable();
  return { kind: 'word', text, dynamic, nested, quoted };
}

/** What stands for a variable: nothing, for its value is not known, but for the home folder. */
function variableText(name: string | undefined): string {
  if (name === undefined) return '$';
  return name === 'HOME' || name === '{HOME}' ? '~' : '';
}

function skipHeredocs(reader: Reader): void {
  for (
    let delimiter = reader.heredocs.shift();
    delimiter !== undefined;
    delimiter = reader.heredocs.shift()
  ) {
    for (;;) {
      const end = reader.text.indexOf('\n', reader.at);
      const line = reader.text.slice(reader.at, end === -1 ? undefined : end);
      reader.at = end === -1 ? reader.text.length : end + 1;
      if (line.replace(/^\t+/, '') === delimiter || end === -1) break;
    }
  }
}

function readUntil(reader: Reader, close: ')' | undefined): ShellToken[] {
  const tokens: ShellToken[] = [];
  let open = 0;
  while (reader.at < reader.text.length) {
    if (match(reader, BLANK) !== undefined) continue;
    const substitutes = /^[<>]\($/.test(reader.text.slice(reader.at, reader.at + 2));
    const redirection = substitutes ? undefined : match(reader, REDIRECTION);
    if (redirection !== undefined) {
      tokens.push({ kind: 'redirection', text: redirection.replace(/^\d+/, '') });
      if (!/<<-?$/.test(redirection) || redirection.endsWith('<<<')) continue;
      match(reader, BLANK);
      const delimiter = readWord(reader);
      tokens.push(delimiter);
      reader.heredocs.push(delimiter.text);
      continue;
    }
    const operator = match(reader, OPERATOR);
    if (operator === undefined) {
      const before = reader.at;
      tokens.push(readWord(reader));
      if (reader.at === before) throw new Unreadable();
      continue;
    }
    if (operator === '(') open += 1;
    if (operator === ')' && open === 0 && close !== undefined) return tokens;
    if (operator === ')') open -= 1;
    if (operator === '\n') skipHeredocs(reader);
    tokens.push({ kind: 'operator', text: nameOf(operator) });
  }
  if (close !== undefined) throw new Unreadable();
  return tokens;
}

function nameOf(operator: string): ShellOperator['text'] {
  if (operator === ';' || operator === '\n') return 'end';
  return operator === '|&' ? '|' : (operator as ShellOperator['text']);
}

/**
 * The tokens of a shell command line; undefined for one that ends in mid-quote or nests too deep. Time and memory
 * are linear in the text. A reader for a first look: what it does not know, it takes for plain text.
 */
export function readTokens(text: string): readonly ShellToken[] | undefined {
  try {
    return readUntil({ text, at: 0, depth: 0, heredocs: [] }, undefined);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
