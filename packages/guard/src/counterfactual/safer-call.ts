import type { Action, Decision, Effect, LocalizedText, ToolCall } from '@sentinel-agentos/core';
import { bothChanges } from './change-texts.js';
import { canonicalText } from '../matching/canonical-text.js';
import { changedParams, textAtPlace, type Change } from './change.js';
import { commandLinesOf, type CommandLines } from './command-lines.js';
import { dryRunChanges, lookChanges, swapChanges } from './program-edits.js';
import { flowChanges } from './flow-changes.js';
import { paramChanges } from './param-changes.js';
import { partChanges } from './part-changes.js';
import { pathChanges } from './path-changes.js';
import { privilegeChanges } from './privilege-changes.js';
import { sqlChanges } from './sql-changes.js';
import type { ReadCommand } from '../effects/effect-reading.js';
import type { World } from '../effects/world.js';

/** A call that does less, found by changing another one as little as possible. */
export interface SaferCall {
  /** The change in words, for example "use --force-with-lease instead of --force". */
  readonly change: LocalizedText;
  /** The call with the change made. Judged, not run. */
  readonly call: ToolCall;
  /** What the same guard says of it, with `strict`: lower than what it said before. */
  readonly action: Action;
  readonly strict: boolean;
}

/** What the search needs of the guard. */
export interface Judge {
  inspect(call: ToolCall): Decision;
  commandsOf(call: ToolCall): readonly ReadCommand[];
  readonly world: World;
}

/** Changed calls that are judged for one answer. */
const MAX_JUDGED = 96;
/** First changes to which a second one is added when none is enough alone. */
const MAX_FIRST = 8;

const SEVERITY: Readonly<Record<Action, number>> = { auto: 0, notify: 1, confirm: 2, deny: 3 };

/**
 * Searches the smallest change of a call that lowers its action: one change, or else two. Every candidate is
 * judged by the guard that judged the call; one that is lower only because less of it can be read is refused.
 * Pure and bounded. Null when the call runs by itself, or when nothing known helps.
 */
export function findSaferCall(call: ToolCall, decision: Decision, judge: Judge): SaferCall | null {
  if (decision.action === 'auto') return null;
  let judged = 0;
  const tried = new Set<string>([canonicalText(call.params)]);
  const half: { readonly change: Change; readonly call: ToolCall; readonly decision: Decision }[] = [];
  const attempt = (from: ToolCall, change: Change, before?: LocalizedText): SaferCall | null => {
    const params = changedParams(from.params, change);
    if (params === null) return null;
    const key = canonicalText(params);
    if (tried.has(key) || judged >= MAX_JUDGED) return null;
    tried.add(key);
    judged += 1;
    const changed: ToolCall = Object.freeze({ ...call, params });
    const next = judge.inspect(changed);
    if (!isAsPlain(decision, next)) return null;
    if (before === undefined && half.length < MAX_FIRST) half.push({ change, call: changed, decision: next });
    if (!doesLess(decision, next)) return null;
    if (rank(next) >= rank(decision)) return null;
    const says = before === undefined ? change.says : bothChanges(before, change.says);
    return Object.freeze({ change: says, call: changed, action: next.action, strict: next.strict });
  };
  for (const change of changesOf(call, decision.effects, judge)) {
    const found = attempt(call, change);
    if (found !== null) return found;
  }
  for (const first of half) {
    for (const change of changesOf(first.call, first.decision.effects, judge)) {
      const found = attempt(first.call, change, first.change.says);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Every change that is known for a call, from the smallest kind to the largest. */
function changesOf(call: ToolCall, effects: readonly Effect[], judge: Judge): readonly Change[] {
  const lines = commandLines(call, judge);
  const inLines = (changes: (lines: CommandLines, param: string) => readonly Change[]): readonly Change[] =>
    [...lines].flatMap(([param, text]) => changes(text, param));
  return [
    ...inLines(swapChanges),
    ...sqlChanges(call, effects),
    ...pathChanges(call, effects, lines, judge.world),
    ...inLines(privilegeChanges),
    ...paramChanges(call.params),
    ...inLines(dryRunChanges),
    ...inLines(flowChanges),
    ...inLines(lookChanges),
    ...inLines(partChanges),
  ];
}

function commandLines(call: ToolCall, judge: Judge): ReadonlyMap<string, CommandLines> {
  const places = new Set(judge.commandsOf(call).map(({ evidence }) => evidence.param));
  const lines = new Map<string, CommandLines>();
  for (const place of places) {
    const text = textAtPlace(call.params, place);
    const read = text === null ? null : commandLinesOf(text);
    if (read !== null) lines.set(place, read);
  }
  return lines;
}

function rank({ action, strict }: Pick<Decision, 'action' | 'strict'>): number {
  return 2 * SEVERITY[action] + (strict ? 1 : 0);
}

/**
 * Whether a changed call is as plain as the call it was made of: no finding that was not there, nothing unknown
 * that was known before. To say the same less clearly is no change.
 */
function isAsPlain(before: Decision, after: Decision): boolean {
  const rules = new Set(before.findings.map(({ rule }) => rule));
  const unknowns = ({ effects }: Decision): number => effects.filter(({ verb }) => verb === 'unknown').length;
  return (
    after.findings.every(({ rule }) => rule === 'risk.band' || rules.has(rule)) &&
    unknowns(after) <= unknowns(before) &&
    after.risk.score <= before.risk.score
  );
}

/** Whether other effects are left, or a reason to stop it is gone. */
function doesLess(before: Decision, after: Decision): boolean {
  return effectsText(before) !== effectsText(after) || after.findings.length < before.findings.length;
}

function effectsText({ effects }: Decision): string {
  return JSON.stringify(
    effects.map(({ verb, target, scope, reversibility, sensitivity }) => [
      verb,
      target,
      scope,
      reversibility,
      sensitivity,
    ]),
  );
}
