import type { Run } from '@sentinel-agentos/core';

/** Texts and members of one result that are looked at; a result is anybody's data. */
const MOST_TEXTS = 10_000;
const MOST_LENGTH = 16 << 20;
const DEEPEST = 64;

/** What came back with a run, as one text, and whether all of it is in there. */
export interface ResultText {
  readonly text: string;
  readonly whole: boolean;
}

/**
 * The texts of a result, one under the other: a string, the texts of plain data, bytes as UTF-8, the message of an
 * error. Accessors are not called and nothing throws.
 */
export function resultText(run: Run): ResultText {
  const texts: string[] = [];
  let left = MOST_LENGTH;
  let whole = true;
  const seen = new Set<object>();
  const add = (text: string): void => {
    if (texts.length >= MOST_TEXTS || left <= 0) {
      whole = false;
      return;
    }
    if (text.length > left) whole = false;
    texts.push(text.slice(0, left));
    left -= text.length;
  };
  const collect = (value: unknown, depth: number): void => {
    if (typeof value === 'string') return add(value);
    if (value instanceof Uint8Array) return add(new TextDecoder().decode(value.subarray(0, left)));
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    if (depth > DEEPEST || !whole) {
      whole = false;
      return;
    }
    seen.add(value);
    for (const member of members(value)) collect(member, depth + 1);
  };
  collect(broughtBy(run), 0);
  return { text: texts.join('\n'), whole };
}

function broughtBy(run: Run): unknown {
  switch (run.status) {
    case 'succeeded':
      return run.result;
    case 'failed':
      return run.error;
    case 'aborted':
      return run.reason;
    case 'timed-out':
    case 'planned':
      return null;
  }
}

/** Values of own data properties, also of those that are not listed, such as an error's message. */
function members(value: object): readonly unknown[] {
  try {
    const own = Object.values(Object.getOwnPropertyDescriptors(value));
    return own.flatMap((property) => ('value' in property ? [property.value as unknown] : []));
  } catch {
    return [];
  }
}
