import { BAND_BEGINNINGS } from '../../trust/band.js';
import { html } from './markup.js';
import type { Band } from '../../trust/band.js';
import type { Markup } from './markup.js';

/** A band of risk, and where it begins and ends. */
export interface BandRange {
  readonly band: Band;
  readonly from: number;
  readonly to: number;
}

/** Every band, the lowest first. */
export const BAND_RANGES: readonly BandRange[] = [...BAND_BEGINNINGS, ['Normal', 0] as const]
  .map(([band, from], index, all) => ({ band, from, to: all[index - 1]?.[1] ?? 1 }))
  .reverse();

/** Strokes in a square of 10 × 10, the denser the graver, so that bands differ without colour. */
const STROKES: Readonly<Record<Band, string | null>> = {
  Normal: null,
  Caution: 'M0 10L10 0',
  Alert: 'M0 5L5 0M5 10L10 5',
  Critical: 'M0 10L10 0M0 0L10 10',
  Halt: 'M0 5L5 0M5 10L10 5M0 5L5 10M5 0L10 5',
};

/** The patterns of the bands; their ids begin with the prefix. */
export function bandPatterns(prefix: string): Markup {
  const patterns = BAND_RANGES.map(({ band }) => {
    const strokes = STROKES[band];
    return strokes === null
      ? null
      : html`<pattern id="${prefix}-${band}" width="10" height="10" patternUnits="userSpaceOnUse"
          ><path class="hatch" d="${strokes}"
        /></pattern>`;
  });
  return html`<defs>${patterns}</defs>`;
}

/** A box in the tint and the pattern of a band. */
export function bandBox(prefix: string, band: Band, box: Markup): Markup {
  const tint = html`<rect class="tint-${band}" ${box} />`;
  return STROKES[band] === null ? tint : html`${tint}<rect fill="url(#${prefix}-${band})" ${box} />`;
}
