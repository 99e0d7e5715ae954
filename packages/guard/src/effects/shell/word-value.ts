import { parse, type ArithmeticExpression, type ParsedScript, type Word, type WordPart } from 'unbash';
import { UNKNOWN } from '../paths/locate.js';
import { trimEnd } from '../paths/trim-end.js';
import { braceItems } from './brace-expansion.js';
import { capped, NOTHING, SOMETHING, type Data, type Field } from './data.js';
import { UNCONNECTED } from './io.js';
import { LIMITS } from './limits.js';
import { mayBeEmpty, parameterValue, type Expansion } from './parameter-value.js';
import { processPath } from './process-substitution.js';
import { splitFields, type Piece } from './field-splitting.js';
import { childShell, evidenceAt, lookUp, type Shell } from './shell-state.js';
import { withStateWords } from './state-words.js';

const PLAIN_ITEM = /^[\w./:@%+=,-]*$/;

/** Evaluates one word of a command into the arguments it becomes. Unknown parts are `UNKNOWN`. */
export function fieldsOf(word: Word, shell: Shell): Field[] {
  const evidence = evidenceAt(shell, word.pos, word.end);
  const parts = word.parts;
  if (parts === undefined) {
    const text = word.text.startsWith('~') ? tilde(word.value, shell) : word.value;
    return [{ text, taint: gapsIn(text, shell), evidence, glob: false }];
  }
  const fields: Field[] = [];
  for (const pieces of expandBraces(parts, word.pos, shell)) {
    for (const field of splitFields(pieces, shell))
      fields.push({ ...field, taint: field.taint | gapsIn(field.text, shell), evidence });
  }
  return withStateWords(fields, shell);
}

/** Evaluates a word that is not split: an assignment's value, a redirection's target, a document. */
export function valueOf(word: Word | undefined, shell: Shell): Data {
  if (word === undefined) return NOTHING;
  if (word.parts === undefined) {
    const text = word.text.startsWith('~') ? tilde(word.value, shell) : word.value;
    return { text, taint: gapsIn(text, shell) };
  }
  return flat(piecesOf(word.parts, word.pos, shell), shell);
}

/** Evaluates the parts of an unquoted here-document. */
export function documentValue(parts: readonly WordPart[], shell: Shell): Data {
  return flat(piecesOf(parts, -1, shell), shell);
}

/** Where a gap came from that stood in the text before it was read. */
function gapsIn(text: string, { gaps = 0 }: Shell): number {
  return gaps !== 0 && text.includes(UNKNOWN) ? gaps : 0;
}

function flat(pieces: readonly Piece[], shell: Shell): Data {
  let text = '';
  let taint = 0;
  for (const piece of pieces) {
    text += piece.breaks === true ? ` ${piece.text}` : piece.text;
    taint |= piece.taint;
  }
  return { text: capped(text), taint: taint | gapsIn(text, shell) };
}

function tilde(text: string, shell: Shell): string {
  const end = text.indexOf('/');
  const user = end < 0 ? text : text.slice(0, end);
  const rest = end < 0 ? '' : text.slice(end);
  if (user === '~') return homeOf(shell) + rest;
  if (user === '~+') return shell.cwd + rest;
  if (user === '~-') return UNKNOWN + rest;
  if (user === '~root') return `/root${rest}`;
  return /^~[a-z_][\w-]*$/i.test(user) ? `/home/${user.slice(1)}${rest}` : text;
}

function homeOf(shell: Shell): string {
  return lookUp(shell, 'HOME')?.values[0]?.text ?? shell.reading.world.facts.home;
}

function literal(text: string): Piece {
  return { text, taint: 0, quoted: false, splits: false, glob: false };
}

function expandBraces(parts: readonly WordPart[], at: number, shell: Shell): readonly (readonly Piece[])[] {
  if (!parts.some((part) => part.type === 'BraceExpansion' || part.type === 'ExtendedGlob'))
    return [piecesOf(parts, at, shell)];
  let words: Piece[][] = [[]];
  for (const part of parts) {
    const items = itemsOf(part);
    const choices =
      items === null ? [piecesOf([part], at, shell)] : items.flatMap((item) => itemPieces(item, shell));
    const [only] = choices;
    if (choices.length === 1 && only !== undefined) {
      for (const word of words) word.push(...only);
      continue;
    }
    if (words.length * choices.length > LIMITS.braces) {
      // More words than are worth listing: one that may be any of them, as its pattern says.
      return [[{ ...literal(UNKNOWN), glob: true }]];
    }
    words = words.flatMap((head) => choices.map((tail) => [...head, ...tail]));
  }
  return words;
}

