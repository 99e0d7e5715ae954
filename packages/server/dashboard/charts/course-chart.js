import { at, scaled } from './scale.js';
import { svg } from '../element.js';

const WIDTH = 640;
const HEIGHT = 190;
const LEFT = 34;
const BOTTOM = 24;
const TOP = 8;

/**
 * A value over time as a line of steps. `bands` lie behind it, each from a value to the next.
 *
 * @typedef {object} Course
 * @property {string} title
 * @property {string} about read to whoever cannot see it
 * @property {readonly { from: number, to: number, value: number | null }[]} periods times in milliseconds
 * @property {readonly [number, number]} range
 * @property {readonly number[]} ticks
 * @property {readonly { name: string, from: number, to: number }[]} bands
 * @property {(at: number) => string} timeText
 */

/**
 * @param {Course} course
 * @returns {SVGSVGElement}
 */
export function courseChart({ title, about, periods, range, ticks, bands, timeText }) {
  const seen = periods.flatMap(({ from, to, value }) => (value === null ? [] : [{ from, to, value }]));
  const begin = seen[0]?.from ?? 0;
  const end = seen.at(-1)?.to ?? 1;
  const x = (/** @type {number} */ time) => scaled(time, [begin, end], [LEFT, WIDTH - 4]);
  const y = (/** @type {number} */ value) => scaled(value, range, [HEIGHT - BOTTOM, TOP]);
  const steps = seen.map(
    ({ from, to, value }, place) => `${place === 0 ? 'M' : 'L'}${at(x(from))} ${at(y(value))}H${at(x(to))}`,
  );
  return svg(
    'svg',
    { class: 'chart', role: 'img', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-label': `${title}. ${about}` },
    ...bands.map(({ name, from, to }) =>
      svg('rect', {
        class: name,
        x: LEFT,
        y: at(y(to)),
        width: WIDTH - 4 - LEFT,
        height: at(y(from) - y(to)),
      }),
    ),
    ...ticks.flatMap((tick) => [
      svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - 4, y1: at(y(tick)), y2: at(y(tick)) }),
      svg('text', { x: LEFT - 6, y: at(y(tick) + 4), 'text-anchor': 'end' }, tick),
    ]),
    svg('path', { class: 'course', d: steps.join('') }),
    ...seen.map(({ from, to, value }) =>
      svg('circle', { class: 'point', cx: at(x((from + to) / 2)), cy: at(y(value)), r: 3 }),
    ),
    svg('text', { x: LEFT, y: HEIGHT - 6 }, timeText(begin)),
    svg('text', { x: WIDTH - 4, y: HEIGHT - 6, 'text-anchor': 'end' }, timeText(end)),
  );
}
