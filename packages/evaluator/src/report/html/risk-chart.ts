import { at, chartSection } from './chart.js';
import { BAND_NAMES, bandOf, riskUnits } from '../../trust/band.js';
import { BAND_RANGES, bandBox, bandPatterns } from './band-pattern.js';
import { foldedTable } from './data-table.js';
import { html } from './markup.js';
import { plainCount, plainNumber } from './plain-number.js';
import { timeAxis } from './time-axis.js';
import { utcPeriod } from './utc-time.js';
import type { Canvas, Drawing } from './chart.js';
import type { Language } from '@sentinel-agentos/core';
import type { LinkEvidence } from './evidence-links.js';
import type { Markup } from './markup.js';
import type { PageWording } from './page-wording.js';
import type { TrustPeriod, TrustReport } from '../data/trust-report-data.js';

const TOP = 10;
const PLOT = 230;
const LABELS = 24;
/** Room for the names of the bands. */
const RIGHT = 64;

/** The risk over time before the bands it falls in, and what changed it. */
export function riskChart(
  trust: TrustReport | null,
  wording: PageWording,
  language: Language,
  link: LinkEvidence,
): Markup {
  const periods = trust?.periods ?? [];
  return chartSection({
    id: 'risk',
    wording: wording.risk,
    draw: periods.length === 0 ? null : (canvas) => drawRisk(periods, language, canvas),
    legend: null,
    tables: [periodTable(periods, wording, language, link), eventTable(trust, wording, link)],
  });
}

function periodTable(
  periods: readonly TrustPeriod[],
  wording: PageWording,
  language: Language,
  link: LinkEvidence,
): Markup {
  const { columns, risk } = wording;
  return foldedTable({
    caption: wording.table(risk.title),
    columns: [
      [columns.time],
      [columns.highest, 'numeric'],
      [columns.band],
      [columns.last, 'numeric'],
      [columns.events, 'numeric'],
      [columns.event],
      [columns.evidence],
    ],
    rows: periods.map(({ from, to, highest, last, events, kind, evidence }) => [
      utcPeriod(from, to),
      plainNumber(highest),
      BAND_NAMES[bandOf(riskUnits(highest))][language],
      plainNumber(last),
      plainCount(events),
      wording.trustEvents[kind],
      link(evidence),
    ]),
  });
}

function eventTable(trust: TrustReport | null, wording: PageWording, link: LinkEvidence): Markup {
  const { columns, risk } = wording;
  return foldedTable({
    caption: wording.table(risk.events),
    columns: [[columns.event], [columns.count, 'numeric'], [columns.evidence]],
    rows: (trust?.events ?? []).map(({ kind, count, evidence }) => [
      wording.trustEvents[kind],
      plainCount(count),
      link(evidence),
    ]),
  });
}

function drawRisk(periods: readonly TrustPeriod[], language: Language, canvas: Canvas): Drawing {
  const { prefix, width } = canvas;
  const axis = timeAxis(periods, canvas, RIGHT);
  const y = (risk: number): number => TOP + PLOT * (1 - risk);
  const bands = BAND_RANGES.map(({ band, from, to }) => {
    const box = html`x="${axis.left}" y="${at(y(to))}" width="${at(width - axis.left)}"
    height="${at(y(from) - y(to))}"`;
    const middle = y((from + to) / 2);
    return html`${bandBox(prefix, band, box)}<text
        class="tick"
        x="${axis.left - 6}"
        y="${at(y(from) + 4)}"
        text-anchor="end"
        >${from === 0 ? '0' : from.toFixed(2)}</text
      ><rect
        class="tint-${band}"
        x="${at(width - RIGHT + 4)}"
        y="${at(middle - 10)}"
        width="${RIGHT - 6}"
        height="20"
        rx="3"
      /><text class="band" x="${at(width - RIGHT / 2 + 1)}" y="${at(middle + 4)}" text-anchor="middle"
        >${BAND_NAMES[band][language]}</text
      >`;
  });
  const steps = periods
    .map(({ from, highest }, index) =>
      index === 0 ? `M${at(axis.x(from))} ${at(y(highest))}` : `H${at(axis.x(from))}V${at(y(highest))}`,
    )
    .join('');
  // Halts last, so that nothing covers them.
  const ordered = periods.toSorted((a, b) => Math.sign(a.halts) - Math.sign(b.halts));
  const marks = ordered.map(({ from, highest, halts }) =>
    halts > 0
      ? html`<rect
          class="halt"
          x="${at(axis.x(from) - 5)}"
          y="${at(y(highest) - 5)}"
          width="10"
          height="10"
        />`
      : html`<circle
          class="dot"
          cx="${at(axis.x(from))}"
          cy="${at(y(highest))}"
          r="${periods.length > 60 ? 2 : 3}"
        />`,
  );
  const content = html`${bandPatterns(prefix)}${bands}<path class="halo" d="${steps}" /><path
      class="line"
      d="${steps}"
    />${marks}${axis.labels(TOP + PLOT + 17)}`;
  return { height: TOP + PLOT + LABELS, content };
}
