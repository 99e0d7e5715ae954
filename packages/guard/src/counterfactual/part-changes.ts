import { changeTexts } from './change-texts.js';
import type { Change } from './change.js';
import type { CommandLines, TextSpan } from './command-lines.js';

const MAX_PARTS = 16;

/** Without one part of a compound command: the part that is stopped is named, the rest may run. */
export function partChanges({ sequences, text }: CommandLines, param: string): readonly Change[] {
  return sequences.flatMap((parts) =>
    parts.slice(0, MAX_PARTS).map((part, index): Change => {
      const span = withOperator(parts, part, index);
      return {
        edits: [{ ...span, param, text: '' }],
        says: changeTexts.separate(text.slice(part.start, part.end)),
      };
    }),
  );
}

/** The part with the operator that joins it to its neighbour. */
function withOperator(parts: readonly TextSpan[], part: TextSpan, index: number): TextSpan {
  const next = parts[index + 1];
  if (next !== undefined) return { start: part.start, end: next.start };
  return { start: parts[index - 1]?.end ?? part.start, end: part.end };
}
