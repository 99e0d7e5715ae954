import { BAND_NAMES } from '../../trust/band.js';
import { html } from './markup.js';
import { plainCount, plainNumber } from './plain-number.js';
import type { Language } from '@sentinel-agentos/core';
import type { Markup, Part } from './markup.js';
import type { PageWording } from './page-wording.js';
import type { ReportData } from '../data/report-data.js';

interface Figure {
  readonly name: string;
  /** Where the number is taken apart. */
  readonly section: string;
  readonly value: Part;
  readonly unit: string;
  readonly notes: readonly (string | null)[];
}

/** The few numbers to begin with; each leads to the part that takes it apart. */
export function summaryFigures(data: ReportData, wording: PageWording, language: Language): Markup {
  const figures = [
    qualityOf(data, wording),
    trustOf(data, wording, language),
    callsOf(data, wording),
    satisfactionOf(data, wording),
  ];
  return html`${haltNotice(data, wording)}
    <dl class="figures">${figures.map(figure)}</dl> `;
}

function figure({ name, section, value, unit, notes }: Figure): Markup {
  const shown = notes.filter((note) => note !== null).map((note) => html`<span>${note}</span>`);
  return html`<div>
    <dt><a href="#${section}">${name}</a></dt>
    <dd><strong>${value}</strong><small>${unit}</small>${shown}</dd>
  </div>`;
}

function haltNotice({ trust, sessionId }: ReportData, { summary }: PageWording): Markup | null {
  if (trust === null) return null;
  if (sessionId !== null && trust.halted) return html`<p class="halted">${summary.halted}</p>`;
  return trust.haltedSessions === 0
    ? null
    : html`<p class="halted">${summary.haltedSessions(trust.haltedSessions)}</p>`;
}

function qualityOf({ profile }: ReportData, { summary, insufficient }: PageWording): Figure {
  const { overallScore, grade, interval } = profile;
  return {
    name: summary.quality,
    section: 'profile',
    value: overallScore ?? '–',
    unit: overallScore === null ? '' : '/100',
    notes:
      grade === null || interval === null
        ? [insufficient]
        : [summary.grade(grade), summary.interval(interval.lower, interval.upper)],
  };
}

function trustOf(
  { trust, sessionId }: ReportData,
  { summary, insufficient }: PageWording,
  language: Language,
): Figure {
  const base = { name: summary.trust, section: 'risk' };
  if (trust === null) return { ...base, value: '–', unit: '', notes: [summary.noTrust] };
  const { pScore, grade, r, band } = trust;
  if (pScore === null || grade === null || r === null)
    return { ...base, value: '–', unit: '', notes: [insufficient] };
  const name = band === null ? '' : BAND_NAMES[band][language];
  return {
    ...base,
    value: plainNumber(pScore),
    unit: '/100',
    notes: [
      summary.grade(grade),
      summary.risk(plainNumber(r), name),
      sessionId === null ? summary.riskiest : null,
    ],
  };
}

function callsOf({ calls, counts }: ReportData, { summary }: PageWording): Figure {
  const decided = (action: string): number =>
    counts.reduce((sum, count) => (count.action === action ? sum + count.calls : sum), 0);
  return {
    name: summary.calls,
    section: 'decisions',
    value: plainCount(calls),
    unit: '',
    notes: [summary.stopped(decided('deny'), decided('confirm'))],
  };
}

function satisfactionOf(
  { satisfaction, signals }: ReportData,
  { summary, insufficient }: PageWording,
): Figure {
  const count = signals.reduce((sum, signal) => sum + signal.count, 0);
  return {
    name: summary.satisfaction,
    section: 'feedback',
    value: satisfaction ?? '–',
    unit: satisfaction === null ? '' : '/100',
    notes: [satisfaction === null ? insufficient : summary.signals(count)],
  };
}
