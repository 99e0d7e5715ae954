import {
  angleOf,
  DRIFT_MEASURES,
  measureTurn,
  mixWithout,
  toolMixOf,
  type DriftMeasure,
  type ToolMix,
} from './drift-measure.js';
import { average, distance } from './ewma.js';
import { robustScale, type Scale } from './robust-scale.js';
import type { TurnFacts } from './turn-facts.js';

export type DriftLevel = 'moderate' | 'significant';

export const DRIFT_LEVELS: readonly DriftLevel[] = Object.freeze(['moderate', 'significant']);

/** Turns that later ones are compared with. */
export const BASELINE_TURNS = 50;
/** Turns of significant drift in a row that make it a critical event. */
const SUSTAINED_TURNS = 3;

/** The published thresholds of a drift score. */
const MODERATE_DRIFT = 0.5;
const SIGNIFICANT_DRIFT = 1;

/** What a turn says of drift. */
export interface DriftReading {
  /**
   * The distance from the baseline in control limits, less a half: 0.5 at the limit, 1 half a limit beyond it. Four
   * decimals.
   */
  readonly score: number;
  readonly level: DriftLevel;
  /** What is out furthest. */
  readonly measure: DriftMeasure;
  /** Whether this is the third turn of significant drift in a row. Told once, until a turn is without drift. */
  readonly isSustained: boolean;
}

/** Compares the turns of a session with its first fifty. */
export interface DriftWatch {
  /** Null where there is no drift, and until there is a baseline. */
  turn(facts: TurnFacts): DriftReading | null;
}

/** The level of a score; null below the moderate threshold. */
export function driftLevelOf(score: number): DriftLevel | null {
  if (score >= SIGNIFICANT_DRIFT) return 'significant';
  return score >= MODERATE_DRIFT ? 'moderate' : null;
}

/** The least spread a measure is taken to have: below it, fifty turns that happen to be alike would say too much. */
const LEAST_SPREAD: Readonly<Record<DriftMeasure, number>> = {
  call_volume: 1,
  high_risk_share: 1,
  duration: 0.25,
  tool_mix: 0.5,
};

interface Baseline {
  readonly mix: ToolMix;
  readonly centre: number;
  readonly scales: Readonly<Record<DriftMeasure, Scale | null>>;
}

/** Every measure has its own average; a turn drifts as far as the one that is out furthest. */
export function createDriftWatch(): DriftWatch {
  /** The last fifty turns. */
  let recent: TurnFacts[] = [];
  let baseline: Baseline | null = null;
  const averages = new Map<DriftMeasure, number>();
  let driftingTurns = 0;
  let significantTurns = 0;
  let isTold = false;

  function rebase(): void {
    baseline = baselineOf(recent);
    averages.clear();
    driftingTurns = 0;
    significantTurns = 0;
    isTold = false;
  }

  function furthest(
    facts: TurnFacts,
    { mix, centre, scales }: Baseline,
  ): { measure: DriftMeasure; score: number } {
    let most: { measure: DriftMeasure; score: number } = { measure: 'call_volume', score: 0 };
    for (const measure of DRIFT_MEASURES) {
      const scale = scales[measure];
      const value = measureTurn(measure, facts, mix, centre);
      if (scale === null || value === null) continue;
      const averaged = average(averages.get(measure) ?? 0, (value - scale.middle) / scale.spread);
      averages.set(measure, averaged);
      // Rounded, so that the last bits of a logarithm decide no level.
      const score = Math.round(10_000 * distance(averaged, BASELINE_TURNS) - 5_000) / 10_000;
      if (score > most.score) most = { measure, score };
    }
    return most;
  }

  return {
    turn(facts) {
      recent = [...recent.slice(1 - BASELINE_TURNS), facts];
      if (baseline === null) {
        if (recent.length === BASELINE_TURNS) rebase();
        return null;
      }
      const { measure, score } = furthest(facts, baseline);
      const level = driftLevelOf(score);
      significantTurns = level === 'significant' ? significantTurns + 1 : 0;
      if (level === null) {
        driftingTurns = 0;
        isTold = false;
        return null;
      }
      driftingTurns += 1;
      const isSustained = significantTurns >= SUSTAINED_TURNS && !isTold;
      isTold ||= isSustained;
      // What has lasted as long as the baseline took is how this agent works now.
      if (driftingTurns === BASELINE_TURNS) rebase();
      return { score, level, measure, isSustained };
    },
  };
}

function baselineOf(turns: readonly TurnFacts[]): Baseline {
  const mix = toolMixOf(turns);
  const calls = turns.reduce((sum, turn) => sum + turn.calls, 0);
  const highRisk = turns.reduce((sum, turn) => sum + turn.highRisk, 0);
  const centre = angleOf(highRisk, calls);
  const scaleOf = (measure: DriftMeasure): Scale | null => {
    const values = turns.flatMap((turn) => {
      // A turn that helped to make the mix surprises it less than others will.
      const others = measure === 'tool_mix' ? mixWithout(mix, turn) : mix;
      return measureTurn(measure, turn, others, centre) ?? [];
    });
    return values.length < BASELINE_TURNS / 2 ? null : robustScale(values, LEAST_SPREAD[measure]);
  };
  return {
    mix,
    centre,
    scales: {
      call_volume: scaleOf('call_volume'),
      high_risk_share: scaleOf('high_risk_share'),
      duration: scaleOf('duration'),
      tool_mix: scaleOf('tool_mix'),
    },
  };
}
