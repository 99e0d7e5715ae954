import { courseChart } from '../charts/course-chart.js';
import { h } from '../element.js';

/** @typedef {import('../charts/course-chart.js').Course} Course */

/** Where each band of risk begins and ends. */
const BANDS = [
  { name: 'Normal', from: 0, to: 0.15 },
  { name: 'Caution', from: 0.15, to: 0.3 },
  { name: 'Alert', from: 0.3, to: 0.5 },
  { name: 'Critical', from: 0.5, to: 0.75 },
  { name: 'Halt', from: 0.75, to: 1 },
];

/**
 * The quality and the risk of a session over time, each with its heading; what nothing is known of is left out.
 *
 * @param {import('../page.js').Page} page
 * @param {import('../wire.js').ReportData} report
 * @returns {readonly Node[]}
 */
export function sessionCourses(page, { quality, trust }) {
  const { say, times } = page;
  const timeText = times.whole;
  const good = quality.map(({ from, to, mean }) => ({ from, to, value: mean }));
  const risks = (trust?.periods ?? []).map(({ from, to, highest }) => ({ from, to, value: highest }));
  const drawn = [];
  if (good.some(({ value }) => value !== null)) {
    const title = say('quality.title');
    const about = `${say('quality.about')} ${heard(page, good, 0)}`;
    drawn.push(
      h('h3', {}, title),
      courseChart({ title, about, periods: good, range: [0, 100], ticks: [0, 50, 100], bands: [], timeText }),
    );
  }
  if (risks.length > 0) {
    const title = say('trust.title');
    const about = `${say('trust.about')} ${heard(page, risks, 2)}`;
    const ticks = [0, 0.15, 0.3, 0.5, 0.75, 1];
    drawn.push(
      h('h3', {}, title),
      h('p', { class: 'quiet small' }, say('trust.about')),
      courseChart({ title, about, periods: risks, range: [0, 1], ticks, bands: BANDS, timeText }),
    );
  }
  return drawn;
}

/**
 * What the course of a value shows, for whoever cannot see it.
 *
 * @param {import('../page.js').Page} page
 * @param {Course['periods']} periods
 * @param {number} digits after the point
 * @returns {string}
 */
function heard({ say, times }, periods, digits) {
  const seen = periods.flatMap(({ from, to, value }) => (value === null ? [] : [{ from, to, value }]));
  const values = seen.map(({ value }) => value);
  const from = times.whole(seen[0]?.from ?? Number.NaN);
  const to = times.whole(seen.at(-1)?.to ?? Number.NaN);
  const lowest = Math.min(...values).toFixed(digits);
  const highest = Math.max(...values).toFixed(digits);
  return say('course.heard', { from, to, lowest, highest, last: values.at(-1)?.toFixed(digits) ?? '–' });
}
