import type { Work } from '../scan/work.js';
import type { Decoded, Decoder, Region } from './decoded.js';
import { ESCAPE_DECODERS } from './escapes.js';
import { decodeHiddenCharacters } from './hidden-characters.js';
import { LONGEST_PIECE } from './reach.js';
import { decodeRuns } from './runs.js';
import { TERMINAL_DECODERS } from './terminal-sequences.js';
import { decodeWideTexts } from './wide-texts.js';

/** Encodings inside each other that are opened. */
const DEEPEST = 3;
/** Work units of one decoded text, of each of its characters, and of those that are only read. */
const TEXT_UNITS = 150;
const CHARACTER_UNITS = 3;
const READ_UNITS = 1 / 8;

/** What they decode has one of the signs in it. */
const SIGN_DECODERS: readonly Decoder[] = [
  ...ESCAPE_DECODERS,
  ...TERMINAL_DECODERS,
  decodeWideTexts,
  decodeHiddenCharacters,
];
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const SIGNS = /[%&\\^\0\u001b\u00ad-\uffff]/;
const DECODERS: readonly Decoder[] = [decodeRuns, ...SIGN_DECODERS];

/** A text that was found by decoding, with the way to it. */
export interface Layer extends Omit<Decoded, 'encoding' | 'goesOn'> {
  /** Outermost first. */
  readonly encodings: readonly string[];
}

/** How far the decoders have come in a text that is decoded in steps. */
export interface LayerPlaces {
  /** Of each decoder. */
  readonly at: number[];
  /** How long the text must be before the decoder is asked again. */
  readonly least: number[];
}

/** The places of a text of which nothing is decoded yet before `from`. */
export function layerPlaces(from: number): LayerPlaces {
  return { at: DECODERS.map(() => from), least: DECODERS.map(() => 0) };
}

/**
 * Visits every text that is encoded in what the decoders have not seen of a region, and those encoded in them, three
 * deep. Ends when the work runs out.
 */
export function visitLayers(
  { text, to, isEnd }: Omit<Region, 'from'>,
  { at, least }: LayerPlaces,
  work: Work,
  visit: (layer: Layer) => void,
): void {
  DECODERS.forEach((decode, index) => {
    const from = at[index] ?? 0;
    if (from >= to || (!isEnd && text.length < (least[index] ?? 0))) return;
    const come = decode({ text, from, to, isEnd }, (decoded) => open(decoded, OUTERMOST, work, visit));
    at[index] = come.at;
    // What waits for more text waits until there is twice as much, so that all waiting costs no more than one look.
    least[index] = come.isWaiting ? come.at + Math.min(LONGEST_PIECE * 2, (text.length - come.at) * 2) : 0;
  });
}

const OUTERMOST: Pick<Layer, 'encodings' | 'origin'> = {
  encodings: [],
  origin: (start, end) => [start, end],
};

function open(
  { encoding, goesOn, ...decoded }: Decoded,
  outer: Pick<Layer, 'encodings' | 'origin'>,
  work: Work,
  visit: (layer: Layer) => void,
): boolean {
  work.left -= TEXT_UNITS + (decoded.to - decoded.from) * CHARACTER_UNITS + decoded.text.length * READ_UNITS;
  if (work.left <= 0) return false;
  const layer: Layer = {
    ...decoded,
    encodings: [...outer.encodings, encoding],
    origin(start, end) {
      const [first, last] = decoded.origin(start, end);
      return outer.origin(first, last);
    },
  };
  visit(layer);
  if (layer.encodings.length >= DEEPEST) return true;
  const { text, from, to } = layer;
  const region: Region = { text, from, to, isEnd: true };
  // Most of what is decoded is short and plain: one look tells that there is nothing more in it.
  for (const decode of SIGNS.test(text) ? DECODERS : [decodeRuns]) {
    decode(region, (inner) => {
      // What is encoded twice and longer than a piece is cut there, and what lies on the cut may be missed.
      if (goesOn && inner.origin(inner.from, inner.to)[1] >= text.length) work.isCut = true;
      return open(inner, layer, work, visit);
    });
    if (work.left <= 0) return false;
  }
  return true;
}
