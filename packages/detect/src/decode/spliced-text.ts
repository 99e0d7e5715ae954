/** A text in which some characters are replaced or left out, with the way back. */
export interface SplicedText {
  readonly text: string;
  /** Where the character that stood at a place of the outer text, or the next one that is left, stands now. */
  readonly placeOf: (outer: number) => number;
  /** Where the span `[start, end)` stood in the outer text. */
  readonly origin: (start: number, end: number) => readonly [start: number, end: number];
}

/** Takes a part of a text, from its beginning to its end, replacing as it goes. */
export interface Splicer {
  /** Puts `by` in the place of `[start, end)`. Places only grow. */
  readonly replace: (start: number, end: number, by: string) => void;
  /** Ends the part. */
  readonly finish: (end: number) => SplicedText;
}

/** Begins at `start` of a text. What is not replaced is copied in one go, however long. */
export function splice(outer: string, start: number): Splicer {
  // Of each replacement: where it stood, and where it stands.
  const starts: number[] = [];
  const ends: number[] = [];
  const places: number[] = [];
  const placeEnds: number[] = [];
  let text = '';
  let copied = start;

  return {
    replace(from, to, by) {
      if (from > copied) text += outer.slice(copied, from);
      starts.push(from);
      ends.push(to);
      places.push(text.length);
      text += by;
      placeEnds.push(text.length);
      copied = to;
    },
    finish(end) {
      if (end > copied) text += outer.slice(copied, end);
      const spanOf = (place: number): readonly [start: number, end: number] => {
        const last = lastUpTo(places, place);
        if (last < 0) return [start + place, start + place + 1];
        const behind = place - (placeEnds[last] ?? 0);
        if (behind < 0) return [starts[last] ?? start, ends[last] ?? start];
        const at = (ends[last] ?? start) + behind;
        return [at, at + 1];
      };
      return {
        text,
        placeOf(at) {
          const last = lastUpTo(starts, at);
          if (last < 0) return Math.max(0, at - start);
          const behind = at - (ends[last] ?? start);
          return behind < 0 ? (places[last] ?? 0) : (placeEnds[last] ?? 0) + behind;
        },
        origin: (first, last) => {
          const [from] = spanOf(first);
          return last <= first ? [from, from] : [from, spanOf(last - 1)[1]];
        },
      };
    },
  };
}

/** The index of the last number that is not above a limit, in a list that grows; -1 where all are. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
