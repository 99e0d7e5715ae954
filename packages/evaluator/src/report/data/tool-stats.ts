import type { Action } from '@sentinel-agentos/core';
import { ACTIONS } from './report-call.js';
import { addDuration, EMPTY_DURATIONS } from './durations.js';
import { isNewer } from './call-quality.js';
import type { Durations } from './durations.js';
import type { ReportCall } from './report-call.js';
import type { ToolDecisions, ToolDuration } from './report-data.js';
import type { ToolClass } from '../../trust/tool-class.js';

/** Tools in a class that are told apart; further ones are counted together in their class. */
const MOST_TOOLS = 200;
/** Kinds of error that are told apart for a tool in a class. */
const MOST_ERROR_TYPES = 10;
const SHOWN_TOOLS = 30;

/** The name under which what does not fit is counted. */
export const OTHER = '_other';

interface Stats {
  readonly tool: string;
  readonly toolClass: ToolClass;
  calls: number;
  readonly actions: Record<Action, number>;
  readonly newest: Map<Action, ReportCall>;
  readonly durations: Map<string | null, Durations>;
}

/**
 * Counts of calls by tool and class, in bounded memory: an agent may call ten thousand names, and what a tool does in one
 * call may be of another class than what it does in the next. Which have a row of their own follows from the order in
 * which calls come in.
 */
export class ToolStats {
  readonly #tools = new Map<string, Stats>();

  add(call: ReportCall): void {
    const stats = this.#statsOf(call);
    stats.calls += 1;
    stats.actions[call.action] += 1;
    const before = stats.newest.get(call.action);
    if (before === undefined || isNewer(call, before)) stats.newest.set(call.action, call);
    if (call.durationMs === null || !(call.durationMs >= 0)) return;
    const { durations } = stats;
    const fits = durations.has(call.errorType) || durations.size < MOST_ERROR_TYPES;
    // What OpenTelemetry calls an error that has no name of its own.
    const errorType = fits ? call.errorType : '_OTHER';
    durations.set(errorType, addDuration(durations.get(errorType) ?? EMPTY_DURATIONS, call.durationMs));
  }

  /** Most called first; then those that did not fit, under one name. */
  decisions(): readonly ToolDecisions[] {
    const sorted = this.#sorted();
    const rest = sorted.slice(SHOWN_TOOLS);
    const rows = sorted.slice(0, SHOWN_TOOLS).map(decisionsOf);
    return rest.length === 0 ? rows : [...rows, rest.map(decisionsOf).reduce(together)];
  }

  /** The newest call of each number in `decisions`. */
  evidence(): readonly ReportCall[] {
    return this.#sorted().flatMap(({ newest }) => [...newest.values()]);
  }

  durations(): readonly ToolDuration[] {
    return this.#sorted().flatMap(({ tool, toolClass, durations }) =>
      [...durations].map(([errorType, sums]) => ({ tool, toolClass, errorType, ...sums })),
    );
  }

  #statsOf({ tool, toolClass }: ReportCall): Stats {
    const place = placeOf(tool, toolClass);
    const fits = this.#tools.has(place) || this.#tools.size < MOST_TOOLS;
    const name = fits ? tool : OTHER;
    const key = fits ? place : placeOf(OTHER, toolClass);
    let stats = this.#tools.get(key);
    if (stats === undefined) {
      stats = {
        tool: name,
        toolClass,
        calls: 0,
        actions: { auto: 0, notify: 0, confirm: 0, deny: 0 },
        newest: new Map(),
        durations: new Map(),
      };
      this.#tools.set(key, stats);
    }
    return stats;
  }

  #sorted(): readonly Stats[] {
    return [...this.#tools.values()].sort((a, b) => {
      const isOther = Number(a.tool === OTHER) - Number(b.tool === OTHER);
      if (isOther !== 0) return isOther;
      if (a.calls !== b.calls) return b.calls - a.calls;
      return placeOf(a.tool, a.toolClass) < placeOf(b.tool, b.toolClass) ? -1 : 1;
    });
  }
}

function placeOf(tool: string, toolClass: ToolClass): string {
  return `${toolClass} ${tool}`;
}

function decisionsOf({ tool, toolClass, calls, actions, newest }: Stats): ToolDecisions {
  const evidence = ACTIONS.flatMap((action) => newest.get(action)?.callId ?? []);
  return { tool, toolClass, calls, actions: { ...actions }, evidence };
}

function together(a: ToolDecisions, b: ToolDecisions): ToolDecisions {
  const sum = (action: Action): number => a.actions[action] + b.actions[action];
  return {
    tool: OTHER,
    toolClass: a.toolClass === b.toolClass ? a.toolClass : 'MEDIUM',
    calls: a.calls + b.calls,
    actions: { auto: sum('auto'), notify: sum('notify'), confirm: sum('confirm'), deny: sum('deny') },
    evidence: [...a.evidence, ...b.evidence].slice(0, ACTIONS.length),
  };
}
