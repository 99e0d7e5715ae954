import type { Work } from '../scan/work.js';
import type { Decoded, Decoder, Region } from './decoded.js';
import { ESCAPED_WORDS } from './escapes.js';
import { WIDE_TEXTS, ZERO_WIDTH_TEXTS } from './hidden-characters.js';
import { RUNS } from './runs.js';

/** Encodings inside each other that are opened. */
const DEEPEST = 3;
/** Work units of one decoded text, and of each of its characters. */
const TEXT_UNITS = 150;
const CHARACTER_UNITS = 4;

const DECODERS: readonly Decoder[] = [RUNS, ...ESCAPED_WORDS, WIDE_TEXTS, ZERO_WIDTH_TEXTS];

/** A text that was found by decoding, with the way to it. */
export interface Layer {
  readonly text: string;
  /** Outermost first. */
  readonly encodings: readonly string[];
  /** Where a span stood in the text that was given. */
  readonly origin: Decoded['origin'];
}

/**
 * Every text that is encoded in a region, and those encoded in them, three deep. Ends when the work runs out.
 */
export function* layersOf(region: Region, work: Work): Generator<Layer> {
  yield* openLayers(region, [], (start, end) => [start, end], work);
}

function* openLayers(
  region: Region,
  encodings: readonly string[],
  origin: Decoded['origin'],
  work: Work,
): Generator<Layer> {
  for (const { mayFind, decode } of DECODERS) {
    if (!mayFind(region)) continue;
    for (const decoded of decode(region)) {
      work.left -= TEXT_UNITS + decoded.text.length * CHARACTER_UNITS;
      if (work.left <= 0) return;
      const layer: Layer = {
        text: decoded.text,
        encodings: [...encodings, decoded.encoding],
        origin: (start, end) => origin(...decoded.origin(start, end)),
      };
      yield layer;
      if (layer.encodings.length >= DEEPEST) continue;
      const inner = { text: decoded.text, from: 0, to: decoded.text.length };
      yield* openLayers(inner, layer.encodings, layer.origin, work);
    }
  }
}
