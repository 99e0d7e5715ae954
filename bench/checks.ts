import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createGuard, createVerifier } from '@sentinel-agentos/guard';
import { wrapAgent } from 'sentinel-agentos';
import { percentile, round } from './measuring/statistics.js';
import type { ToolCall } from 'sentinel-agentos';

/**
 * What each check of a call costs, in microseconds of CPU, beside what it cannot cost less than: a look at one file, and
 * the patterns of a black list on the raw text. Everything is done once in every round; of each the best of five series
 * is told, which a busy machine disturbs least. With --budget it ends with 1 when the median of a
 * check takes that many milliseconds.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, budget: { type: 'string' } },
});
const rounds = Number(values.rounds);
const SERIES = 5;

const folder = mkdtempSync(join(tmpdir(), 'sentinel-bench-'));
const notes = join(folder, 'notes.txt');
writeFileSync(notes, 'hello');
const callOf = (tool: string, params: ToolCall['params']): ToolCall => ({
  id: 'op_1',
  tool,
  params,
  cwd: folder,
  sessionId: 's',
  agentId: 'a',
  claims: [],
});

const guard = createGuard({ workspaceRoot: folder, preRegisteredRules: true });
const verifier = createVerifier({ workspaceRoot: folder });
const sentinel = wrapAgent({ workspaceRoot: folder, userStateDir: join(folder, 'user') });
const command = 'git add -A && git commit -m "never rm -rf /" && git push origin feature';
const exec = callOf('exec', { command });
const write = callOf('write_file', { path: 'notes.txt', content: 'hello' });
const { effects } = guard.inspect(write);
const written = { call: write, effects, snapshot: null, run: { status: 'succeeded', result: 'ok' } } as const;
/** A black list as it is often written: it stops this harmless commit, and misses `r''m`. */
const patterns = [
  /rm\s+-rf\s+\//,
  /mkfs/,
  /dd\s+if=/,
  /:\(\)\s*\{/,
  /curl.*\|\s*(ba)?sh/,
  /chmod\s+777/,
  /sudo\s/,
];

const controls: Readonly<Record<string, () => unknown>> = {
  'one look at a file': () => existsSync(notes),
  'patterns on the raw text': () => patterns.some((pattern) => pattern.test(command)),
};
const checks: Readonly<Record<string, () => unknown>> = {
  'layer 1: effects, rules, risk of a command': () => guard.inspect(exec),
  'layer 1 of a file write': () => guard.inspect(write),
  'schema gate': () => guard.schema.check({ tool: write.tool, params: write.params, cwd: folder }),
  'risk gate': () => guard.risk.evaluate(exec.tool, exec.params),
  'verification of a write': () => verifier.verifySync(written),
};
const pipeline: Readonly<Record<string, () => unknown>> = {
  'everything before a call runs': () => sentinel.os.judge(exec.tool, exec.params),
};

const actions = Object.entries({ ...controls, ...checks, ...pipeline });
const series = Array.from({ length: SERIES }, () => measure(actions, Math.ceil(rounds / SERIES)));
await sentinel.close();
rmSync(folder, { recursive: true, force: true });

const micros = Object.fromEntries(
  actions.map(([name]) => {
    const best = (share: number) => Math.min(...series.map((each) => percentile(each[name] ?? [], share)));
    return [name, { p50: round(best(0.5)), p95: round(best(0.95)) }];
  }),
);
for (const [name, { p50, p95 }] of Object.entries(micros))
  console.log(
    `${name.padEnd(44)} p50 ${p50.toFixed(1).padStart(8)} µs   p95 ${p95.toFixed(1).padStart(8)} µs`,
  );
const allowed = values.budget === undefined ? Infinity : Number(values.budget) * 1000;
const over = Object.keys(checks).filter((name) => !((micros[name]?.p50 ?? Infinity) < allowed));
if (over.length > 0) {
  console.log(`over the budget of ${String(values.budget)} ms: ${over.join(', ')}`);
  process.exitCode = 1;
}
console.log(JSON.stringify({ rounds, load: round(loadavg()[0] ?? 0), micros }));

/** Microseconds of each action, in turns; the first tenth warms up. */
function measure(
  all: readonly (readonly [string, () => unknown])[],
  times: number,
): Readonly<Record<string, readonly number[]>> {
  const samples = Object.fromEntries(all.map(([name]) => [name, [] as number[]]));
  for (let index = -Math.ceil(times / 10); index < times; index += 1) {
    for (const [name, action] of all) {
      const before = process.cpuUsage();
      action();
      const { user, system } = process.cpuUsage(before);
      if (index >= 0) samples[name]?.push(user + system);
    }
  }
  return samples;
}
