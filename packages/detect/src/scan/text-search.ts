import type { Region } from '../decode/decoded.js';
import { layerPlaces, visitLayers } from '../decode/layers.js';
import type { Finder, Finding } from './finding.js';
import type { Work } from './work.js';

/**
 * Goes through one text from its beginning to its end, plain and decoded, in as many steps as its owner likes. What it
 * finds does not depend on the steps.
 */
export interface TextSearch {
  /**
   * Looks on as far as `to`. Unless the text is held to its end, it must go on for `LOOK_AHEAD` behind `to`. Spans are
   * those of the text.
   */
  readonly step: (region: Omit<Region, 'from'>, work: Work) => readonly Finding[];
  /** Everything before this place has been looked at. */
  readonly reached: () => number;
  /** The first `length` characters of the text are held no longer: places are that much less. */
  readonly forget: (length: number) => void;
}

/** Starts a search for what some finders find. */
export function createTextSearch(finders: readonly Finder[]): TextSearch {
  const at = finders.map(() => 0);
  const layers = layerPlaces(0);

  return {
    step(region, work) {
      const findings: Finding[] = [];
      const { text, to, isEnd } = region;
      finders.forEach((find, index) => {
        const from = at[index] ?? 0;
        if (from < to) at[index] = find({ text, from, to, isEnd }, work, (each) => findings.push(each));
      });
      visitLayers(region, layers, work, ({ text: decoded, from, to: end, encodings, origin }) => {
        for (const find of finders) {
          find({ text: decoded, from, to: end, isEnd: true }, work, (inner) => {
            const [first, last] = origin(inner.start, inner.end);
            findings.push({
              ...inner,
              start: first,
              end: last,
              encodings,
              rank: inner.rank - encodings.length,
            });
          });
        }
      });
      return findings;
    },
    reached() {
      return Math.min(...at, ...layers.at);
    },
    forget(length) {
      at.forEach((place, index) => (at[index] = place - length));
      layers.at.forEach((place, index) => (layers.at[index] = place - length));
      layers.least.forEach((least, index) => (layers.least[index] = least - length));
    },
  };
}
