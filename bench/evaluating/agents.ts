import { createRandom, type Random } from '../guarding/random.js';

/** How a synthetic agent works. */
export interface AgentHabits {
  /** Mean calls of a turn. */
  readonly calls: number;
  /** Spread of the calls beyond a Poisson's: their coefficient of variation is √(1/mean + burstiness). */
  readonly burstiness: number;
  /** Share of calls of high-class tools. */
  readonly highRisk: number;
  /** Share of the tools that this agent uses rarely. */
  readonly rareTools: number;
  /** Median milliseconds of a call. */
  readonly callMs: number;
}

/** One call of a synthetic agent. */
export interface AgentCall {
  readonly tool: string;
  readonly isHighRisk: boolean;
}

export interface AgentTurn {
  readonly calls: readonly AgentCall[];
  readonly durationMs: number;
}

const HIGH_TOOLS = ['bash', 'exec', 'apply_patch'] as const;
const COMMON_TOOLS = [
  'read_file',
  'read_file',
  'read_file',
  'edit_file',
  'edit_file',
  'grep',
  'list_files',
] as const;
const RARE_TOOLS = [
  'web_fetch',
  'todo_write',
  'notebook_edit',
  'get_diagnostics',
  'move_file',
  'view_image',
] as const;

/** An agent whose turns are drawn anew each time, the same for the same seed. Nothing in them depends on the past. */
export function createAgent(seed: number): (habits: AgentHabits) => AgentTurn {
  const random = createRandom(seed);
  return (habits) => {
    const { calls, burstiness, callMs } = habits;
    const mean = burstiness === 0 ? calls : calls * gamma(random, 1 / burstiness) * burstiness;
    const count = poisson(random, mean);
    const drawn = Array.from({ length: count }, () => drawCall(random, habits));
    return { calls: drawn, durationMs: (1 + count) * callMs * Math.exp(0.5 * normal(random)) };
  };
}

function drawCall(random: Random, { highRisk, rareTools }: AgentHabits): AgentCall {
  const isHighRisk = random.chance(highRisk);
  if (isHighRisk) return { tool: random.pick(HIGH_TOOLS), isHighRisk };
  return { tool: random.chance(rareTools) ? random.pick(RARE_TOOLS) : random.pick(COMMON_TOOLS), isHighRisk };
}

function uniform(random: Random): number {
  return (random.below(1 << 30) + 0.5) / (1 << 30);
}

/** Box & Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(uniform(random))) * Math.cos(2 * Math.PI * uniform(random));
}

/** Knuth's method; for means up to some hundreds. */
function poisson(random: Random, mean: number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(random); product > end; product *= uniform(random)) count += 1;
  return count;
}

/** Marsaglia & Tsang, for shapes from 1. Scale 1. */
function gamma(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(uniform(random)) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
