import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { median, round } from './measuring/statistics.js';

/**
 * CPU time of a process that imports the built package, above a process that imports nothing, interleaved.
 * Run it after `pnpm build`: what users import is the build.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    module: { type: 'string', default: 'sentinel-agentos' },
  },
});

const cpuMs = (program: string): number => {
  const report = 'const u = process.cpuUsage(); console.log((u.user + u.system) / 1000);';
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `${program}\n${report}`],
    { cwd: import.meta.dirname, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
};

const bare: number[] = [];
const loaded: number[] = [];
for (let index = 0; index < Number(values.rounds); index++) {
  bare.push(cpuMs(''));
  loaded.push(cpuMs(`await import(${JSON.stringify(values.module)});`));
}
const above = loaded.map((value, index) => value - (bare[index] ?? 0));
console.log(`importing ${values.module} costs ${round(median(above))} ms CPU above bare node (goal 120)`);
console.log(
  JSON.stringify({
    module: values.module,
    bareCpuMs: round(median(bare)),
    importCpuMs: round(median(loaded)),
    aboveBareCpuMs: round(median(above)),
  }),
);
