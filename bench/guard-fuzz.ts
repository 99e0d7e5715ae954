import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseParams, type Action } from '@sentinel-agentos/core';
import { createFixedFileFacts, createGuard } from '@sentinel-agentos/guard';
import { createRandom } from './guarding/random.js';
import { mutate } from './guarding/mutations.js';
import { readCorpus } from './guarding/corpus.js';

/**
 * Quoting or wrapping a command must never lower what the guard makes of it: random mutations of the commands of a
 * corpus (default: the project's own) against the command itself, which is the control of every try.
 * Ends with code 1 when one was lowered.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string', multiple: true, default: [] },
    count: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '40' },
  },
});
const own = resolve(import.meta.dirname, '../packages/guard/corpus');
const caller = process.env['INIT_CWD'] ?? process.cwd();
const given = [...values.corpus, ...positionals].map((file) => resolve(caller, file));
// Text for PowerShell and cmd means something else, or nothing, once a POSIX shell is wrapped around it.
const FOR_OTHER_SHELLS = /-(?:powershell|cmd|windows-text)\.jsonl$/;
const files =
  given.length > 0
    ? given
    : readdirSync(own)
        .filter((file) => !FOR_OTHER_SHELLS.test(file))
        .map((file) => join(own, file));

const RANK: Readonly<Record<Action, number>> = { auto: 0, notify: 1, confirm: 2, deny: 3 };
const guard = createGuard({
  workspaceRoot: '/proj/app',
  facts: createFixedFileFacts({ home: '/home/user', files: { '/proj/app/src/main.ts': 'file' } }),
});
const actionOf = (command: string): Action =>
  guard.inspect({
    id: 'fuzz',
    tool: 'exec',
    params: parseParams({ command }),
    sessionId: 'fuzz',
    agentId: 'fuzz',
    cwd: '/proj/app',
    claims: [],
  }).action;

// A backslash at the end would join the next line; a document in the command would swallow what is put behind it.
const seeds = files
  .flatMap((file) => readCorpus(file, { tool: 'exec', cwd: '/proj/app' }).rows)
  .filter(({ tool }) => tool === 'exec')
  .flatMap(({ params: { command } }) => (typeof command === 'string' ? [command] : []))
  .filter((command) => !command.endsWith('\\') && !command.includes('<<') && !command.includes('\0'))
  .map((command) => ({ command, action: actionOf(command) }))
  .filter(({ action }) => action !== 'auto');

const random = createRandom(Number(values.seed));
const total = Number(values.count);
const lowered = new Map<string, string>();
let count = 0;
for (let index = 0; index < total && seeds.length > 0; index += 1) {
  const seed = seeds[random.below(seeds.length)];
  if (seed === undefined) break;
  const mutated = mutate(seed.command, random);
  const action = actionOf(mutated);
  if (RANK[action] >= RANK[seed.action]) continue;
  count += 1;
  lowered.set(mutated, `${seed.action} → ${action}: ${JSON.stringify(seed.command)}`);
}
for (const [mutated, what] of [...lowered].slice(0, Number(values.show))) {
  console.log(`${what}\n    ${JSON.stringify(mutated)}`);
}
console.log(`${total} mutations of ${seeds.length} commands, ${count} lowered`);
if (count > 0) process.exitCode = 1;
console.log(
  JSON.stringify({ mutations: total, commands: seeds.length, lowered: count, seed: Number(values.seed) }),
);