/** What a brace expression, or a pattern such as `@(a|b)`, may become. */
function itemsOf(part: WordPart): readonly string[] | null {
  if (part.type === 'BraceExpansion') return braceItems(part.text);
  if (part.type !== 'ExtendedGlob' || (part.operator !== '@' && part.operator !== '+')) return null;
  const many = part.operator === '+' && /[*?[]/.test(part.pattern);
  return many || part.pattern.includes('(') ? null : part.pattern.split('|').slice(0, LIMITS.braces);
}

/** A brace item may hold quotes, expansions and further braces: it is read as a word of its own. */
function itemPieces(item: string, shell: Shell): readonly (readonly Piece[])[] {
  if (PLAIN_ITEM.test(item)) return [[literal(item)]];
  if (item.startsWith('~')) return [[literal(tilde(item, shell))]];
  const { reading } = shell;
  // It is parsed anew, and so are the braces in it.
  reading.parts -= 1 + Math.ceil(item.length / LIMITS.partOfText);
  if (reading.parts <= 0) {
    const at = evidenceAt(shell, 0, 0);
    reading.sink.finding('shell.too-large', at);
    return [[literal(UNKNOWN)]];
  }
  const statement = parse(`: ${item}`).commands[0]?.command;
  const word = statement?.type === 'Command' ? statement.suffix[0] : undefined;
  if (word?.type !== 'Word') return [[literal(item)]];
  if (word.parts === undefined) return [[literal(word.value)]];
  const inner = childShell(shell, { origin: evidenceAt(shell, 0, 0) });
  return expandBraces(word.parts, -1, inner);
}

function piecesOf(parts: readonly WordPart[], at: number, shell: Shell): readonly Piece[] {
  const { reading } = shell;
  if (reading.parts <= 0 || reading.nesting >= LIMITS.nesting) {
    const [first] = parts;
    const rule = reading.parts <= 0 ? 'shell.too-large' : 'shell.too-deep';
    reading.sink.finding(rule, evidenceAt(shell, first?.pos ?? 0, first?.end ?? 0));
    return [literal(UNKNOWN)];
  }
  reading.nesting += 1;
  const pieces: Piece[] = [];
  for (const [index, part] of parts.entries()) {
    reading.parts -= 1;
    if (reading.parts < 0) {
      reading.sink.finding('shell.too-large', evidenceAt(shell, part.pos, part.end));
      pieces.push(literal(UNKNOWN));
      break;
    }
    if (isNothing(part, pieces.at(-1), parts[index + 1], shell)) continue;
    pushPieces(part, part.pos === at, shell, pieces);
  }
  reading.nesting -= 1;
  return pieces;
}

function pushPieces(part: WordPart, first: boolean, shell: Shell, into: Piece[]): void {
  switch (part.type) {
    case 'Literal':
      into.push(literal(first && part.text.startsWith('~') ? tilde(part.value, shell) : part.value));
      return;
    case 'Glob':
      // A substitution inside of the brackets runs all the same.
      if (part.parts !== undefined) piecesOf(part.parts, -1, shell);
      into.push({ ...literal(part.text), glob: true });
      return;
    case 'ExtendedGlob':
      if (part.parts !== undefined) piecesOf(part.parts, -1, shell);
      into.push({ ...literal('*'), glob: true });
      return;
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      into.push({ ...literal(part.value), quoted: true });
      return;
    case 'DoubleQuoted':
    case 'LocaleString': {
      into.push({ ...literal(''), quoted: true });
      for (const [index, child] of part.parts.entries()) {
        const from = into.length;
        if (isNothing(child, into.at(-1), part.parts[index + 1], shell)) continue;
        pushPieces(child, false, shell, into);
        for (let i = from; i < into.length; i += 1) {
          const piece = into[i];
          if (piece === undefined) continue;
          const single = piece.breaks === true && isStar(child);
          const text = single ? ` ${piece.text}` : piece.text;
          into[i] = {
            ...piece,
            text,
            quoted: true,
            splits: false,
            glob: false,
            breaks: piece.breaks === true && !single,
          };
        }
      }
      return;
    }
    case 'BraceExpansion':
      into.push(literal(part.text));
      return;
    case 'SimpleExpansion':
    case 'ParameterExpansion': {
      const expansion = parameterValue(part, shell, (word) => valueOf(word, shell));
      pushExpansion(expansion, into, shell);
      return;
    }
    case 'CommandExpansion': {
      const data = substituted(part.script, part.text, part.pos, shell);
      into.push({ ...data, quoted: false, splits: true, glob: data.text.includes('*') });
      return;
    }
    case 'ArithmeticExpansion':
      into.push({ ...literal(arithmetic(part.expression, shell)), quoted: false });
      return;
    case 'ProcessSubstitution':
      into.push(literal(processPath(part, shell)));
      return;
  }
}

/** `"$*"` and `"${x[*]}"` are one word, where `"$@"` is many. */
function isStar(part: WordPart): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$*';
  return part.type === 'ParameterExpansion' && (part.parameter === '*' || part.index?.value === '*');
}

