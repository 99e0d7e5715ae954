import type { Action } from '@sentinel-agentos/core';
import type { Dimension } from '../../dimension.js';
import type { EvidenceRow } from '../data/report-data.js';
import type { FeedbackSignal } from '../../feedback/signal.js';
import type { ReportStatus } from '../data/report-call.js';
import type { Trend } from '../../profile/trend.js';
import type { TrustEventKind } from '../../trust/trust-event.js';
import type { ToolClass } from '../../trust/tool-class.js';

/** A chart in words: its heading, what it shows, and the summary of its table. */
export interface ChartWording {
  readonly title: string;
  readonly about: string;
  /** Stands where there is nothing to draw. */
  readonly empty: string;
}

/** The words of the page in one language. */
export interface PageWording {
  /** Of the `lang` attribute. */
  readonly tag: string;
  readonly title: string;
  readonly ofAll: string;
  readonly ofSession: string;
  readonly generated: string;
  readonly period: string;
  readonly contents: string;
  readonly insufficient: string;
  readonly summary: {
    readonly quality: string;
    readonly trust: string;
    readonly calls: string;
    readonly satisfaction: string;
    readonly grade: (grade: string) => string;
    readonly interval: (lower: number, upper: number) => string;
    readonly risk: (risk: string, band: string) => string;
    readonly riskiest: string;
    readonly noTrust: string;
    readonly stopped: (denied: number, confirmed: number) => string;
    readonly signals: (count: number) => string;
    readonly halted: string;
    readonly haltedSessions: (count: number) => string;
  };
  readonly notices: {
    readonly title: string;
    readonly warnings: string;
    readonly strengths: string;
    readonly none: string;
  };
  readonly quality: ChartWording & { readonly axis: string; readonly callsAxis: string };
  readonly risk: ChartWording & { readonly axis: string; readonly events: string };
  readonly decisions: ChartWording & { readonly other: string };
  readonly feedback: ChartWording & { readonly negative: string; readonly positive: string };
  readonly profile: ChartWording;
  readonly axes: Readonly<Record<'baseline' | 'norm' | 'stability' | 'metaControl', string>>;
  readonly evidence: { readonly title: string; readonly about: string; readonly outside: string };
  readonly table: (title: string) => string;
  readonly columns: {
    readonly time: string;
    readonly calls: string;
    readonly scored: string;
    readonly mean: string;
    readonly lowest: string;
    readonly highest: string;
    readonly last: string;
    readonly events: string;
    readonly event: string;
    readonly tool: string;
    readonly toolClass: string;
    readonly signal: string;
    readonly strength: string;
    readonly count: string;
    readonly dimension: string;
    readonly score: string;
    readonly interval: string;
    readonly trend: string;
    readonly evidence: string;
    readonly record: string;
    readonly session: string;
    readonly decision: string;
    readonly status: string;
    readonly id: string;
    readonly what: string;
    readonly band: string;
  };
  readonly overall: string;
  readonly dimensions: Readonly<Record<Dimension, string>>;
  readonly trends: Readonly<Record<Trend, string>>;
  readonly actions: Readonly<Record<Action, string>>;
  readonly statuses: Readonly<Record<ReportStatus, string>>;
  readonly toolClasses: Readonly<Record<ToolClass, string>>;
  readonly signals: Readonly<Record<FeedbackSignal, string>>;
  readonly trustEvents: Readonly<Record<TrustEventKind, string>>;
  readonly kinds: Readonly<Record<EvidenceRow['kind'], string>>;
  readonly footer: string;
  readonly colon: string;
}
