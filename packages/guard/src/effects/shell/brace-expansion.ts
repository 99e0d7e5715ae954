import { LIMITS } from './limits.js';

const SEQUENCE = /^(-?\d{1,9}|[a-zA-Z])\.\.(-?\d{1,9}|[a-zA-Z])(?:\.\.(-?\d{1,9}))?$/;

/**
 * The alternatives of one brace expression such as `{a,b}` or `{1..3}`, as they are written.
 * At most `LIMITS.braces`; null when there are more, or when it is none.
 */
export function braceItems(text: string): readonly string[] | null {
  const body = text.slice(1, -1);
  const sequence = SEQUENCE.exec(body);
  if (sequence !== null) return sequenceItems(sequence[1] ?? '', sequence[2] ?? '', sequence[3]);
  const items: string[] = [];
  let depth = 0;
  let from = 0;
  let quote = '';
  for (let i = 0; i < body.length; i += 1) {
    const char = body[i] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '\\') {
      i += 1;
    } else if (char === "'" || char === '"') {
      quote = char;
    } else if (char === '{' || char === '(') {
      depth += 1;
    } else if (char === '}' || char === ')') {
      depth -= 1;
    } else if (char === ',' && depth === 0) {
      items.push(body.slice(from, i));
      from = i + 1;
      if (items.length >= LIMITS.braces) return null;
    }
  }
  items.push(body.slice(from));
  return items.length < 2 ? null : items;
}

function sequenceItems(first: string, last: string, step: string | undefined): readonly string[] | null {
  const letters = /[a-zA-Z]/.test(first) && /[a-zA-Z]/.test(last);
  const from = letters ? first.charCodeAt(0) : Number(first);
  const to = letters ? last.charCodeAt(0) : Number(last);
  const by = Math.max(1, Math.abs(Number(step ?? 1)));
  if (!Number.isFinite(from) || !Number.isFinite(to) || Math.abs(to - from) / by >= LIMITS.braces)
    return null;
  const items: string[] = [];
  const sign = to < from ? -1 : 1;
  for (let value = from; sign * value <= sign * to; value += sign * by) {
    items.push(letters ? String.fromCharCode(value) : String(value));
  }
  return items;
}
