import { at, chartSection } from './chart.js';
import { foldedTable } from './data-table.js';
import { html } from './markup.js';
import { plainCount, plainNumber } from './plain-number.js';
import { timeAxis } from './time-axis.js';
import { utcPeriod } from './utc-time.js';
import type { Canvas, Drawing } from './chart.js';
import type { LinkEvidence } from './evidence-links.js';
import type { Markup } from './markup.js';
import type { PageWording } from './page-wording.js';
import type { QualityPeriod } from '../data/report-data.js';

const TOP = 14;
const PLOT = 180;
const GAP = 18;
const BARS = 44;
const LABELS = 24;
const RIGHT = 12;
const WIDEST_BAR = 10;
const GRID: readonly number[] = [0, 20, 40, 60, 80, 100];

/** How good calls were over time, and how many there were. */
export function qualityChart(
  periods: readonly QualityPeriod[],
  wording: PageWording,
  link: LinkEvidence,
): Markup {
  const { columns, quality } = wording;
  const hasScores = periods.some(({ mean }) => mean !== null);
  const table = foldedTable({
    caption: wording.table(quality.title),
    columns: [
      [columns.time],
      [columns.calls, 'numeric'],
      [columns.scored, 'numeric'],
      [columns.mean, 'numeric'],
      [columns.lowest, 'numeric'],
      [columns.evidence],
    ],
    rows: periods.map(({ from, to, calls, scored, mean, lowest, evidence }) => [
      utcPeriod(from, to),
      plainCount(calls),
      plainCount(scored),
      mean === null ? '–' : plainNumber(mean),
      lowest === null ? '–' : plainNumber(lowest),
      link(evidence),
    ]),
  });
  return chartSection({
    id: 'quality',
    wording: quality,
    draw: hasScores ? (canvas) => drawQuality(periods, wording, canvas) : null,
    legend: null,
    tables: [table],
  });
}

function drawQuality(periods: readonly QualityPeriod[], { quality }: PageWording, canvas: Canvas): Drawing {
  const axis = timeAxis(periods, canvas, RIGHT);
  const y = (score: number): number => TOP + PLOT * (1 - score / 100);
  const base = TOP + PLOT + GAP + BARS;
  const most = Math.max(...periods.map(({ calls }) => calls));
  const grid = GRID.map(
    (score) =>
      html`<line
          class="grid"
          x1="${axis.left}"
          x2="${at(axis.right)}"
          y1="${at(y(score))}"
          y2="${at(y(score))}"
        /><text class="tick" x="${axis.left - 8}" y="${at(y(score) + 4)}" text-anchor="end">${score}</text>`,
  );
  const means = periods.flatMap(({ from, mean, lowest }) =>
    mean === null ? [] : [{ x: axis.x(from), mean, lowest: lowest ?? mean }],
  );
  const line = means
    .map(({ x, mean }, index) => `${index === 0 ? 'M' : 'L'}${at(x)} ${at(y(mean))}`)
    .join('');
  const reaches = means.map(
    ({ x, mean, lowest }) =>
      html`<line class="reach" x1="${at(x)}" x2="${at(x)}" y1="${at(y(mean))}" y2="${at(y(lowest))}" />`,
  );
  const dots = means.map(
    ({ x, mean }) =>
      html`<circle class="dot" cx="${at(x)}" cy="${at(y(mean))}" r="${means.length > 60 ? 2 : 3}" />`,
  );
  // No wider than the time it stands for, so that bars of neighbours do not cover each other.
  const [one] = periods;
  const room = one === undefined ? 0 : 0.8 * (axis.x(one.to) - axis.x(one.from));
  const width = periods.length === 1 ? WIDEST_BAR : Math.max(1.5, Math.min(WIDEST_BAR, room));
  const bars = periods.map(({ from, calls }) => {
    const height = Math.max(1, (BARS * calls) / most);
    return html`<rect
      class="bar"
      x="${at(axis.x(from) - width / 2)}"
      y="${at(base - height)}"
      width="${at(width)}"
      height="${at(height)}"
    />`;
  });
  const content = html`${grid}${reaches}<path class="line" d="${line}" />${dots}<line
      class="axis"
      x1="${axis.left}"
      x2="${at(axis.right)}"
      y1="${base}"
      y2="${base}"
    />${bars}<text class="tick" x="${axis.left - 8}" y="${base - BARS + 10}" text-anchor="end"
      >${plainCount(most)}</text
    ><text class="tick" x="${at(axis.right)}" y="${base - BARS - 4}" text-anchor="end"
      >${quality.callsAxis}</text
    >${axis.labels(base + 17)}`;
  return { height: base + LABELS, content };
}
