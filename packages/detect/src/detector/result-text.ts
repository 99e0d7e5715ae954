import { contentOf } from './object-content.js';
import { textOfBytes, textOfList } from './spelled-text.js';
import type { Run } from '@sentinel-agentos/core';

/** UTF-16 units and members of one result that are looked at: a result is anybody's data. */
const MOST_LENGTH = 16 << 20;
const MOST_MEMBERS = 1 << 19;
const DEEPEST = 64;

/** What came back with a run. */
export interface ResultText {
  /** Its texts, one under the other; those that its lists spell are the last. */
  readonly text: string;
  /** Where in `text` those begin: they stand nowhere in the result as they are. */
  readonly spelledFrom: number;
  /** The names of its members, each once, one under the other. */
  readonly names: string;
  /** How much of it was read: `cut` where it is too large, `opaque` where something keeps its content to itself. */
  readonly extent: 'whole' | 'cut' | 'opaque';
}

/**
 * The texts of a result: strings, bytes, and what lists of numbers or characters spell, in plain data, maps, sets and
 * errors, with the names of their members. No code of the result is run and nothing throws. What keeps its content to
 * itself, such as a stream, a function or an accessor, is not read; of a run that failed only the words are kept, so
 * there it does not count.
 */
export function resultText(run: Run): ResultText {
  const texts: string[] = [];
  const spelled: string[] = [];
  const names = new Set<string>();
  const seen = new Set<object>();
  let units = MOST_LENGTH;
  let members = MOST_MEMBERS;
  let isCut = false;
  let isOpaque = false;

  const fits = (length: number): boolean => {
    if (length > units) isCut = true;
    return units > 0;
  };
  const add = (text: string, to = texts): void => {
    if (text === '' || !fits(text.length)) return;
    to.push(text.slice(0, units));
    units -= text.length;
  };
  const collect = (value: unknown, depth: number): void => {
    if (typeof value === 'string') return add(value);
    if (typeof value === 'symbol') return add(value.description ?? '');
    if (typeof value === 'function') isOpaque = true;
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    if (depth > DEEPEST) isCut = true;
    if (isCut) return;
    seen.add(value);
    const content = contentOf(value, members);
    members -= content.members.length;
    isCut ||= content.isCut;
    isOpaque ||= content.isOpaque;
    if (content.bytes !== null && fits(content.bytes.length))
      add(textOfBytes(content.bytes.subarray(0, units)));
    add(textOfList(content.list), spelled);
    for (const name of content.names) {
      if (names.has(name) || !fits(name.length)) continue;
      names.add(name);
      units -= name.length;
    }
    for (const member of content.members) collect(member, depth + 1);
  };

  collect(broughtBy(run), 0);
  const extent = isCut ? 'cut' : isOpaque && run.status !== 'failed' ? 'opaque' : 'whole';
  const plain = texts.join('\n');
  const text = spelled.length === 0 ? plain : `${plain}\n${spelled.join('\n')}`;
  return { text, spelledFrom: plain.length, names: [...names].join('\n'), extent };
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
