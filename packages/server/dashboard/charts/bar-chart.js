import { at, scaled } from './scale.js';
import { svg } from '../element.js';

const WIDTH = 640;
const ROW = 40;

/**
 * Values beside each other, each as a bar from 0 to the most there can be.
 *
 * @param {string} title
 * @param {readonly { name: string, value: number | null, text: string }[]} rows
 * @param {number} most
 * @returns {SVGSVGElement}
 */
export function barChart(title, rows, most) {
  const words = rows.map(({ name, text }) => `${name}: ${text}`).join(', ');
  return svg(
    'svg',
    {
      class: 'chart',
      role: 'img',
      viewBox: `0 0 ${WIDTH} ${rows.length * ROW}`,
      'aria-label': `${title}. ${words}`,
    },
    ...rows.flatMap(({ name, value, text }, place) => {
      const top = place * ROW;
      const box = { x: 0, y: top + 20, height: 10, rx: 3 };
      const width = value === null ? 0 : scaled(Math.max(0, Math.min(most, value)), [0, most], [0, WIDTH]);
      return [
        svg('text', { x: 0, y: top + 14 }, name),
        svg('text', { class: 'value', x: WIDTH, y: top + 14, 'text-anchor': 'end' }, text),
        svg('rect', { class: 'ground', ...box, width: WIDTH }),
        svg('rect', { class: 'bar', ...box, width: at(width) }),
      ];
    }),
  );
}
