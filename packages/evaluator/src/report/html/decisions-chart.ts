import { ACTIONS } from '../data/report-call.js';
import { at, chartSection } from './chart.js';
import { cutText } from './visible-text.js';
import { foldedTable } from './data-table.js';
import { html } from './markup.js';
import { OTHER } from '../data/tool-stats.js';
import { plainCount } from './plain-number.js';
import type { Action } from '@sentinel-agentos/core';
import type { Canvas, Drawing } from './chart.js';
import type { LinkEvidence } from './evidence-links.js';
import type { Markup } from './markup.js';
import type { PageWording } from './page-wording.js';
import type { ToolDecisions } from '../data/report-data.js';

const DRAWN_TOOLS = 12;
const ROW = 40;
const BAR = 12;
/** Characters of a name beside its count, a pixel of width. */
const NAME_SHARE = 1 / 11;

/** Strokes in a square of 6 × 6; denied is full. */
const STROKES: Readonly<Record<Action, string | null>> = {
  auto: null,
  notify: 'M3 0V6',
  confirm: 'M0 6L6 0',
  deny: 'M0 6L6 0M0 0L6 6',
};

/** What was decided about the calls of each tool, in each class that they were of. */
export function decisionsChart(
  tools: readonly ToolDecisions[],
  wording: PageWording,
  link: LinkEvidence,
): Markup {
  const { columns, decisions, actions, toolClasses } = wording;
  const table = foldedTable({
    caption: wording.table(decisions.title),
    columns: [
      [columns.tool],
      [columns.toolClass],
      [columns.calls, 'numeric'],
      ...ACTIONS.map((action) => [actions[action], 'numeric'] as const),
      [columns.evidence],
    ],
    rows: tools.map((row) => [
      html`<bdi>${toolName(row.tool, wording)}</bdi>`,
      toolClasses[row.toolClass],
      plainCount(row.calls),
      ...ACTIONS.map((action) => plainCount(row.actions[action])),
      link(row.evidence),
    ]),
  });
  return chartSection({
    id: 'decisions',
    wording: decisions,
    draw: tools.length === 0 ? null : (canvas) => drawDecisions(tools, wording, canvas),
    legend: legend(wording),
    tables: [table],
  });
}

function toolName(tool: string, { decisions }: PageWording): string {
  return tool === OTHER ? decisions.other : cutText(tool, 80);
}

function legend({ actions }: PageWording): Markup {
  const entries = ACTIONS.map(
    (action) =>
      html`<li>
        <svg class="swatch" aria-hidden="true" viewBox="0 0 24 12" width="24" height="12">
          ${patterns(`l${action}`)}${segment(`l${action}`, action, 0, 0, 24)}
        </svg>
        ${actions[action]}
      </li>`,
  );
  return html`<ul class="legend">
    ${entries}
  </ul>`;
}

function drawDecisions(
  tools: readonly ToolDecisions[],
  wording: PageWording,
  { width, prefix }: Canvas,
): Drawing {
  const drawn = tools.slice(0, DRAWN_TOOLS);
  const most = Math.max(...drawn.map(({ calls }) => calls));
  const id = `${prefix}-act`;
  const rows = drawn.map(({ tool, toolClass, calls, actions }, index) => {
    const top = index * ROW;
    let x = 0;
    const segments = ACTIONS.map((action) => {
      if (actions[action] === 0) return null;
      // What happened once among thousands is still to be seen.
      const length = Math.max(3, (width * actions[action]) / most);
      const drawnSegment = segment(id, action, x, top + 20, Math.max(1, Math.min(length, width - x)));
      x += length + 1;
      return drawnSegment;
    });
    const sameName = drawn.filter((other) => other.tool === tool);
    const classOf = sameName.length > 1 ? ` · ${wording.toolClasses[toolClass]}` : '';
    const room = Math.floor(width * NAME_SHARE) - classOf.length;
    const name = `${cutText(toolName(tool, wording), room)}${classOf}`;
    return html`<text class="label" x="0" y="${top + 14}">${name}</text
      ><text class="value" x="${width}" y="${top + 14}" text-anchor="end">${plainCount(calls)}</text
      >${segments}`;
  });
  return { height: drawn.length * ROW, content: html`${patterns(id)}${rows}` };
}

function patterns(id: string): Markup {
  const all = ACTIONS.map((action) => {
    const strokes = STROKES[action];
    return strokes === null
      ? null
      : html`<pattern id="${id}-${action}" width="6" height="6" patternUnits="userSpaceOnUse"
          ><path class="cut" d="${strokes}"
        /></pattern>`;
  });
  return html`<defs>${all}</defs>`;
}

function segment(id: string, action: Action, x: number, y: number, length: number): Markup {
  const box = html`x="${at(x)}" y="${y}" width="${at(length)}" height="${BAR}"`;
  const plain = html`<rect class="act-${action}" ${box} />`;
  return STROKES[action] === null ? plain : html`${plain}<rect fill="url(#${id}-${action})" ${box} />`;
}
