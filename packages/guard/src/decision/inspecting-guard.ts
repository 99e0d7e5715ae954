import { resolve } from 'node:path';
import {
  parseParams,
  type BlockedCall,
  type CompletedCall,
  type Decision,
  type Effect,
  type Finding,
  type Guard,
  type ToolCall,
} from '@sentinel-agentos/core';
import { assessRisk } from '../risk/assess-risk.js';
import { callDigest, digestOf } from './policy-digest.js';
import { bandOf, changeThresholds, defaultThresholds, type RiskThresholds } from '../risk/risk-thresholds.js';
import { createErrorRates } from '../risk/error-rates.js';
import { createFileFacts } from '../facts/node-file-facts.js';
import { rememberFileFacts } from '../facts/remembered-file-facts.js';
import { createRefusalGate } from '../refusals/refusal-gate.js';
import { createLayeredSchemaGate, type SchemaGate } from '../schema/schema-gate.js';
import { createRulesSource, type RulesGate } from '../rules/rules-source.js';
import { decide } from './decide.js';
import { explanationWith, withSafer } from './explanation.js';
import { findSaferCall, type SaferCall } from '../counterfactual/safer-call.js';
import { guardFailed } from './guard-failed.js';
import { instantFindings } from '../rules/instant-rules.js';
import { readRelying, rememberCoverage } from './snapshot-reliance.js';
import type { SnapshotCoverage } from '../snapshot/snapshot-coverage.js';
import { parseToolHints } from '../effects/tools/tool-hints.js';
import { watched, type PartialDecision } from './partial-judgement.js';
import { ownCommandFindings } from '../rules/own-commands.js';
import { protectOwnFiles } from '../rules/own-files.js';
import { readOwnPaths } from '../rules/own-paths.js';
import type { GuardOptions } from '../guard-options.js';
import type { EffectReading } from '../effects/effect-reading.js';
import type { World } from '../effects/world.js';
import type { RiskEvaluation, RiskGate } from '../risk/risk-gate.js';
import type { SchemaError, SchemaResult } from '../schema/schema-rule.js';

/** A guard with its gates within reach. */
export interface SentinelGuard extends Guard {
  /** Checks of the parameters, by tool; rules may be registered at any time. */
  readonly schema: SchemaGate;
  /** Scores and thresholds. */
  readonly risk: RiskGate;
  /** Black lists in force, and the rules file behind them. */
  readonly rules: RulesGate;
  /**
   * The decision on a call some of whose top-level parameters are not known, as in a journal that masks secrets,
   * with what it is worth. Null when it cannot be made at all. Never throws.
   */
  inspectPartly(call: ToolCall, unknown: readonly string[]): PartialDecision | null;
  /** Stands for the schema rule in force for a tool; empty without one. Equal texts mean equal checks. */
  schemaText(tool: string): string;
  /** The one line of a decision, in the guard's language. */
  reasonOf(decision: Decision): string;
  /**
   * The whole derivation of a decision, in the guard's language, in at most 512 characters. With the call that it
   * was made on, also the smallest change that would lower the action, where one is known.
   */
  explain(decision: Decision, call?: ToolCall): string;
  /**
   * The call with the smallest change that would lower its action, found by judging changed calls with this same
   * guard; null when the call runs by itself or nothing known helps. Takes the time of up to a hundred
   * inspections, so it is asked for when a call was stopped and not before. Pure like `inspect`; never throws.
   */
  safer(call: ToolCall): SaferCall | null;
  /**
   * The decision on a stopped call with the change of {@link SentinelGuard.safer} in `safer` and at the end of its
   * explanation, for whoever is stopped or asked. Any other decision as it is.
   */
  advise(decision: Decision, call: ToolCall): Decision;
}

const NO_ERRORS: SchemaResult = Object.freeze({ pass: true, errors: [] });

/** Reads a call as effects. Must be pure for the same facts. */
export type EffectReader = (call: ToolCall, world: World) => EffectReading;

