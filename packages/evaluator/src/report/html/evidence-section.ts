import { anchorOf } from './evidence-links.js';
import { cutText } from './visible-text.js';
import { html } from './markup.js';
import { utcSecond } from './utc-time.js';
import type { EvidenceRow } from '../data/report-data.js';
import type { Markup } from './markup.js';
import type { PageWording } from './page-wording.js';

const LONGEST_NAME = 60;

/** The records that the numbers of the page rest on, each with an anchor of its own. */
export function evidenceSection(rows: readonly EvidenceRow[], wording: PageWording): Markup {
  const { columns, evidence } = wording;
  const heads = [
    columns.record,
    columns.time,
    columns.what,
    columns.session,
    columns.decision,
    columns.status,
    columns.score,
    columns.id,
  ];
  const lines = rows.map((row, place) => evidenceLine(row, place, wording));
  const table = html`<table>
    <caption>
      ${evidence.title}
    </caption>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
  return html`<section id="evidence" aria-labelledby="evidence-h">
    <h2 id="evidence-h">${evidence.title}</h2>
    <p class="about">${evidence.about}</p>
    <div class="scroll" role="region" tabindex="0" aria-label="${evidence.title}">${table}</div>
  </section> `;
}

function evidenceLine(row: EvidenceRow, place: number, wording: PageWording): Markup {
  const { actions, statuses, evidence, kinds } = wording;
  const { kind, seq, at, sessionId, action, status, score, key } = row;
  const cells = [
    at === null ? '–' : utcSecond(at),
    html`<bdi>${cutText(nameOf(row, wording), LONGEST_NAME)}</bdi
      >${kind === 'call' ? null : html` <small>${kinds[kind]}</small>`}`,
    sessionId === null ? '–' : html`<bdi>${cutText(sessionId, LONGEST_NAME)}</bdi>`,
    action === null ? '–' : actions[action],
    status === null ? '–' : statuses[status],
    score === null ? '–' : String(score),
    html`<bdi>${cutText(key, LONGEST_NAME)}</bdi>`,
  ];
  const number = seq === null ? evidence.outside : `#${seq}`;
  return html`<tr id="${anchorOf(place)}">
    <th scope="row">${number}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr> `;
}

function nameOf({ kind, what }: EvidenceRow, wording: PageWording): string {
  switch (kind) {
    case 'signal':
      return nameIn(wording.signals, what);
    case 'trust':
      return nameIn(wording.trustEvents, what);
    case 'call':
    case 'unknown':
      return what;
  }
}

/** A name that is in the table in words; another one, which is anybody's text, as it is. */
function nameIn(table: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(table, name) ? (table[name] ?? name) : name;
}
