import { at, chartSection } from './chart.js';
import { foldedTable } from './data-table.js';
import { html } from './markup.js';
import { plainCount, plainNumber } from './plain-number.js';
import type { Canvas, Drawing } from './chart.js';
import type { LinkEvidence } from './evidence-links.js';
import type { Markup } from './markup.js';
import type { PageWording } from './page-wording.js';
import type { SignalCount } from '../data/report-data.js';

const HEAD = 24;
const ROW = 38;
const BAR = 12;

/** What users did, how often, and what it says. */
export function feedbackChart(
  signals: readonly SignalCount[],
  wording: PageWording,
  link: LinkEvidence,
): Markup {
  const { columns, feedback } = wording;
  const table = foldedTable({
    caption: wording.table(feedback.title),
    columns: [
      [columns.signal],
      [columns.strength, 'numeric'],
      [columns.count, 'numeric'],
      [columns.evidence],
    ],
    rows: signals.map(({ signal, strength, count, evidence }) => [
      html`${wording.signals[signal]} <code>${signal}</code>`,
      signed(strength),
      plainCount(count),
      link(evidence),
    ]),
  });
  return chartSection({
    id: 'feedback',
    wording: feedback,
    draw: signals.length === 0 ? null : (canvas) => drawFeedback(signals, wording, canvas),
    legend: null,
    tables: [table],
  });
}

function drawFeedback(signals: readonly SignalCount[], wording: PageWording, { width }: Canvas): Drawing {
  const { feedback } = wording;
  const middle = width / 2;
  const most = Math.max(...signals.map(({ count }) => count));
  const height = HEAD + signals.length * ROW;
  const rows = signals.map(({ signal, strength, count }, index) => {
    const top = HEAD + index * ROW;
    const length = Math.max(3, ((middle - 2) * count) / most);
    const left = strength < 0 ? middle - 1 - length : middle + 1;
    return html`<text class="label" x="0" y="${top + 13}"
        ><tspan class="quiet">${signed(strength)}</tspan> ${wording.signals[signal]}</text
      ><text class="value" x="${width}" y="${top + 13}" text-anchor="end">${plainCount(count)}</text
      ><rect
        class="${strength < 0 ? 'against' : 'for'}"
        x="${at(left)}"
        y="${top + 19}"
        width="${at(length)}"
        height="${BAR}"
      />`;
  });
  const content = html`<text class="tick" x="0" y="12">← ${feedback.negative}</text
    ><text class="tick" x="${width}" y="12" text-anchor="end">${feedback.positive} →</text
    >${rows}${signals.map((_, index) => html`<line class="axis" x1="${middle}" x2="${middle}" y1="${HEAD + index * ROW + 17}" y2="${HEAD + index * ROW + 33}" />`)}`;
  return { height, content };
}

function signed(strength: number): string {
  return strength < 0 ? `−${plainNumber(-strength)}` : `+${plainNumber(strength)}`;
}
