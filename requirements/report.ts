// npm run requirements: where each promise stands. `npm run requirements -- --shown` marks as shown what is cited.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/house/workspace.mjs';
import { collectCitations } from './citations.js';
import { compare } from './coverage.js';
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
process.stdout.write(sections.map(([title, body]) => (body === '' ? '' : `${title}\n${body}\n\n`)).join(''));

if (process.argv.includes('--shown')) {
  for (const reference of new Set(early.map(({ id }) => id.split('-')[0] ?? ''))) markShown(reference);
}

const shown = requirements.filter(({ status }) => status === 'shown').length;
process.stdout.write(`${String(shown)} of ${String(requirements.length)} promises are shown.\n`);

/** What a test cites is shown: whoever runs this has looked that the tests prove it. */
function markShown(reference: string): void {
  const file = join(ROOT, 'requirements', `${reference}.json`);
  const marked = new Set(early.map(({ id }) => id));
  const entries = JSON.parse(readFileSync(file, 'utf8')) as { id: string; status: string; issue?: string }[];
  for (const entry of entries) {
    if (!marked.has(entry.id)) continue;
    entry.status = 'shown';
    delete entry.issue;
    process.stdout.write(`${entry.id} is now shown\n`);
  }
  writeFileSync(file, `${JSON.stringify(entries, null, 2)}\n`);
}
