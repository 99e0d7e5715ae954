import { html } from './markup.js';
import type { AgentProfile } from '../../profile/agent-profile.js';
import type { Language } from '@sentinel-agentos/core';
import type { LinkEvidence } from './evidence-links.js';
import type { Markup } from './markup.js';
import type { Notice } from '../../profile/notice.js';
import type { PageWording } from './page-wording.js';

/** Calls that are named of those a notice rests on. */
const NAMED = 5;

/** What a person should know: warnings and strengths, each with what it rests on. */
export function noticeLists(
  { notices }: AgentProfile,
  { notices: words }: PageWording,
  language: Language,
  link: LinkEvidence,
): Markup {
  const list = (title: string, kind: string, items: readonly Notice[]): Markup => {
    const lines = items.map(
      ({ text, evidence }) => html`<li><bdi>${text[language]}</bdi> ${link(evidence.slice(-NAMED))}</li>`,
    );
    return html`<div class="${kind}">
      <h3>${title}</h3>
      ${
        lines.length === 0
          ? html`<p>${words.none}</p>`
          : html`<ul>
              ${lines}
            </ul>`
      }
    </div>`;
  };
  return html`<section id="findings" aria-labelledby="findings-h">
    <h2 id="findings-h">${words.title}</h2>
    <div class="notices">
      ${list(words.warnings, 'warnings', notices.warnings)}${list(words.strengths, 'strengths', notices.strengths)}
    </div>
  </section> `;
}
