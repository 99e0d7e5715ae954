/** A text that stood encoded in another one. */
export interface Decoded {
  /** The encoding's name: `base64`, `hex`, `url`, `json`, `html`, `utf-16`, `zero-width`. */
  readonly encoding: string;
  readonly text: string;
  /** Where the span `[start, end)` of `text` stood in the outer text. */
  readonly origin: (start: number, end: number) => readonly [start: number, end: number];
}

/** Where a decoder may look: what begins in `[from, to)` of `text`. */
export interface Region {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** One way in which a text may be encoded inside another. */
export interface Decoder {
  /** A quick look: `false` where nothing of this encoding can be in the text. */
  readonly mayFind: (region: Region) => boolean;
  readonly decode: (region: Region) => Iterable<Decoded>;
}

/** Maps by a table: `places[i]` is where character `i` began, with one entry more for the end. */
export function byPlaces(places: readonly number[]): Decoded['origin'] {
  return (start, end) => [places[start] ?? 0, places[end] ?? places[places.length - 1] ?? 0];
}
