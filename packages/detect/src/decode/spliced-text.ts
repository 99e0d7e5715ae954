/** What stands in the place of `[start, end)` of a text. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

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
  /** Takes the text up to a replacement, and the replacement. They come in order. */
  readonly replace: (replacement: Replacement) => void;
  /** Takes the text up to `end`. */
  readonly finish: (end: number) => SplicedText;
}

/** Begins at `begin` of a text. What is not replaced is copied in one go, however long. */
export function splice(outer: string, begin: number): Splicer {
  const replaced: Replacement[] = [];
  /** Of each replacement: where it begins in the new text. */
  const places: number[] = [];
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  let copied = begin;

  return {
    replace(replacement) {
      const { start, end, by } = replacement;
      if (start > copied) parts.push(outer.slice(copied, start));
      length += Math.max(0, start - copied);
      replaced.push(replacement);
      places.push(length);
      starts.push(start);
      if (by !== '') parts.push(by);
      length += by.length;
      copied = end;
    },
    finish(end) {
      if (end > copied) parts.push(outer.slice(copied, end));
      return {
        text: parts.join(''),
        placeOf(at) {
          const index = lastUpTo(starts, at);
          const last = replaced[index];
          if (last === undefined) return Math.max(0, at - begin);
          return (places[index] ?? 0) + (at < last.end ? 0 : last.by.length + at - last.end);
        },
        origin(first, last) {
          const [start, startEnd] = spanOf(first, begin, replaced, places);
          if (last <= first) return [start, start];
          return [start, last === first + 1 ? startEnd : spanOf(last - 1, begin, replaced, places)[1]];
        },
      };
    },
  };
}

/** Where one character of the new text stood. */
function spanOf(
  place: number,
  begin: number,
  replaced: readonly Replacement[],
  places: readonly number[],
): readonly [start: number, end: number] {
  const index = lastUpTo(places, place);
  const last = replaced[index];
  if (last === undefined) return [begin + place, begin + place + 1];
  const behind = place - (places[index] ?? 0) - last.by.length;
  return behind < 0 ? [last.start, last.end] : [last.end + behind, last.end + behind + 1];
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
