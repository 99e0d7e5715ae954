import { cutText } from './visible-text.js';
import { html } from './markup.js';
import type { EvidenceRow } from '../data/report-data.js';
import type { Markup } from './markup.js';

/** Turns names of evidence into links to their rows. Ids of elements are numbers of rows, never anybody's text. */
export type LinkEvidence = (keys: readonly string[]) => Markup | null;

const LONGEST_ID = 24;

/** Where the row at a place of the evidence table is found. */
export function anchorOf(place: number): string {
  return `e${place + 1}`;
}

export function evidenceLinks(rows: readonly EvidenceRow[]): LinkEvidence {
  const places = new Map(rows.map((row, place) => [row.key, { row, place }]));
  return (keys) => {
    const links = keys.flatMap((key) => {
      const found = places.get(key);
      if (found === undefined) return [];
      const { row, place } = found;
      return html`<a href="#${anchorOf(place)}"><bdi>${recordName(row)}</bdi></a>`;
    });
    return links.length === 0
      ? null
      : html`<span class="ev"
          >${links.flatMap((link, index) => (index === 0 ? [link] : [', ', link]))}</span
        >`;
  };
}

/** How a row is named where it is linked: by its number in the journal, else by its id. */
function recordName({ seq, key }: EvidenceRow): string {
  return seq === null ? cutText(key, LONGEST_ID) : `#${seq}`;
}
