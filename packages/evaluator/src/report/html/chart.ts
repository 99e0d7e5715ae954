import { html } from './markup.js';
import type { ChartWording } from './page-wording.js';
import type { Markup } from './markup.js';

/** A drawing of the same chart for one width of screens; text in it keeps its size. */
export interface Canvas {
  /** Width in CSS pixels at which text has its size. */
  readonly width: number;
  /** Stands in front of every id, so that ids of several drawings differ. */
  readonly prefix: string;
}

const WIDE: Canvas = { width: 720, prefix: 'w' };
const NARROW: Canvas = { width: 320, prefix: 'n' };

/** What a chart draws: its height, and what stands in it. */
export interface Drawing {
  readonly height: number;
  readonly content: Markup;
}

export interface ChartParts {
  /** Of the section; unique in the page. */
  readonly id: string;
  readonly wording: ChartWording;
  /** Null when there is nothing to draw. */
  readonly draw: ((canvas: Canvas) => Drawing) | null;
  readonly legend: Markup | null;
  readonly tables: readonly Markup[];
}

/**
 * A section with a chart that is drawn twice, for wide and for narrow screens, of which one is shown; below it the same
 * as a table, for whoever reads the page by ear or wants the numbers.
 */
export function chartSection({ id, wording, draw, legend, tables }: ChartParts): Markup {
  const body =
    draw === null
      ? html`<p class="empty">${wording.empty}</p>`
      : html`${legend}${[WIDE, NARROW].map((canvas) => drawing(id, wording, canvas, draw(canvas)))}${tables}`;
  return html`<section id="${id}" aria-labelledby="${id}-h">
    <h2 id="${id}-h">${wording.title}</h2>
    <p class="about">${wording.about}</p>
    ${body}
  </section> `;
}

function drawing(
  id: string,
  { title, about }: ChartWording,
  canvas: Canvas,
  { height, content }: Drawing,
): Markup {
  const { width, prefix } = canvas;
  const name = `${prefix}-${id}`;
  return html`<svg
    class="chart ${prefix}"
    role="img"
    aria-labelledby="${name}-t ${name}-d"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
  >
    <title id="${name}-t">${title}</title>
    <desc id="${name}-d">${about}</desc>
    ${content}
  </svg> `;
}

/** A coordinate with one decimal, to keep pages small. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}
