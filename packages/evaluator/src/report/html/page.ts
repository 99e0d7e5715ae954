import { createHash } from 'node:crypto';
import { cutText } from './visible-text.js';
import { decisionsChart } from './decisions-chart.js';
import { evidenceLinks } from './evidence-links.js';
import { evidenceSection } from './evidence-section.js';
import { feedbackChart } from './feedback-chart.js';
import { html, Markup } from './markup.js';
import { noticeLists } from './notice-lists.js';
import { pageWording } from './page-language.js';
import { PAGE_STYLE } from './page-style.js';
import { profileChart } from './profile-chart.js';
import { qualityChart } from './quality-chart.js';
import { riskChart } from './risk-chart.js';
import { summaryFigures } from './summary.js';
import { utcMinute } from './utc-time.js';
import type { Language } from '@sentinel-agentos/core';
import type { PageWording } from './page-wording.js';
import type { ReportData } from '../data/report-data.js';

export interface PageOptions {
  /** Default `en`. */
  readonly language?: Language;
}

/**
 * A report as one HTML page that stands alone: it loads nothing, runs nothing, and says so in its content security
 * policy. Whatever names of tools, sessions and calls hold is shown as text, with what cannot be seen made visible.
 * Pure; below 2 MB whatever the length of the journal.
 */
export function htmlReport(data: ReportData, { language = 'en' }: PageOptions = {}): string {
  const wording = pageWording(language);
  const link = evidenceLinks(data.evidence);
  const { quality, risk, decisions, feedback, profile, evidence, notices } = wording;
  const contents = [
    ['findings', notices.title],
    ['quality', quality.title],
    ['risk', risk.title],
    ['decisions', decisions.title],
    ['feedback', feedback.title],
    ['profile', profile.title],
    ['evidence', evidence.title],
  ].map(([id = '', title = '']) => html`<li><a href="#${id}">${title}</a></li>`);
  const page = html`<!doctype html>
    <html lang="${wording.tag}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${wording.title} — Sentinel AgentOS</title>
        ${new Markup(`<style>${PAGE_STYLE}</style>`)}
      </head>
      <body>
        <header>
          <p class="maker">Sentinel AgentOS</p>
          <h1>${wording.title}</h1>
          ${subject(data, wording)}
        </header>
        <main>
          ${summaryFigures(data, wording, language)}
          <nav aria-label="${wording.contents}">
            <ul>
              ${contents}
            </ul>
          </nav>
          ${noticeLists(data.profile, wording, language, link)}${qualityChart(data.quality, wording, link)}${riskChart(data.trust, wording, language, link)}${decisionsChart(data.tools, wording, link)}${feedbackChart(data.signals, wording, link)}${profileChart(data.profile, wording, link)}${evidenceSection(data.evidence, wording)}
        </main>
        <footer><p>${wording.footer}</p></footer>
      </body>
    </html> `;
  return page.text;
}

/** Whose report it is, and of when. */
function subject({ sessionId, period, generatedAt }: ReportData, wording: PageWording): Markup {
  const whose =
    sessionId === null ? wording.ofAll : html`${wording.ofSession} <bdi>${cutText(sessionId, 80)}</bdi>`;
  const calls =
    period === null
      ? null
      : html`<span>${wording.period} ${utcMinute(period.from)} – ${utcMinute(period.to)} UTC</span>`;
  return html`<p class="subject">
    <span>${whose}</span>${calls}<span>${wording.generated} ${utcMinute(generatedAt)} UTC</span>
  </p>`;
}

/** Nothing but the one style that stands in the page, named by its digest: what slipped in could neither load nor run. */
function policy(): string {
  const digest = createHash('sha256').update(PAGE_STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}
