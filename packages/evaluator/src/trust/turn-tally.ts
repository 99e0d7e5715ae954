import type { CallFacts } from './call-facts.js';
import type { TurnFacts } from './turn-facts.js';

/** Names of tools that are counted one by one in a turn, and the characters kept of one. */
const MOST_TOOLS = 32;
const MOST_LENGTH = 80;
/** Stands for every tool beyond them. */
const OTHERS = '*';

/** Counts the calls of a turn. */
export interface TurnTally {
  call(facts: CallFacts): void;
  /** The turn as it was, and its last ten calls; the next one begins. */
  end(durationMs?: number): { readonly facts: TurnFacts; readonly calls: readonly string[] };
}

/** Without a duration of its own a turn took as long as its calls together. */
export function createTurnTally(): TurnTally {
  let calls: string[] = [];
  let count = 0;
  let highRisk = 0;
  let duration = 0;
  let tools = new Map<string, number>();

  return {
    call({ callId, tool, toolClass, durationMs }) {
      count += 1;
      if (toolClass === 'HIGH') highRisk += 1;
      if (isDuration(durationMs)) duration += durationMs;
      const name = tool.slice(0, MOST_LENGTH);
      const counted = tools.has(name) || tools.size < MOST_TOOLS ? name : OTHERS;
      tools.set(counted, (tools.get(counted) ?? 0) + 1);
      calls = [...calls.slice(-9), callId];
    },
    end(durationMs) {
      const facts: TurnFacts = {
        calls: count,
        highRisk,
        durationMs: isDuration(durationMs) ? durationMs : count === 0 ? null : duration,
        tools: Object.fromEntries(tools),
      };
      const last = calls;
      calls = [];
      count = 0;
      highRisk = 0;
      duration = 0;
      tools = new Map();
      return { facts, calls: last };
    },
  };
}

function isDuration(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
