// npm test: everything this house promises about itself, from a fresh clone with only Node and npm.
// node scripts/test.mjs [--list] [--only step,step]
import { parseArgs } from 'node:util';
import { isInstalled } from './house/install.mjs';
import { STEPS } from './steps/index.mjs';
import { installStep } from './steps/install.mjs';
import { runSteps } from './house/run-steps.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } });

if (values.list === true) {
  for (const { name, about } of STEPS) process.stdout.write(`${name.padEnd(14)} ${about}\n`);
  process.exit(0);
}

const wanted = values.only?.split(',').map((name) => name.trim());
const unknown = wanted?.filter((name) => !STEPS.some((step) => step.name === name)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(`No such step: ${unknown.join(', ')}. See node scripts/test.mjs --list\n`);
  process.exit(2);
}

let steps = wanted === undefined ? STEPS : STEPS.filter((step) => wanted.includes(step.name));
if (!steps.includes(installStep) && !isInstalled()) steps = [installStep, ...steps];

const { passed, failed } = await runSteps(steps, (text) => process.stdout.write(text));
process.stdout.write(`${String(passed)} passed, ${String(failed)} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
