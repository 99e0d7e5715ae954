import { MAY_HOLD_INVISIBLE, type InvisibleKind } from '../normalise/invisible-characters.js';
import { illegalInvisibleSpans } from '../normalise/invisible-spans.js';
import type { StructuralFinding, StructuralType } from './structural-finding.js';

/** What a run of one kind is called, from how many characters on. Fewer spell nothing. */
const RUNS: Readonly<
  Partial<Record<InvisibleKind, { type: StructuralType; shortest: number; encoding: string }>>
> = {
  tag: { type: 'hidden-unicode-tags', shortest: 3, encoding: 'unicode-tags' },
  variation: { type: 'hidden-variation-selectors', shortest: 3, encoding: 'variation-selectors' },
  // One byte takes eight zero-width bits.
  'zero-width': { type: 'hidden-zero-width', shortest: 8, encoding: 'zero-width' },
};
/** Characters under an override that show another order. A few are a slip, an example or a signature. */
const SHORTEST_OVERRIDE = 4;
const CERTAIN_OVERRIDE = 16;

const OVERRIDE = /[\u202d\u202e]([^\u202c\n]{0,4000})/g;

function runs(text: string): readonly StructuralFinding[] {
  return illegalInvisibleSpans(text).flatMap(({ kind, start, end, count }) => {
    const run = RUNS[kind];
    if (run === undefined || count < run.shortest) return [];
    return [{ type: run.type, severity: 3 as const, start, end, encodings: [run.encoding] }];
  });
}

/** Runs of invisible characters without business where they stand, and text under a direction override. */
export function hiddenCharacters(text: string): readonly StructuralFinding[] {
  if (!MAY_HOLD_INVISIBLE.test(text)) return [];
  const found = [...runs(text)];
  for (const match of text.matchAll(OVERRIDE)) {
    const covered = match[1] ?? '';
    if (covered.length < SHORTEST_OVERRIDE) continue;
    found.push({
      type: 'bidi-override',
      severity: covered.length < CERTAIN_OVERRIDE ? 2 : 3,
      start: match.index,
      end: match.index + match[0].length,
      encodings: ['bidi'],
    });
  }
  return found;
}
