import { isKnown, SOMETHING, Taint, unknownData } from '../shell/data.js';
import { LIMITS } from '../shell/limits.js';
import {
  joinedText,
  MAX_ITEMS,
  EMPTY_VALUE,
  itemsOf,
  listOf,
  numberOf,
  objectValue,
  taintOf,
  textValue,
  type Value,
} from './value.js';

const MAX_RANGE = 256;
const MAX_REPEATED = 4096;

/** A text that was put together in a way that is not followed: as code it would be hidden. */
export function madeUp(...from: readonly Value[]): Value {
  return unknownData((taintOf(from) & ~Taint.unset) | Taint.decoded);
}

/** Two operands and the operator between them, in lower case and without its dash. */
export function applyBinary(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case '+':
      return sum(left, right);
    case 'f':
      return formatted(left, right);
    case 'join':
      return { text: joinedText(itemsOf(left), right.text), taint: taintOf([left, right]) };
    case 'split':
      return split(left, itemsOf(right)[0] ?? EMPTY_VALUE);
    case 'replace':
      return replaced(left, right);
    case '*':
      return repeated(left, right);
    case '-':
    case '/':
    case '%':
    case 'band':
    case 'bor':
    case 'bxor':
    case 'shl':
    case 'shr':
      return computed(operator, left, right);
    case '..':
      return range(left, right);
    case 'as':
      return left;
    case '??':
      return isKnown(left.text) && left.text !== '' ? left : right;
    default:
      return SOMETHING;
  }
}

/** An operator before its operand. */
export function applyUnary(operator: string, operand: Value): Value {
  switch (operator) {
    case 'join':
      return { text: joinedText(itemsOf(operand), ''), taint: operand.taint };
    case 'split':
      return split(operand, { text: ' ', taint: 0 });
    case '+':
      return operand;
    case '-': {
      const number = numberOf(operand);
      return number === null ? SOMETHING : objectValue('number', String(-number));
    }
    default:
      return SOMETHING;
  }
}

function sum(left: Value, right: Value): Value {
  if (left.items !== undefined) return listOf([...left.items, ...itemsOf(right)], true);
  if (left.entries !== undefined && right.entries !== undefined)
    return { ...left, entries: new Map([...left.entries, ...right.entries]), taint: taintOf([left, right]) };
  if (left.object === 'number') {
    const [a, b] = [numberOf(left), numberOf(right)];
    if (a !== null && b !== null) return objectValue('number', String(a + b), taintOf([left, right]));
  }
  const texts = right.items === undefined ? right.text : joinedText(right.items, ' ');
  return textValue(left.text + texts, taintOf([left, right]));
}

/** `'{1}{0}' -f 'a', 'b'`. */
function formatted(left: Value, right: Value): Value {
  const items = itemsOf(right);
  let text = '';
  let at = 0;
  for (const match of left.text.matchAll(/\{\{|\}\}|\{\s{0,8}(\d{1,4})[^{}]{0,40}\}/g)) {
    const [whole, index] = match;
    const value = index === undefined ? whole.slice(1) : (items[Number(index)]?.text ?? whole);
    text += left.text.slice(at, match.index) + value;
    at = match.index + whole.length;
    if (text.length > LIMITS.value) break;
  }
  return textValue(text + left.text.slice(at), taintOf([left, right]));
}

/** Pattern of a regular expression that stands for one literal text, or null. */
function literalOf(pattern: string): string | null {
  let text = '';
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern[i] ?? '';
    if (char === '\\') {
      i += 1;
      const next = pattern[i] ?? '';
      if (/[A-Za-z0-9]/.test(next)) return null;
      text += next;
    } else if ('^$.|?*+()[]{}'.includes(char)) {
      return null;
    } else {
      text += char;
    }
  }
  return text;
}

function replaced(left: Value, right: Value): Value {
  const [pattern, replacement = EMPTY_VALUE] = itemsOf(right);
  if (pattern === undefined) return left;
  const literal = isKnown(pattern.text) ? literalOf(pattern.text) : null;
  if (literal === null || literal === '') return madeUp(left, right);
  const values = itemsOf(left).map((item) =>
    textValue(replaceIgnoringCase(item.text, literal, replacement.text), taintOf([item, right])),
  );
  return left.items === undefined ? (values[0] ?? EMPTY_VALUE) : listOf(values, true);
}

