import { LIMITS } from '../shell/limits.js';
import type { LineNode, LineRedirect, ParsedLines } from './syntax.js';

interface Lines {
  readonly text: string;
  at: number;
  depth: number;
  unread: number;
  tooDeep: boolean;
  tooLarge: boolean;
  /** Commands that may still be parsed. */
  commands: number;
}

const MAX_DEPTH = 64;
const MAX_REDIRECTS = 64;

function tooLarge(lines: Lines): void {
  lines.tooLarge = true;
  lines.at = lines.text.length;
}

/** Parses lines of `cmd`. Never throws; what is not understood is noted and the rest is read all the same. */
export function parseLines(text: string): ParsedLines {
  const lines: Lines = {
    text,
    at: 0,
    depth: 0,
    unread: -1,
    tooDeep: false,
    tooLarge: false,
    commands: LIMITS.commands,
  };
  const nodes: LineNode[] = [];
  while (lines.at < text.length) {
    nodes.push(...parseList(lines, false, false));
    // A closing bracket that nothing opened.
    if (lines.at < text.length) misread(lines);
  }
  return { nodes, unread: lines.unread, tooDeep: lines.tooDeep, tooLarge: lines.tooLarge };
}

function misread(lines: Lines): void {
  if (lines.unread < 0) lines.unread = lines.at;
  lines.at += 1;
}

function take(lines: Lines, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = lines.at;
  const match = pattern.exec(lines.text);
  if (match !== null) lines.at += match[0].length;
  return match;
}

/** Commands up to the end, the closing bracket of a group, or with `line` the end of the line. */
function parseList(lines: Lines, group: boolean, line: boolean): readonly LineNode[] {
  const nodes: LineNode[] = [];
  if (lines.depth >= MAX_DEPTH) {
    lines.tooDeep = true;
    lines.at = lines.text.length;
    return nodes;
  }
  lines.depth += 1;
  for (;;) {
    take(lines, line ? /[ \t,;=&]+/y : /[\s,;=&]+/y);
    const char = lines.text[lines.at];
    if (char === undefined || (line && (char === '\n' || char === '\r'))) break;
    if (char === ')') {
      if (group && !line) lines.at += 1;
      break;
    }
    if (char === '|') {
      // `||`, or a pipe whose first part was nothing.
      lines.at += 1;
      continue;
    }
    const before = lines.at;
    nodes.push(parsePipe(lines));
    if (lines.at === before) misread(lines);
  }
  lines.depth -= 1;
  return nodes;
}

function parsePipe(lines: Lines): LineNode {
  const parts = [parseNode(lines)];
  for (;;) {
    take(lines, /[ \t]+/y);
    if (lines.text[lines.at] !== '|' || lines.text[lines.at + 1] === '|') break;
    lines.at += 1;
    take(lines, /[ \t]+/y);
    parts.push(parseNode(lines));
  }
  return parts.length === 1 ? (parts[0] ?? { kind: 'label', name: '' }) : { kind: 'pipe', parts };
}

