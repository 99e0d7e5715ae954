/** A text, or as much of it as is held. Places are offsets in `text`, in UTF-16 units. */
export interface Region {
  readonly text: string;
  /** What begins in `[from, to)` is looked at; the rest is there to be read. */
  readonly from: number;
  readonly to: number;
  /** Whether `text` is held to its end. Otherwise more of it comes later. */
  readonly isEnd: boolean;
}

/** A text that stood encoded in another one. */
export interface Decoded {
  /** The encoding's name: `base64`, `hex`, `url`, `json`, `html`, `ansi`, `utf-16`, `zero-width`. */
  readonly encoding: string;
  readonly text: string;
  /** What of `text` is to be looked at. What is before and behind is there to be read, and others look at it. */
  readonly from: number;
  readonly to: number;
  /** Whether this is only a piece: what is encoded goes on behind `to`, in the next one. */
  readonly goesOn: boolean;
  /** Where the span `[start, end)` of `text` stood in the outer text. */
  readonly origin: (start: number, end: number) => readonly [start: number, end: number];
}

/** Takes a decoded text; `false` ends the decoding. */
export type DecodedVisitor = (decoded: Decoded) => boolean;

/** How far a decoder has come. */
export interface DecodedTo {
  /** Where it has to go on. Behind the end of the region when what it decoded reaches further. */
  readonly at: number;
  /** Whether it has to see more of the text first: what begins at `at` may not have ended. */
  readonly isWaiting: boolean;
}

/**
 * One way in which a text may be encoded inside another. It decodes what begins in a region. Called again and again
 * from where it has come to, it decodes the same whatever the steps were.
 */
export type Decoder = (region: Region, visit: DecodedVisitor) => DecodedTo;
