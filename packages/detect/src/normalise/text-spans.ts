/** A half-open stretch of a text, in UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A text without some of its stretches, and the way back. */
export interface CutText {
  readonly text: string;
  readonly toOriginal: (offset: number) => number;
}

/** Cuts stretches out of a text. They may come in any order and overlap. */
export function cutSpans(text: string, spans: readonly TextSpan[]): CutText {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  // Where each kept part begins, in the new text and in the old one.
  const newStarts: number[] = [];
  const oldStarts: number[] = [];
  let length = 0;
  let keptTo = 0;
  const keep = (end: number): void => {
    if (end <= keptTo) return;
    newStarts.push(length);
    oldStarts.push(keptTo);
    parts.push(text.slice(keptTo, end));
    length += end - keptTo;
  };
  for (const { start, end } of sorted) {
    keep(start);
    keptTo = Math.max(keptTo, end);
  }
  keep(text.length);
  return {
    text: parts.join(''),
    toOriginal(offset) {
      if (offset >= length) return text.length;
      let low = 0;
      let high = newStarts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((newStarts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return (oldStarts[low] ?? 0) + offset - (newStarts[low] ?? 0);
    },
  };
}
