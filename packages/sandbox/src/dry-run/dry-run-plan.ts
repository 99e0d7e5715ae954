import { MASK } from '@sentinel-agentos/core';
import type { Decision, Effect, EffectVerb, JsonObject, ToolCall } from '@sentinel-agentos/core';
import { showDestination, showTarget } from './shown-target.js';
import { shorten, wellFormed } from '../shown-text.js';
import { showParams } from './shown-params.js';
import type { AffectedFile, Reached } from './affected.js';
import { summarise } from './dry-run-summary.js';
import type { PlanSummary } from './dry-run-summary.js';

/** What a dry run answers. Plain JSON: it survives `JSON.stringify` and `JSON.parse` unchanged. */
export type DryRunPlan = {
  readonly mode: 'dry-run';
  readonly tool: string;
  readonly cwd: string;
  /** The command of a shell tool, or the tool with its parameters, masked and cut for display. */
  readonly wouldRun: string;
  readonly params: JsonObject;
  readonly action: Decision['action'];
  readonly risk: number;
  readonly affectedFiles: readonly AffectedFile[];
  readonly network: readonly Reached[];
  /** How many effects of each verb, in order of first appearance. */
  readonly effects: readonly { readonly verb: EffectVerb; readonly count: number }[];
  /** True when the call may do more than its effects tell. */
  readonly incomplete: boolean;
  readonly summary: PlanSummary;
};

const COMMAND_PARAMS = ['command', 'cmd', 'script'] as const;

function isFileChange(verb: EffectVerb): verb is AffectedFile['verb'] {
  return verb === 'fs.write' || verb === 'fs.delete' || verb === 'fs.chmod';
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function countVerbs(effects: readonly Effect[]): DryRunPlan['effects'] {
  const counts = new Map<EffectVerb, number>();
  for (const { verb } of effects) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  return [...counts].map(([verb, count]) => ({ verb, count }));
}

function describeRun(tool: string, shown: JsonObject): string {
  for (const name of COMMAND_PARAMS) {
    const command = Object.hasOwn(shown, name) ? shown[name] : undefined;
    if (typeof command === 'string' && command !== MASK) return command;
  }
  return shorten(`${tool}(${JSON.stringify(shown)})`);
}

/**
 * The plan of one call, read from its parameters and from the effects the guard found: nothing is run,
 * no file is looked at. Pure: same call and decision, same plan.
 */
export function planDryRun(call: ToolCall, decision: Decision): DryRunPlan {
  const { effects, secretParams } = decision;
  const params = showParams(call.params, secretParams);
  const affectedFiles = unique(
    effects.flatMap((effect): AffectedFile[] =>
      isFileChange(effect.verb) ? [{ verb: effect.verb, path: showTarget(effect, secretParams) }] : [],
    ),
  );
  const network = unique(
    effects
      .filter((effect) => effect.remote || effect.verb === 'net.fetch' || effect.verb === 'net.send')
      .map((effect): Reached => ({ verb: effect.verb, destination: showDestination(effect, secretParams) })),
  );
  const tool = shorten(call.tool);
  // A program that was only named may do anything: its effects are not those of the call.
  const incomplete = effects.some(
    ({ verb }) => verb === 'unknown' || verb === 'code.exec' || verb === 'process.spawn',
  );
  return {
    mode: 'dry-run',
    tool,
    cwd: wellFormed(call.cwd),
    wouldRun: describeRun(tool, params),
    params,
    action: decision.action,
    risk: decision.risk.score,
    affectedFiles,
    network,
    effects: countVerbs(effects),
    incomplete,
    summary: summarise(tool, affectedFiles, network, incomplete),
  };
}
