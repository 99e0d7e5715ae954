import { type InvisibleKind, invisibleKind } from './invisible-characters.js';
import { endOfFlag, isLegalInvisible } from './legal-invisible.js';
import type { TextSpan } from './text-spans.js';

/** Invisible characters of one kind that lie together and have no business there. */
export interface InvisibleSpan extends TextSpan {
  readonly kind: InvisibleKind;
  /** How many characters they are. */
  readonly count: number;
}

/** No character below it is invisible. */
const FIRST_INVISIBLE = 0xad;

/** All illegal invisible characters of a text, in order. */
export function illegalInvisibleSpans(text: string): readonly InvisibleSpan[] {
  const spans: { kind: InvisibleKind; start: number; end: number; count: number }[] = [];
  let before: number | undefined;
  let end = 0;
  for (let start = 0; start < text.length; start = end) {
    const codePoint = text.codePointAt(start) ?? 0;
    end = start + (codePoint > 0xffff ? 2 : 1);
    const kind = codePoint < FIRST_INVISIBLE ? undefined : invisibleKind(codePoint);
    if (kind !== undefined) {
      const flagEnd = kind === 'tag' ? endOfFlag(text, start, before) : start;
      if (flagEnd > start) end = flagEnd;
      else if (!isLegalInvisible(kind, { before, codePoint, after: text.codePointAt(end) })) {
        const last = spans.at(-1);
        if (last?.kind === kind && last.end === start) {
          last.end = end;
          last.count += 1;
        } else spans.push({ kind, start, end, count: 1 });
      }
    }
    before = codePoint;
  }
  return spans;
}
