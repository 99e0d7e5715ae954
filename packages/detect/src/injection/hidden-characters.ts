import { MAY_HOLD_INVISIBLE, invisibleKind } from '../normalise/invisible-characters.js';
import { illegalInvisible } from '../normalise/legal-invisible.js';
import type { StructuralFinding } from './structural-finding.js';

/** Fewer than this many in a row spell nothing: one byte takes eight zero-width bits. */
const SHORTEST_BITS = 8;
const SHORTEST_TAGS = 3;
const SHORTEST_SELECTORS = 3;
/** Characters under an override that show another order. A few are a slip, an example or a signature. */
const SHORTEST_OVERRIDE = 4;
const CERTAIN_OVERRIDE = 16;

const OVERRIDES: ReadonlySet<number> = new Set([0x202d, 0x202e]);
const OVERRIDE = /[\u202d\u202e]([^\u202c\n]{0,4000})/g;

function runs(text: string): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  // Invisible characters lie together: only the stretches around them are taken apart.
  const codePoints = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const illegal = illegalInvisible(codePoints);
  let offset = 0;
  let index = 0;
  while (index < codePoints.length) {
    const kind = illegal[index] === true ? invisibleKind(codePoints[index] ?? 0) : undefined;
    const start = offset;
    let count = 0;
    const belongs = (): boolean =>
      count === 0 ||
      (kind !== undefined && illegal[index] === true && invisibleKind(codePoints[index] ?? 0) === kind);
    while (belongs()) {
      offset += (codePoints[index] ?? 0) > 0xffff ? 2 : 1;
      index += 1;
      count += 1;
    }
    if (kind === 'tag' && count >= SHORTEST_TAGS) {
      found.push({
        type: 'hidden-unicode-tags',
        severity: 3,
        start,
        end: offset,
        encodings: ['unicode-tags'],
      });
    } else if (kind === 'variation' && count >= SHORTEST_SELECTORS) {
      found.push({
        type: 'hidden-variation-selectors',
        severity: 3,
        start,
        end: offset,
        encodings: ['variation-selectors'],
      });
    } else if (kind === 'zero-width' && count >= SHORTEST_BITS) {
      found.push({ type: 'hidden-zero-width', severity: 3, start, end: offset, encodings: ['zero-width'] });
    }
  }
  return found;
}

/** Runs of invisible characters without business where they stand, and text under a direction override. */
export function hiddenCharacters(text: string): readonly StructuralFinding[] {
  if (!MAY_HOLD_INVISIBLE.test(text)) return [];
  const found = [...runs(text)];
  for (const match of text.matchAll(OVERRIDE)) {
    const covered = match[1] ?? '';
    if (covered.length < SHORTEST_OVERRIDE || !OVERRIDES.has(text.charCodeAt(match.index))) continue;
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
