import { at } from './chart.js';
import { axisTime } from './utc-time.js';
import { html } from './markup.js';
import type { Canvas } from './chart.js';
import type { Markup } from './markup.js';

/** The part of time that a chart shows, and the pixels it is shown in. */
export interface TimeAxis {
  readonly x: (time: number) => number;
  readonly left: number;
  readonly right: number;
  /** Labels along the bottom, written at this height. */
  readonly labels: (y: number) => Markup;
}

const LEFT = 36;
const INSET = 10;
const LABEL_WIDTH = 84;
const DAY = 86_400_000;

/** Distances between labels that people count in, in milliseconds; beyond the last they double. */
const STEPS: readonly number[] = [
  ...[1, 5, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 5, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 3, 6, 12].map((hours) => hours * 3_600_000),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * DAY),
];

/** An axis over periods, oldest first; there is at least one. */
export function timeAxis(
  periods: readonly { readonly from: number }[],
  { width }: Canvas,
  marginRight: number,
): TimeAxis {
  const first = periods[0]?.from ?? 0;
  const span = (periods.at(-1)?.from ?? first) - first;
  const right = width - marginRight;
  const room = right - LEFT - 2 * INSET;
  // A single moment stands in the middle.
  const x = (time: number): number =>
    span === 0 ? (LEFT + right) / 2 : LEFT + INSET + ((time - first) / span) * room;
  const times = span === 0 ? [first] : tickTimes(first, span, Math.max(1, Math.floor(room / LABEL_WIDTH)));
  return {
    x,
    left: LEFT,
    right,
    labels: (y) =>
      html`${times.map(
        (time) =>
          html`<text class="tick" x="${at(x(time))}" y="${y}" text-anchor="middle"
            >${axisTime(time, span)}</text
          >`,
      )}`,
  };
}

/** At most so many moments after the first, at whole multiples of a distance. */
function tickTimes(first: number, span: number, most: number): readonly number[] {
  let step = STEPS.find((each) => span / each <= most) ?? 364 * DAY;
  while (span / step > most) step *= 2;
  const begin = Math.ceil(first / step) * step;
  const times: number[] = [];
  for (let time = begin; time <= first + span; time += step) times.push(time);
  return times.length === 0 ? [first] : times;
}
