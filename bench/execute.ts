import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wrapAgent } from 'sentinel-agentos';
import { median, percentile, round } from './measuring/statistics.js';
import type { Receipt } from 'sentinel-agentos';

/**
 * The cost of one `execute` with a tool that does nothing, by stage, against the bare call and against one
 * write with fdatasync, interleaved in one run: every round measures each of them once.
 *
 * The folder is on the disk that the workspace would be on: give it with --dir.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '400' },
    warmup: { type: 'string', default: '100' },
    dir: { type: 'string', default: tmpdir() },
  },
});
const rounds = Number(values.rounds);
const warmup = Number(values.warmup);

const folder = mkdtempSync(join(values.dir, 'sentinel-bench-'));
const open = (name: string, durability: 'strict' | 'relaxed') =>
  wrapAgent({
    workspaceRoot: folder,
    stateDir: join(folder, name),
    userStateDir: join(folder, `${name}-user`),
    durability,
  });
const strict = open('strict', 'strict');
const relaxed = open('relaxed', 'relaxed');
const file = openSync(join(folder, 'control.log'), 'a');
const line = Buffer.alloc(1024, 'x');

const params = { command: 'npm test' };
const noop = (): string => 'done';
const timed = async (action: () => unknown): Promise<number> => {
  const start = performance.now();
  await action();
  return performance.now() - start;
};
const one = {
  bare: async () => timed(noop),
  fdatasync: async () =>
    timed(() => {
      writeSync(file, line);
      fdatasyncSync(file);
    }),
};

const samples = { bare: [], fdatasync: [], strict: [], relaxed: [] } as Record<string, number[]>;
const ratios = { strict: [] as number[], relaxed: [] as number[] };
const stages: Receipt['timings'][] = [];
for (let index = -warmup; index < rounds; index++) {
  const bare = await one.bare();
  const control = await one.fdatasync();
  let receipt: Receipt | undefined;
  const durable = await timed(async () => {
    receipt = await strict.execute('exec', params, noop);
  });
  const fast = await timed(async () => relaxed.execute('exec', params, noop));
  if (index < 0 || receipt === undefined) continue;
  samples['bare']?.push(bare);
  samples['fdatasync']?.push(control);
  samples['strict']?.push(durable);
  samples['relaxed']?.push(fast);
  ratios.strict.push(durable / control);
  ratios.relaxed.push(fast / control);
  stages.push(receipt.timings);
}
const decisions: number[] = [];
for (let index = -warmup; index < rounds * 5; index++) {
  const start = performance.now();
  strict.os.guard.risk.evaluate('exec', params);
  if (index >= 0) decisions.push(performance.now() - start);
}
await strict.close();
await relaxed.close();
closeSync(file);
rmSync(folder, { recursive: true, force: true });

const summary = (values_: readonly number[]) => ({
  p50: round(median(values_)),
  p99: round(percentile(values_, 0.99)),
});
const byStage = Object.fromEntries(
  (['decide', 'intent', 'snapshot', 'run', 'verify', 'settle', 'total'] as const).map((stage) => [
    stage,
    summary(stages.map((timings) => timings[stage])),
  ]),
);
const result = {
  rounds,
  load: round(loadavg()[0] ?? 0),
  bareMs: summary(samples['bare'] ?? []),
  fdatasyncMs: summary(samples['fdatasync'] ?? []),
  strictMs: summary(samples['strict'] ?? []),
  relaxedMs: summary(samples['relaxed'] ?? []),
  /** Within a call, between two waits for the disk, and back to back. */
  decideMs: byStage['decide'],
  decideHotMs: summary(decisions),
  strictOverFdatasync: round(median(ratios.strict)),
  relaxedOverFdatasync: round(median(ratios.relaxed)),
  stagesMs: byStage,
};

for (const [name, { p50, p99 }] of Object.entries(byStage)) {
  console.log(`${name.padEnd(10)} p50 ${p50.toFixed(3)} ms   p99 ${p99.toFixed(3)} ms`);
}
console.log(`decision, back to back   p50 ${result.decideHotMs.p50} ms (goal 0.1)`);
console.log(`one fdatasync      p50 ${result.fdatasyncMs.p50} ms`);
console.log(`strict  ${result.strictOverFdatasync}× one fdatasync (goal 2.5)`);
console.log(`relaxed ${result.relaxedOverFdatasync}× one fdatasync (goal 1.3)`);
console.log(JSON.stringify(result));