const NAME_END = /[\w.+:@-]$/;
const NAME_START = /^["'$]*[\w.+:@-]/;

/**
 * `r${none}m` is `rm` when nothing sets the variable: in the middle of a name, what is not set here is read once as
 * unknown and once as empty.
 */
function isNothing(
  part: WordPart,
  before: Piece | undefined,
  after: WordPart | undefined,
  shell: Shell,
): boolean {
  if (part.type !== 'SimpleExpansion' && part.type !== 'ParameterExpansion') return false;
  const glued =
    (before !== undefined && NAME_END.test(before.text)) ||
    (after !== undefined && NAME_START.test(after.text));
  if (!glued || !mayBeEmpty(part, shell)) return false;
  shell.choices = Math.max(shell.choices, 2);
  return shell.choice % 2 === 1;
}

function pushExpansion(expansion: Expansion, into: Piece[], shell: Shell): void {
  expansion.values.forEach((data, index) => {
    // Values that grow use up what may be evaluated.
    shell.reading.parts -= data.text.length >> 9;
    into.push({ ...data, quoted: false, splits: true, glob: data.text.includes('*'), breaks: index > 0 });
  });
}

/** What a command substitution prints, without its final newlines. */
function substituted(script: ParsedScript | undefined, text: string, pos: number, shell: Shell): Data {
  if (script === undefined) {
    shell.reading.sink.finding('shell.unparsed', evidenceAt(shell, pos, pos + text.length));
    return SOMETHING;
  }
  const at = evidenceAt(shell, pos, pos + text.length);
  // An escaped backtick script has its own text, so its positions mean nothing in the parameter.
  const depth = shell.depth + 1;
  const inner = childShell(shell, script.source === undefined ? { depth } : { depth, origin: at });
  const output = shell.reading.engine.script(script, inner, UNCONNECTED);
  return { text: trimEnd(output.text, '\n'), taint: output.taint };
}

/** Reads commands inside an arithmetic expression; the number itself is known only when it is a plain one. */
export function arithmetic(expression: ArithmeticExpression | undefined, shell: Shell): string {
  if (expression === undefined) return UNKNOWN;
  switch (expression.type) {
    case 'ArithmeticWord': {
      if (/^\d+$/.test(expression.value)) return expression.value;
      if (expression.parts !== undefined) piecesOf(expression.parts, -1, shell);
      return UNKNOWN;
    }
    case 'ArithmeticCommandExpansion':
      substituted(expression.script, expression.text, expression.pos, shell);
      return UNKNOWN;
    case 'ArithmeticGroup':
      return arithmetic(expression.expression, shell);
    case 'ArithmeticUnary':
      arithmetic(expression.operand, shell);
      return UNKNOWN;
    case 'ArithmeticBinary':
      arithmetic(expression.left, shell);
      arithmetic(expression.right, shell);
      return UNKNOWN;
    case 'ArithmeticTernary':
      arithmetic(expression.test, shell);
      arithmetic(expression.consequent, shell);
      arithmetic(expression.alternate, shell);
      return UNKNOWN;
  }
}
