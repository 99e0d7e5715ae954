// npm run requirements: where each promise stands. With `-- --shown S2-08 S2-09` these become shown, and with
// `-- --shown` alone everything that is cited does.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/house/workspace.mjs';
import { collectCitations } from './citations.js';
import { compare } from './coverage.js';
import { coverageTable } from './coverage-table.js';
import { readManifests } from './manifest.js';

const requirements = readManifests();
const citations = collectCitations();
const { unproven, unknown, early, open, forgotten, malformed } = compare(requirements, citations);

const listed = (entries: readonly { id: string; promise: string; issue?: string }[]): string =>
  entries
    .map(({ id, promise, issue }) => `  ${id}${issue === undefined ? '' : ` (issue ${issue})`}  ${promise}`)
    .join('\n');

const sections: readonly (readonly [string, string])[] = [
  ['Said to be shown, cited by nothing', listed(unproven)],
  ['Neither shown nor planned', listed(forgotten)],
  [
    'Cited, but in no manifest',
    unknown.map(({ id, file, line }) => `  ${id}  ${file}:${String(line)}`).join('\n'),
  ],
  ['Malformed', malformed.map((line) => `  ${line}`).join('\n')],
  ['Cited already, still planned', listed(early)],
  ['Planned, cited by nothing yet', listed(open)],
];
let text = sections.map(([title, body]) => (body === '' ? '' : `${title}\n${body}\n\n`)).join('');

const [, , flag, ...named] = process.argv;
if (flag === '--shown') {
  const marked = early.map(({ id }) => id).filter((id) => named.length === 0 || named.includes(id));
  for (const reference of new Set(marked.map((id) => id.split('-')[0] ?? '')))
    markShown(reference, new Set(marked));
}

const table = coverageTable(readManifests());
for (const { reference, promises, shown } of table)
  text += `${reference}: ${String(shown)} of ${String(promises)} promises are shown.\n`;
const shown = table.reduce((sum, row) => sum + row.shown, 0);
process.stdout.write(`${text}${String(shown)} of ${String(requirements.length)} promises are shown.\n`);

/** What a test cites is shown: whoever runs this has looked that the tests prove it. */
function markShown(reference: string, marked: ReadonlySet<string>): void {
  const file = join(ROOT, 'requirements', `${reference}.json`);
  const entries = JSON.parse(readFileSync(file, 'utf8')) as { id: string; status: string; issue?: string }[];
  for (const entry of entries) {
    if (!marked.has(entry.id)) continue;
    entry.status = 'shown';
    delete entry.issue;
    text += `${entry.id} is now shown\n`;
  }
  writeFileSync(file, `${JSON.stringify(entries, null, 2)}\n`);
}
