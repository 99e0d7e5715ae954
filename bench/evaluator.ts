import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureDegrading, measureGrades } from './evaluating/graded-agent.js';
import { measureDrift, measureLongRun } from './evaluating/drift-runs.js';
import { round } from './measuring/statistics.js';
import type { AgentHabits } from './evaluating/agents.js';

/**
 * How soon drift is noticed, how often for nothing, and how well grades fit. Synthetic agents with fixed seeds: their
 * turns are drawn anew each time and nothing in them depends on the past, so every alarm about the stationary ones is a
 * false one. The published rule of openclaw-monitor sees the same turns, and the mean the same calls.
 *
 * `--runs N`: runs an agent, default 200. `--seed N`: the first seed, default 1.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const many = { runs: Number(values.runs), seed: Number(values.seed) };

const ORDINARY: AgentHabits = { calls: 12, burstiness: 0, highRisk: 0.25, rareTools: 0.1, callMs: 2000 };
const CHANGES: Readonly<Record<string, Partial<AgentHabits>>> = {
  stationary: {},
  'doubled volume': { calls: 24 },
  'tripled volume': { calls: 36 },
  'more high-risk calls': { highRisk: 0.6 },
  'rare tools often': { rareTools: 0.5 },
  'three times as slow': { callMs: 6000 },
};
/** Agents that are harder to tell: few calls a turn, or very uneven numbers of them. */
const OTHERS: Readonly<Record<string, AgentHabits>> = {
  'six calls a turn': { ...ORDINARY, calls: 6 },
  'three calls a turn': { ...ORDINARY, calls: 3 },
  'uneven turns': { ...ORDINARY, burstiness: 0.25 },
  'few high-risk and rare calls': { ...ORDINARY, burstiness: 0.1, highRisk: 0.02, rareTools: 0.01 },
};

const shown = (value: number | null): string => (value === null ? '>100' : String(value)).padStart(5);
const figures: Record<string, unknown> = {};

console.log(
  'drift                                        trust: alarms % median   p90   control: alarms % median',
);
const compare = (name: string, before: AgentHabits, after: AgentHabits): void => {
  const { trust, turnDifference } = measureDrift(before, after, many);
  figures[name] = { trust, turnDifference };
  console.log(
    `${name.padEnd(50)} ${String(trust.alarmed).padStart(9)}  ${shown(trust.median)} ${shown(trust.p90)}` +
      `   ${String(turnDifference.alarmed).padStart(17)}  ${shown(turnDifference.median)}`,
  );
};
for (const [name, change] of Object.entries(CHANGES)) compare(name, ORDINARY, { ...ORDINARY, ...change });
for (const [name, habits] of Object.entries(OTHERS)) {
  compare(`${name}: stationary`, habits, habits);
  compare(`${name}: doubled volume`, habits, { ...habits, calls: 2 * habits.calls });
}

const longRun = measureLongRun(ORDINARY, { ...many, turns: 200 });
console.log(
  `\nrisk after 200 ordinary turns: median ${longRun.median}, largest ${longRun.largest}, largest ever ${longRun.largestEver};` +
    ` control: median ${longRun.controlMedian}, 0.5 reached in turn ${longRun.controlReachesHalf ?? 'none'}`,
);

const grades = measureGrades(0.6, [3, 10, 30], many);
console.log(`\ngrades of an agent that does well six times in ten, and deserves ${grades.deserved}`);
console.log('calls   A %  too good %  too bad %   by the mean: A %  too good %  too bad %');
for (const { calls, gradedA, tooGood, tooBad, meanGradedA, meanTooGood, meanTooBad } of grades.figures) {
  const columns = [calls, gradedA, tooGood, tooBad, meanGradedA, meanTooGood, meanTooBad];
  const widths = [5, 6, 12, 11, 18, 12, 11];
  console.log(columns.map((value, index) => String(value).padStart(widths[index] ?? 8)).join(''));
}

const degrading = measureDegrading(0.95, 0.5, many);
console.log(
  `\nquality from 0.95 to 0.5: a lower grade after ${shown(degrading.median).trim()} calls (median), ${shown(degrading.p90).trim()} (p90);` +
    ` without a change it fell in ${degrading.fellWithoutReason} % of the runs`,
);

console.log(
  JSON.stringify({ ...many, ...figures, longRun, grades, degrading, load: round(loadavg()[0] ?? 0) }),
);
