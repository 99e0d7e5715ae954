import type { TurnFacts } from './turn-facts.js';

/** What is compared between turns. */
export type DriftMeasure = 'call_volume' | 'high_risk_share' | 'duration' | 'tool_mix';

export const DRIFT_MEASURES: readonly DriftMeasure[] = Object.freeze([
  'call_volume',
  'high_risk_share',
  'duration',
  'tool_mix',
]);

/** How often each tool was used in the turns that others are compared with. */
export interface ToolMix {
  readonly total: number;
  readonly counts: ReadonlyMap<string, number>;
  /** Mean surprise of a call, in nats. */
  readonly entropy: number;
}

/** The tools of turns together. */
export function toolMixOf(turns: readonly TurnFacts[]): ToolMix {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { tools } of turns) {
    for (const [tool, count] of Object.entries(tools)) {
      counts.set(tool, (counts.get(tool) ?? 0) + count);
      total += count;
    }
  }
  const mix = { total, counts, entropy: 0 };
  let entropy = 0;
  for (const [tool, count] of counts) entropy += (count / total) * surpriseOf(tool, mix);
  return { ...mix, entropy };
}

/** The mix as it would be without one of its turns. The mean surprise stays that of the whole. */
export function mixWithout({ total, counts, entropy }: ToolMix, { tools }: TurnFacts): ToolMix {
  const others = new Map(counts);
  let taken = 0;
  for (const [tool, count] of Object.entries(tools)) {
    others.set(tool, (others.get(tool) ?? 0) - count);
    taken += count;
  }
  return { total: total - taken, counts: others, entropy };
}

/** `−ln p` of a tool, with one call of each known tool and of an unknown one added (Laplace’s rule of succession). */
function surpriseOf(tool: string, { total, counts }: ToolMix): number {
  const seen = counts.get(tool) ?? 0;
  return -Math.log((seen + 1) / (total + counts.size + 1));
}

/**
 * One measure of a turn on a scale where its spread does not depend on its level, so that an average of it means the
 * same for quiet and for busy agents. Null where the turn says nothing of it.
 *
 * - `call_volume`: `2·√(n + 3/8)`, spread 1 for Poisson counts (Anscombe 1948).
 * - `high_risk_share`: `2·asin √((x + 3/8) / (n + 3/4)) · √(n + 1/2)`, spread 1 for binomial shares (Anscombe 1948);
 *   taken from `centre`, because its level grows with n.
 * - `duration`: `ln(1 + ms)`: times vary by factors.
 * - `tool_mix`: how much more surprising the tools were than those of the baseline, `√n · (mean of −ln p − entropy)`.
 */
export function measureTurn(
  measure: DriftMeasure,
  turn: TurnFacts,
  mix: ToolMix,
  centre: number,
): number | null {
  const { calls, highRisk, durationMs } = turn;
  switch (measure) {
    case 'call_volume':
      return 2 * Math.sqrt(calls + 3 / 8);
    case 'high_risk_share':
      return calls === 0 ? null : (angleOf(highRisk, calls) - centre) * Math.sqrt(calls + 1 / 2);
    case 'duration':
      return durationMs === null ? null : Math.log(1 + durationMs);
    case 'tool_mix':
      return surpriseOfTurn(turn, mix);
  }
}

/** The variance-stabilised share of high-risk calls. */
export function angleOf(highRisk: number, calls: number): number {
  return 2 * Math.asin(Math.sqrt(Math.min(1, (highRisk + 3 / 8) / (calls + 3 / 4))));
}

function surpriseOfTurn({ tools }: TurnFacts, mix: ToolMix): number | null {
  let calls = 0;
  let surprise = 0;
  for (const [tool, count] of Object.entries(tools)) {
    calls += count;
    surprise += count * surpriseOf(tool, mix);
  }
  return calls === 0 ? null : Math.sqrt(calls) * (surprise / calls - mix.entropy);
}
