import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_TEXTS } from './guarding/hostile-texts.js';
import { HOSTILE_CMD, HOSTILE_POWERSHELL } from './guarding/hostile-windows-texts.js';
import { median, round } from './measuring/statistics.js';
import { rivalJudge, sentinelJudge, type Judge } from './guarding/judges.js';
import type { CorpusRow } from './guarding/corpus.js';

/**
 * What 128 KiB of text that is written to make a guard slow costs it: CPU milliseconds of this process, the median
 * of five judgements of each text, beside `cc-safety-net` where it is installed.
 */
const folder = mkdtempSync(join(tmpdir(), 'guard-hostile-'));
const guard = sentinelJudge('/workspace/project');
const rival = await rivalJudge(folder);

const TEXTS: readonly (readonly [tool: string, texts: Readonly<Record<string, string>>])[] = [
  ['exec', HOSTILE_TEXTS],
  ['powershell', HOSTILE_POWERSHELL],
  ['cmd', HOSTILE_CMD],
];

const cost = (judge: Judge, tool: string, command: string, rounds: number): number => {
  const row: CorpusRow = {
    expectation: 'malicious',
    category: '',
    tool,
    cwd: '/workspace/project',
    params: { command },
  };
  const costs = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    judge.judge(row);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return median(costs);
};

const texts = TEXTS.flatMap(([tool, named]) =>
  Object.entries(named).map(([name, text]) => ({
    tool,
    name: tool === 'exec' ? name : `${tool}: ${name}`,
    text,
  })),
);
const results = texts.map(({ tool, name, text }) => {
  const ours = cost(guard, tool, text, 5);
  const theirs = rival === null || tool !== 'exec' ? null : cost(rival, tool, text, 1);
  console.log(
    `${name.padEnd(44)} ${ours.toFixed(1).padStart(8)} ms${theirs === null ? '' : `   cc-safety-net ${theirs.toFixed(0).padStart(6)} ms`}`,
  );
  return { name, ours, theirs };
});
rmSync(folder, { recursive: true });
const worst = results.reduce((most, each) => (each.ours > most.ours ? each : most));
console.log(`worst: ${worst.name}, ${worst.ours.toFixed(1)} ms (goal 50)`);
console.log(
  JSON.stringify({
    texts: results.length,
    worst: { name: worst.name, cpuMs: round(worst.ours) },
    medianCpuMs: round(median(results.map(({ ours }) => ours))),
    rivalWorstCpuMs: rival && round(Math.max(...results.map(({ theirs }) => theirs ?? 0))),
    load: round(loadavg()[0] ?? 0),
  }),
);