/** Replaces every occurrence, without regard to case. */
function replaceIgnoringCase(text: string, search: string, replacement: string): string {
  const lower = text.toLowerCase();
  const wanted = search.toLowerCase();
  return lower.length === text.length
    ? replacedText(text, lower, wanted, replacement)
    : replacedText(text, text, search, replacement);
}

/** Puts `replacement` wherever `lower`, the text as it is searched, has `wanted`; as far as a value may be long. */
export function replacedText(text: string, lower: string, wanted: string, replacement: string): string {
  let result = '';
  let at = 0;
  for (let hit = lower.indexOf(wanted); hit >= 0; hit = lower.indexOf(wanted, at)) {
    result += text.slice(at, hit) + replacement;
    at = hit + wanted.length;
    if (result.length > LIMITS.value) return result;
  }
  return result + text.slice(at);
}

function split(left: Value, separator: Value): Value {
  if (!isKnown(left.text) || !isKnown(separator.text)) return madeUp(left, separator);
  const literal =
    literalOf(separator.text) ?? (/^\[[^\\[\]^]+\]$/.test(separator.text) ? separator.text : null);
  if (literal === null) return madeUp(left, separator);
  const texts = itemsOf(left).flatMap(({ text }) => {
    if (literal !== separator.text || !literal.startsWith('['))
      return text.split(literal === ' ' ? /\s+/ : literal, MAX_ITEMS + 1);
    return splitAtAny(text, literal.slice(1, -1));
  });
  return listOf(
    texts.map((text) => textValue(text, left.taint)),
    true,
  );
}

/** A text in parts between characters of a set; not more of them than a list tells apart. */
export function splitAtAny(text: string, set: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length && parts.length < MAX_ITEMS; at += 1) {
    if (!set.includes(text[at] ?? '')) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}

function repeated(left: Value, right: Value): Value {
  const times = numberOf(right);
  if (left.object === 'number') return computed('*', left, right);
  if (times === null || times < 0 || times * Math.max(1, left.text.length) > MAX_REPEATED)
    return madeUp(left, right);
  return textValue(left.text.repeat(Math.floor(times)), left.taint);
}

function computed(operator: string, left: Value, right: Value): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null) return madeUp(left, right);
  const results: Readonly<Record<string, () => number>> = {
    '*': () => a * b,
    '-': () => a - b,
    '/': () => (b === 0 ? 0 : a / b),
    '%': () => (b === 0 ? 0 : a % b),
    band: () => a & b,
    bor: () => a | b,
    bxor: () => a ^ b,
    shl: () => a << b,
    shr: () => a >> b,
  };
  return objectValue('number', String(results[operator]?.() ?? 0), taintOf([left, right]));
}

function range(left: Value, right: Value): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null) {
    const [from, to] = [left.text, right.text];
    if (from.length !== 1 || to.length !== 1 || !isKnown(from + to)) return SOMETHING;
    return listOf(
      between(from.charCodeAt(0), to.charCodeAt(0)).map((code) => textValue(String.fromCharCode(code))),
      true,
    );
  }
  return listOf(
    between(a, b).map((number) => objectValue('number', String(number))),
    true,
  );
}

function between(a: number, b: number): readonly number[] {
  const count = Math.min(Math.abs(Math.trunc(b) - Math.trunc(a)) + 1, MAX_RANGE);
  const step = b < a ? -1 : 1;
  return Array.from({ length: count }, (_, index) => Math.trunc(a) + index * step);
}

/** `value[index]`, for lists, texts and tables. */
export function elementAt(target: Value, index: Value): Value {
  if (target.entries !== undefined)
    return target.entries.get(index.text.toLowerCase()) ?? unknownData(target.taint);
  const list = target.object === 'bytes' ? undefined : target.items;
  if (list === undefined && !isKnown(target.text))
    return target.object === undefined ? madeUp(target) : { ...target };
  const numbers = itemsOf(index).map(numberOf);
  const pick = (at: number | null): Value => {
    if (at === null) return madeUp(target);
    if (list !== undefined) return list[at < 0 ? list.length + at : at] ?? EMPTY_VALUE;
    const char = target.text[at < 0 ? target.text.length + at : at];
    return textValue(char ?? '', target.taint);
  };
  return listOf(numbers.map(pick));
}
