import { expect, it } from 'vitest';
import { ownCommandFindings } from '../../src/rules/own-commands.js';
import { read } from '../effects/reading.js';

const rulesFor = (command: string): readonly string[] =>
  ownCommandFindings(read(command).commands).map(({ rule }) => rule);

it.each([
  'sentinel-agentos resume',
  'sentinel-agentos resume main --by ada',
  'sentinel-agentos --workspace . resume main',
  '/usr/local/bin/sentinel-agentos resume main',
  './node_modules/.bin/sentinel-agentos resume main',
  'npx sentinel-agentos resume main',
  'npx -y sentinel-agentos@1.2.3 resume main',
  'npm exec -- sentinel-agentos resume main',
  'pnpm exec sentinel-agentos resume main',
  'node node_modules/.bin/sentinel-agentos resume main',
  'node node_modules/@sentinel-agentos/cli/dist/main.js resume main',
  "bash -c 'sentinel-agentos resume main'",
  'true && sentinel-agentos resume',
  'sentinel-agentos "$(cat command)" main',
  'c=resume; sentinel-agentos $c main',
])('[S4-46] an agent does not let a session go on: %s', (command) => {
  expect(rulesFor(command)).toEqual(['state.resume']);
});

it.each([
  'sentinel-agentos status',
  'sentinel-agentos halt main',
  'npx sentinel-agentos audit --limit 3',
  'echo sentinel-agentos resume main',
  'grep -rn "sentinel-agentos resume" docs',
  'git commit -m "Document sentinel-agentos resume"',
  'cat node_modules/sentinel-agentos/README.md',
  'npm run resume',
])('other commands are none of this rule: %s', (command) => {
  expect(rulesFor(command)).toEqual([]);
});