function parseNode(lines: Lines): LineNode {
  lines.commands -= 1;
  if (lines.commands < 0) tooLarge(lines);
  take(lines, /[ \t@,;=]+/y);
  if (lines.text[lines.at] === '(') {
    lines.at += 1;
    const body = parseList(lines, true, false);
    return { kind: 'group', body, redirects: parseRedirects(lines) };
  }
  if (take(lines, /(?:rem(?=[\s/.,;=]|$)|::)[^\r\n]*/iy) !== null) return { kind: 'label', name: '' };
  const label = take(lines, /:([^\s:&|<>]+)[^\r\n]*/y);
  if (label !== null) return { kind: 'label', name: (label[1] ?? '').toLowerCase() };
  if (take(lines, /if(?=[\s/(])/iy) !== null) return parseIf(lines);
  if (take(lines, /for(?=[\s/])/iy) !== null) return parseFor(lines);
  return parseCommand(lines);
}

const WORD = '(?:"[^"\\r\\n]*(?:"|(?=[\\r\\n]|$))|\\^[^\\r\\n]|[^\\s"^()&|<>=])+';
const CONDITION = new RegExp(
  `(?:/i[ \\t]{1,64})?(?:not[ \\t]{1,64})?(?:/i[ \\t]{1,64})?(?:(?:exist|defined|errorlevel|cmdextversion)[ \\t]{1,64}${WORD}|(?:${WORD})?[ \\t]{0,64}(?:==|(?:equ|neq|lss|leq|gtr|geq)(?=\\s))[ \\t]{0,64}(?:${WORD})?)`,
  'iy',
);

function parseIf(lines: Lines): LineNode {
  take(lines, /[ \t]+/y);
  const condition = take(lines, CONDITION)?.[0] ?? '';
  if (condition === '' && lines.unread < 0) lines.unread = lines.at;
  take(lines, /[ \t]+/y);
  const body = parseBranch(lines);
  const before = lines.at;
  if (take(lines, /\s*else(?=[\s(])/iy) === null) {
    lines.at = before;
    return { kind: 'if', condition, body, otherwise: [] };
  }
  take(lines, /[ \t]+/y);
  return { kind: 'if', condition, body, otherwise: parseBranch(lines) };
}

/** A group, or everything up to the end of the line. */
function parseBranch(lines: Lines): readonly LineNode[] {
  return lines.text[lines.at] === '(' ? [parseNode(lines)] : parseList(lines, true, true);
}

function parseFor(lines: Lines): LineNode {
  const start = lines.at;
  const head = take(
    lines,
    /[ \t]{0,64}(?:\/([dflr])[ \t]{0,64})?((?:"[^"\r\n]*"|[^%"()\r\n]){0,300}?)%{1,2}(\w)[ \t]{1,64}in[ \t]{0,64}\(/iy,
  );
  if (head === null) {
    misread(lines);
    return { kind: 'label', name: '' };
  }
  const set = bracketed(lines);
  take(lines, /\s*do(?=[\s(])[ \t]*/iy);
  const body = parseBranch(lines);
  return {
    kind: 'for',
    mode: (head[1] ?? '').toLowerCase(),
    options: head[2] ?? '',
    variable: head[3] ?? '',
    set,
    body,
    start,
    end: lines.at,
  };
}

/** Text up to the closing bracket, outside of quotes. */
function bracketed(lines: Lines): string {
  const start = lines.at;
  let quote = '';
  let open = 1;
  while (lines.at < lines.text.length) {
    const char = lines.text[lines.at] ?? '';
    lines.at += 1;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"') quote = char;
    else if (char === '^') lines.at += 1;
    else if (char === '(') open += 1;
    else if (char === ')') {
      open -= 1;
      if (open === 0) return lines.text.slice(start, lines.at - 1);
    }
  }
  misread(lines);
  return lines.text.slice(start);
}

function parseRedirects(lines: Lines): LineRedirect[] {
  const redirects: LineRedirect[] = [];
  for (;;) {
    const before = lines.at;
    take(lines, /[ \t]+/y);
    const redirect = parseRedirect(lines);
    if (redirect === null) {
      lines.at = before;
      return redirects;
    }
    redirects.push(redirect);
  }
}

function parseRedirect(lines: Lines): LineRedirect | null {
  const match = take(lines, /(\d?)(>>|>|<)(&\d)?/y);
  if (match === null) return null;
  const operator = match[2] === '>>' ? '>>' : match[2] === '<' ? '<' : '>';
  if (match[3] !== undefined) return { operator, target: '', error: true };
  take(lines, /[ \t]+/y);
  const target = take(lines, /(?:"[^"\r\n]*"?|\^[^\r\n]|[^\s"^()&|<>])+/y)?.[0] ?? '';
  return { operator, target, error: match[1] === '2' };
}

/** A command up to an operator outside of quotes, with its redirections taken out. */
function parseCommand(lines: Lines): LineNode {
  const start = lines.at;
  const redirects: LineRedirect[] = [];
  let text = '';
  let quoted = false;
  let last = '';
  while (lines.at < lines.text.length) {
    const char = lines.text[lines.at] ?? '';
    if (char === '\n' || char === '\r') break;
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === '^') {
      const next = lines.text[lines.at + 1] ?? '';
      // A caret at the end of a line goes on with the next.
      if (next === '\r' || next === '\n') {
        lines.at += lines.text.startsWith('\r\n', lines.at + 1) ? 3 : 2;
        continue;
      }
      text += char + next;
      last = next;
      lines.at += 2;
      continue;
    } else if (!quoted && (char === '&' || char === '|' || (char === ')' && lines.depth > 1))) {
      break;
    } else if (
      !quoted &&
      (char === '>' ||
        char === '<' ||
        (/\d/.test(char) &&
          (last === '' || last === ' ' || last === '\t') &&
          /[<>]/.test(lines.text[lines.at + 1] ?? '')))
    ) {
      const redirect = parseRedirect(lines);
      if (redirect !== null) {
        redirects.push(redirect);
        // Nobody redirects one command so often; the rest is not looked at.
        if (redirects.length > MAX_REDIRECTS) tooLarge(lines);
        continue;
      }
    }
    text += char;
    last = char;
    lines.at += 1;
  }
  return { kind: 'command', text: text.trim(), redirects, start, end: lines.at };
}
