import { at, chartSection } from './chart.js';
import { DIMENSIONS } from '../../dimension.js';
import { foldedTable } from './data-table.js';
import { html } from './markup.js';
import { plainCount } from './plain-number.js';
import type { AgentProfile } from '../../profile/agent-profile.js';
import type { Canvas, Drawing } from './chart.js';
import type { Interval } from '../../statistics/track.js';
import type { LinkEvidence } from './evidence-links.js';
import type { Markup } from './markup.js';
import type { PageWording } from './page-wording.js';
import type { Trend } from '../../profile/trend.js';

const ROW = 44;
const SCALE = 20;

interface Row {
  readonly name: string;
  readonly score: number | null;
  readonly interval: Interval | null;
  readonly n: number;
  readonly trend: Trend;
  readonly evidence: readonly string[];
}

/** Scores of the dimensions with how sure they are. */
export function profileChart(profile: AgentProfile, wording: PageWording, link: LinkEvidence): Markup {
  const { columns } = wording;
  const rows = rowsOf(profile, wording);
  const hasScores = rows.some(({ score }) => score !== null);
  const table = foldedTable({
    caption: wording.table(wording.profile.title),
    columns: [
      [columns.dimension],
      [columns.score, 'numeric'],
      [columns.interval, 'numeric'],
      ['n', 'numeric'],
      [columns.trend],
      [columns.evidence],
    ],
    rows: rows.map(({ name, score, interval, n, trend, evidence }) => [
      name,
      score === null ? wording.insufficient : `${score}`,
      interval === null ? '–' : rangeOf(interval),
      plainCount(n),
      wording.trends[trend],
      link(evidence),
    ]),
  });
  return chartSection({
    id: 'profile',
    wording: wording.profile,
    draw: hasScores ? (canvas) => drawProfile(rows, wording, canvas) : null,
    legend: null,
    tables: [table],
  });
}

function rowsOf(profile: AgentProfile, wording: PageWording): readonly Row[] {
  const { overallScore, interval, sampleSize, trends, details } = profile;
  const overall: Row = {
    name: wording.overall,
    score: overallScore,
    interval,
    n: sampleSize,
    trend: trends.overall,
    evidence: [...new Set(DIMENSIONS.flatMap((dimension) => details[dimension].evidence.slice(-2)))],
  };
  return [
    overall,
    ...DIMENSIONS.map((dimension) => ({ name: wording.dimensions[dimension], ...details[dimension] })),
  ];
}

function rangeOf({ lower, upper }: Interval): string {
  return `${lower}–${upper}`;
}

function drawProfile(rows: readonly Row[], wording: PageWording, { width }: Canvas): Drawing {
  const x = (score: number): number => 8 + ((width - 16) * score) / 100;
  const bottom = rows.length * ROW;
  const drawn = rows.map(({ name, score, interval, n }, index) => {
    const top = index * ROW;
    const y = top + 28;
    const said =
      score === null || interval === null
        ? html`<text class="tick" x="${width}" y="${top + 14}" text-anchor="end"
            >${wording.insufficient}</text
          >`
        : html`<text class="value" x="${width}" y="${top + 14}" text-anchor="end"
              >${score} <tspan class="quiet">(${rangeOf(interval)}, n = ${plainCount(n)})</tspan></text
            ><line
              class="interval"
              x1="${at(x(interval.lower))}"
              x2="${at(x(interval.upper))}"
              y1="${y}"
              y2="${y}"
            /><line class="mark" x1="${at(x(score))}" x2="${at(x(score))}" y1="${y - 9}" y2="${y + 9}" />`;
    return html`<text class="label${index === 0 ? ' strong' : ''}" x="0" y="${top + 14}">${name}</text
      ><line class="grid" x1="${x(0)}" x2="${at(x(100))}" y1="${y}" y2="${y}" />${said}`;
  });
  const ticks = [0, 20, 40, 60, 80, 100].map(
    (score) =>
      html`<text class="tick" x="${at(x(score))}" y="${bottom + 12}" text-anchor="middle">${score}</text>`,
  );
  return { height: bottom + SCALE, content: html`${drawn}${ticks}` };
}