/** Makes a guard around a reader of effects. See `createGuard`. */
export function createInspectingGuard(options: GuardOptions, read: EffectReader): SentinelGuard {
  const workspaceRoot = resolve(options.workspaceRoot);
  const stateDir = resolve(workspaceRoot, options.stateDir ?? '.agentos');
  const rulesFile = options.rulesFile === undefined ? undefined : resolve(workspaceRoot, options.rulesFile);
  const facts = options.facts ?? createFileFacts();
  const language = options.language ?? 'en';
  const coverage = options.coverage ?? null;
  const instantRules = options.instantRules ?? false;
  const toolHints = options.toolHints && parseToolHints(options.toolHints);
  const world = Object.freeze({
    workspaceRoot,
    stateDir,
    facts,
    ...(options.toolReaders && { toolReaders: options.toolReaders }),
    ...(toolHints && { toolHints }),
  });

  let thresholds = changeThresholds(defaultThresholds, options.thresholds ?? {});
  const errorRates = createErrorRates();
  const schema = createLayeredSchemaGate({ workspaceRoot, facts });
  const rules = createRulesSource({
    workspaceRoot,
    facts,
    builtIn: options.preRegisteredRules ?? false,
    rules: options.rules,
    file: rulesFile,
    takeSchema: (list) => schema.setBaseRules(list),
    ...(options.clock && { clock: options.clock }),
    ...(options.rulesFileEveryMs !== undefined && { everyMs: options.rulesFileEveryMs }),
  });
  const own = [stateDir, ...(rulesFile === undefined ? [] : [rulesFile]), ...(options.ownPaths ?? [])];
  const ownFiles = protectOwnFiles(readOwnPaths(own, workspaceRoot), facts);
  const versionOf = rememberLast((parts: readonly unknown[]) => digestOf(parts));
  const policyVersion = (): string =>
    versionOf([thresholds, rules.book().version, schema.version(), instantRules, toolHints ?? null]);
  const refusals = createRefusalGate({
    policyVersion,
    commandsOf: (call) => read(call, world).commands,
    bandOf: (tool, effect) =>
      bandOf(assessRisk([effect], (one) => errorRates.rateOf(tool, one)).score, thresholds).action,
  });

  const judge = (
    call: ToolCall,
    schemaResult: SchemaResult,
    variantsIn: (call: ToolCall, reading: EffectReading) => readonly Finding[],
    digestFor: (call: ToolCall, effects: readonly Effect[], policy: string) => string = callDigest,
    covered: SnapshotCoverage | null = coverage,
  ): Decision => {
    const seen = { ...world, facts: rememberFileFacts(facts) };
    const readWith = (snapshotsTaken: boolean): EffectReading => read(call, { ...seen, snapshotsTaken });
    const reading = covered === null ? readWith(false) : readRelying(call, readWith, covered);
    const { effects, findings } = reading;
    const book = rules.book();
    return decide({
      schema: schemaResult,
      rules: [
        ...ownCommandFindings(reading.commands),
        ...(instantRules ? instantFindings(reading) : []),
        ...book.findings(call.params, reading, seen.facts),
      ],
      reading: findings,
      variants: variantsIn(call, reading),
      own: ownFiles(reading, seen.facts, call.cwd),
      effects,
      risk: assessRisk(effects, (effect) => errorRates.rateOf(call.tool, effect)),
      thresholds,
      digest: digestFor(call, effects, policyVersion()),
      secretParams: schema.secretParams(call.tool, call.params),
    });
  };

  const risk: RiskGate = Object.freeze({
    thresholds: (): RiskThresholds => thresholds,
    setThresholds(change: Partial<RiskThresholds>): void {
      thresholds = changeThresholds(thresholds, change);
    },
    evaluate(tool: string, params: unknown): RiskEvaluation {
      const call = evaluatedCall(tool, params, workspaceRoot);
      const { action, strict, risk } = failClosed(call, () => judge(call, NO_ERRORS, none));
      return { score: risk.score, score100: risk.score100, action, strict, dimensions: risk.dimensions };
    },
  });

  const variantsIn = (call: ToolCall, reading: EffectReading): readonly Finding[] =>
    refusals.variantsIn(call, reading);
  const inspect = (call: ToolCall, covered: SnapshotCoverage | null = coverage): Decision =>
    failClosed(call, () => judge(call, schema.check(call), variantsIn, callDigest, covered));
  const inspectPartly = (call: ToolCall, unknown: readonly string[]): PartialDecision => {
    const known = watched(call, unknown);
    const errors: SchemaError[] = [];
    let checkedUnknown = false;
    for (const check of schema.compiledRule(call.tool)?.checks ?? []) {
      const found = check(known.call);
      if (known.wasRead()) checkedUnknown = true;
      else errors.push(...found);
    }
    // A digest looks at every parameter, and decides nothing.
    const decision = judge(known.call, { pass: errors.length === 0, errors }, variantsIn, () => '');
    return { decision, readUnknown: known.wasRead(), checkedUnknown };
  };
  const saferThan = (decision: Decision, call: ToolCall): SaferCall | null => {
    // Up to a hundred calls are tried, and most of them delete the same: its folders are walked once.
    const covered = coverage && rememberCoverage(coverage);
    try {
      return findSaferCall(call, decision, {
        inspect: (one) => inspect(one, covered),
        commandsOf: (one) => read(one, world).commands,
        world,
      });
    } catch {
      // Advice is no decision: without it the call is stopped all the same.
      return null;
    }
  };

  return Object.freeze({
    schema,
    risk,
    rules,
    inspect: (call: ToolCall): Decision => inspect(call),
    inspectPartly(call: ToolCall, unknown: readonly string[]): PartialDecision | null {
      try {
        return inspectPartly(call, unknown);
      } catch {
        return null;
      }
    },
    schemaText: (tool: string): string => schema.compiledRule(tool)?.text ?? '',
    observe(completed: CompletedCall): void {
      errorRates.observe(completed);
      refusals.observe(completed);
    },
    refused: (blocked: BlockedCall): void => refusals.refused(blocked),
    reasonOf: (decision: Decision): string => decision.reason[language],
    explain(decision: Decision, call?: ToolCall): string {
      const change = call === undefined ? undefined : saferThan(decision, call)?.change;
      return explanationWith(decision.explanation, change)[language];
    },
    safer: (call: ToolCall): SaferCall | null => saferThan(inspect(call), call),
    advise(decision: Decision, call: ToolCall): Decision {
      if (decision.action === 'auto' || decision.action === 'notify') return decision;
      const change = saferThan(decision, call)?.change;
      return change === undefined ? decision : withSafer(decision, change);
    },
  });
}

const none = (): readonly Finding[] => [];

function failClosed(call: ToolCall, judge: () => Decision): Decision {
  try {
    return judge();
  } catch (error) {
    return guardFailed(call, error);
  }
}

function evaluatedCall(tool: string, params: unknown, cwd: string): ToolCall {
  return {
    id: 'evaluate',
    tool,
    params: parseParams(params),
    sessionId: '',
    agentId: '',
    cwd,
    claims: [],
  };
}

/** Computes again only when one of the parts is another value than the last time. */
function rememberLast(compute: (parts: readonly unknown[]) => string): (parts: readonly unknown[]) => string {
  let last: readonly unknown[] = [];
  let result: string | null = null;
  return (parts) => {
    if (result === null || parts.some((part, index) => part !== last[index])) {
      last = parts;
      result = compute(parts);
    }
    return result;
  };
}
