import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { AgentOS } from 'sentinel-agentos';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setImmediate } from 'node:timers/promises';
import { FRAMEWORK_DOORS } from './integrating/framework-doors.js';
import { HOOK_DOORS } from './integrating/hooks-door.js';
import { mcpDoor } from './integrating/mcp-door.js';
import { measureHookProcess } from './integrating/hook-process.js';
import { median, round } from './measuring/statistics.js';

/**
 * What each framework's door adds to a call of a tool that does nothing, over `AgentOS.execute` of the same call and
 * what the framework costs without Sentinel; all by turns in one process, each round in the other order. Then what a
 * hook of Claude Code costs as a process of its own, after a build.
 *
 * `--rounds N` calls of each kind (default 60), `--processes N` (default 5), `--door NAME` for one of them. The folder
 * is on the disk that the workspace would be on: give it with `--dir`.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '60' },
    processes: { type: 'string', default: '5' },
    door: { type: 'string' },
    dir: { type: 'string', default: tmpdir() },
  },
});
const rounds = Number(values.rounds);
const WARMUP = 20;

const folder = mkdtempSync(join(values.dir, 'sentinel-doors-'));
const workspaceRoot = join(folder, 'workspace');
mkdirSync(workspaceRoot);
const os = new AgentOS({ workspaceRoot, userStateDir: join(folder, 'user') });
const doors = [...FRAMEWORK_DOORS, mcpDoor, ...HOOK_DOORS]
  .map((open) => open(os, workspaceRoot))
  .filter(({ name }) => values.door === undefined || values.door === name);

/** Milliseconds on the clock, and of CPU. */
async function timed(action: () => Promise<unknown>): Promise<{ readonly ms: number; readonly cpu: number }> {
  // What a call leaves to be done later would be paid for by whichever is measured next.
  await os.guard.audit.flush();
  await setImmediate();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await action();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpu: (user + system) / 1000 };
}

const KINDS = ['through', 'execute', 'bare'] as const;
const samples = doors.map((door) => ({
  door,
  ms: { through: [] as number[], execute: [] as number[], bare: [] as number[] },
  cpu: { through: [] as number[], execute: [] as number[], bare: [] as number[] },
}));
for (let turn = -WARMUP; turn < rounds; turn++) {
  const isForward = turn % 2 === 0;
  const kinds = isForward ? KINDS : KINDS.toReversed();
  for (const { door, ms, cpu } of isForward ? samples : samples.toReversed()) {
    for (const kind of kinds) {
      const took = await timed(door[kind]);
      if (turn < 0) continue;
      ms[kind].push(took.ms);
      cpu[kind].push(took.cpu);
    }
  }
}
for (const { close } of doors) await close?.();
const verified = os.verifyAudit();
await os.close();

/** Of two rounds that follow on each other, one goes in either order: their mean has no order. */
function added(of: Readonly<Record<(typeof KINDS)[number], readonly number[]>>): number {
  const each = of.through.map((time, index) => time - (of.execute[index] ?? 0) - (of.bare[index] ?? 0));
  return median(
    each.flatMap((time, index) => (index % 2 === 0 ? [] : [(time + (each[index - 1] ?? 0)) / 2])),
  );
}
const results = samples.map(({ door, ms, cpu }) => ({
  door: door.name,
  throughMs: round(median(ms.through)),
  executeMs: round(median(ms.execute)),
  bareMs: round(median(ms.bare)),
  addedMs: round(added(ms)),
  addedPercent: round((100 * added(ms)) / median(ms.execute)),
  executeCpuMs: round(median(cpu.execute)),
  addedCpuMs: round(added(cpu)),
}));
for (const { door, executeMs, addedMs, addedPercent, addedCpuMs } of results) {
  console.log(
    `${door.padEnd(15)} adds ${addedMs} ms, ${addedPercent} % of ${executeMs} ms (goal 5 %), CPU ${addedCpuMs} ms`,
  );
}
const hookProcess = measureHookProcess(workspaceRoot, Number(values.processes));
console.log(
  hookProcess === null
    ? 'a hook as a process: not measured, there is no build'
    : `a hook as a process: ${hookProcess.before} ms before a call, ${hookProcess.after} ms after it, node alone ${hookProcess.node} ms`,
);
rmSync(folder, { recursive: true, force: true });
if (verified.status !== 'ok') process.exitCode = 1;
console.log(
  JSON.stringify({
    rounds,
    doors: results,
    hookProcess,
    journal: verified.status,
    loadavg: round(loadavg()[0] ?? 0),
  }),
);
