import { createAgent, type AgentHabits } from './agents.js';
import { createTrustRuns } from './trusted-agent.js';
import { createTurnDifferenceRule } from './turn-difference.js';
import { percentile, round } from '../measuring/statistics.js';

const BASELINE = 50;
const WATCHED = 100;

/** How one rule did over many runs of one agent whose habits change, or don't, after fifty turns. */
export interface DriftFigures {
  /** Share of the runs with an alarm in the hundred turns after the first fifty, in percent. */
  readonly alarmed: number;
  /** Turns from the change to the first alarm; null where it takes longer than a hundred. */
  readonly median: number | null;
  readonly p90: number | null;
}

/** The rule of the product and its control, on the same turns. */
export interface DriftComparison {
  readonly trust: DriftFigures;
  readonly turnDifference: DriftFigures;
}

/** Fixed seeds, from `seed` on. */
export function measureDrift(
  before: AgentHabits,
  after: AgentHabits,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): DriftComparison {
  const trust = createTrustRuns();
  const delays = { trust: [] as number[], turnDifference: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const draw = createAgent(seed + run);
    const control = createTurnDifferenceRule();
    const first = { trust: Infinity, turnDifference: Infinity };
    for (let turn = 1; turn <= BASELINE + WATCHED; turn += 1) {
      const drawn = draw(turn <= BASELINE ? before : after);
      const { events } = trust.turn(`run ${run}`, drawn);
      const { hasAlarm } = control.turn(drawn);
      if (turn <= BASELINE) continue;
      if (events.some(({ kind }) => kind === 'drift_detected'))
        first.trust = Math.min(first.trust, turn - BASELINE);
      if (hasAlarm) first.turnDifference = Math.min(first.turnDifference, turn - BASELINE);
      if (Math.max(first.trust, first.turnDifference) < Infinity) break;
    }
    delays.trust.push(first.trust);
    delays.turnDifference.push(first.turnDifference);
  }
  trust.close();
  return { trust: figuresOf(delays.trust), turnDifference: figuresOf(delays.turnDifference) };
}

function figuresOf(delays: readonly number[]): DriftFigures {
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    alarmed: round((100 * delays.filter((delay) => Number.isFinite(delay)).length) / delays.length),
    median: known(percentile(delays, 0.5)),
    p90: known(percentile(delays, 0.9)),
  };
}

/** The risk of ordinary agents in the long run: the median and the largest after so many turns, and the largest ever. */
export interface LongRun {
  readonly median: number;
  readonly largest: number;
  readonly largestEver: number;
  /** The median of the control, and the median turn at which its risk first reaches 0.5; null where it does not. */
  readonly controlMedian: number;
  readonly controlReachesHalf: number | null;
}

export function measureLongRun(
  habits: AgentHabits,
  { runs, seed, turns }: { readonly runs: number; readonly seed: number; readonly turns: number },
): LongRun {
  const trust = createTrustRuns();
  const last: number[] = [];
  const controlLast: number[] = [];
  const halves: number[] = [];
  let largestEver = 0;
  for (let run = 0; run < runs; run += 1) {
    const draw = createAgent(seed + run);
    const control = createTurnDifferenceRule();
    let r = 0;
    let controlR = 0;
    let half = Infinity;
    for (let turn = 1; turn <= turns; turn += 1) {
      const drawn = draw(habits);
      r = trust.turn(`run ${run}`, drawn).r;
      controlR = control.turn(drawn).r;
      largestEver = Math.max(largestEver, r);
      if (controlR >= 0.5) half = Math.min(half, turn);
    }
    last.push(r);
    controlLast.push(controlR);
    halves.push(half);
  }
  trust.close();
  const half = percentile(halves, 0.5);
  return {
    median: round(percentile(last, 0.5)),
    largest: round(Math.max(...last)),
    largestEver: round(largestEver),
    controlMedian: round(percentile(controlLast, 0.5)),
    controlReachesHalf: Number.isFinite(half) ? half : null,
  };
}
