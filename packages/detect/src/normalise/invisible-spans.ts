import { type InvisibleKind, INVISIBLE_RUN, invisibleKind } from './invisible-characters.js';
import { illegalInvisible } from './legal-invisible.js';
import type { TextSpan } from './text-spans.js';

/** Invisible characters of one kind that lie together and have no business there. */
export interface InvisibleSpan extends TextSpan {
  readonly kind: InvisibleKind;
  /** How many characters they are. */
  readonly count: number;
}

/** Characters around a run that decide whether it is legal: two code points on each side. */
const CONTEXT = 4;

/** All illegal invisible characters of a text, in order. Only what stands around them is looked at. */
export function illegalInvisibleSpans(text: string): readonly InvisibleSpan[] {
  const spans: { kind: InvisibleKind; start: number; end: number; count: number }[] = [];
  for (const match of text.matchAll(INVISIBLE_RUN)) {
    const runEnd = match.index + match[0].length;
    const before = Array.from(text.slice(Math.max(0, match.index - CONTEXT), match.index));
    const characters = [...before, ...match[0], ...text.slice(runEnd, runEnd + CONTEXT)];
    const codePoints = characters.map((character) => character.codePointAt(0) ?? 0);
    const illegal = illegalInvisible(codePoints);
    let offset = match.index;
    for (let i = before.length; offset < runEnd; i += 1) {
      const start = offset;
      offset += (codePoints[i] ?? 0) > 0xffff ? 2 : 1;
      const kind = illegal[i] === true ? invisibleKind(codePoints[i] ?? 0) : undefined;
      if (kind === undefined) continue;
      const last = spans.at(-1);
      if (last?.kind === kind && last.end === start) {
        last.end = offset;
        last.count += 1;
      } else spans.push({ kind, start, end: offset, count: 1 });
    }
  }
  return spans;
}
