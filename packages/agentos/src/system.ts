import { createDetector } from '@sentinel-agentos/detect';
import { createEvaluator, createTrust, createTrustLedger } from '@sentinel-agentos/evaluator';
import { createExecutor, createToolPolicy } from '@sentinel-agentos/sandbox';
import type { LabelledExecutor } from '@sentinel-agentos/sandbox';
import { createGuard, createSnapshotter, createVerifier } from '@sentinel-agentos/guard';
import { createKernel } from '@sentinel-agentos/core';
import { createMemory } from '@sentinel-agentos/memory';
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openJournal } from '@sentinel-agentos/audit';
import { createMemoryScreen } from './memory-screen.js';
import { checkOptions } from './options.js';
import { sandboxOptions } from './sandbox-options.js';
import { createCallIds } from './call-ids.js';
import { createRedactor, type Redactor } from './redactor.js';
import { createTrustRecords } from './trust-records.js';
import { forbidTool } from './forbid-tool.js';
import { checkState, locateState, prepareState } from './state-folders.js';
import { raiseByTrust } from './raise-by-trust.js';
import { systemClock } from './system-clock.js';
import type { AgentOSOptions } from './options.js';
import type { Clock, Guard, Kernel, Language, Verifier } from '@sentinel-agentos/core';
import type { FileJournal } from '@sentinel-agentos/audit';
import type { FileSnapshotter, OwnPath, SentinelGuard } from '@sentinel-agentos/guard';
import type { Memory } from '@sentinel-agentos/memory';
import type { SentinelEvaluator, Trust, ToolClasses } from '@sentinel-agentos/evaluator';
import type { StateFolders } from './state-folders.js';

/** Every part of one Sentinel, wired together. */
export interface System {
  readonly kernel: Kernel;
  readonly guard: SentinelGuard;
  readonly journal: FileJournal;
  readonly snapshotter: FileSnapshotter;
  readonly verifier: Verifier;
  readonly executor: LabelledExecutor;
  readonly memory: Memory;
  readonly evaluator: SentinelEvaluator;
  readonly trust: Trust;
  readonly redactor: Redactor;
  /** Classes that the host set for tools. */
  readonly toolClasses: ToolClasses;
  readonly folders: StateFolders;
  readonly clock: Clock;
  readonly language: Language;
  readonly sessionId: string;
}

/** The composition root: the one place where the parts learn of each other, and only through core's ports. */
export function composeSystem(given: AgentOSOptions): System {
  const options = checkOptions(given);
  const folders = locateState(options);
  const looking = options.looking ?? false;
  if (looking) checkState(folders);
  else prepareState(folders);
  const { workspaceRoot, state } = folders;
  const { guardConfig = {}, evaluatorConfig = {}, approver } = options;
  const clock = options.clock ?? systemClock;
  const language = options.language ?? 'en';
  const sessionId = options.sessionId ?? 'default';
  const agentId = options.agentId ?? 'agent';
  const rulesFile = guardConfig.rulesFile ?? (existsSync(folders.rulesFile) ? folders.rulesFile : undefined);

  const snapshotter = createSnapshotter({
    workspaceRoot,
    dir: folders.snapshots,
    keyFile: folders.snapshotKey,
    clock,
    ...options.snapshotConfig,
  });
  const guard = createGuard({
    workspaceRoot,
    stateDir: state,
    language,
    coverage: snapshotter.coverage,
    preRegisteredRules: options.preRegisteredRules ?? false,
    ...(guardConfig.riskGate === undefined ? {} : { thresholds: guardConfig.riskGate }),
    ...(guardConfig.rules === undefined ? {} : { rules: guardConfig.rules }),
    ...(rulesFile === undefined ? {} : { rulesFile }),
    ...(guardConfig.instantRules === undefined ? {} : { instantRules: guardConfig.instantRules }),
    ...(guardConfig.ownPaths === undefined ? {} : { ownPaths: guardConfig.ownPaths }),
    ...(guardConfig.toolReaders === undefined ? {} : { toolReaders: guardConfig.toolReaders }),
    ...(guardConfig.toolHints === undefined ? {} : { toolHints: guardConfig.toolHints }),
  });
  const journal = openJournal({
    dir: folders.audit,
    keyDir: folders.keys,
    anchorDir: folders.anchors,
    clock,
  });
  const verifier = createVerifier({
    workspaceRoot,
    checks: options.checks ?? [],
    bytesBefore: (id, path) => snapshotter.bytesBefore(id, path),
  });
  const { detectConfig = {} } = options;
  const memory = createMemory({
    dir: folders.memory,
    clock,
    maxWorkingTokens: options.maxWorkingTokens ?? 50_000,
    maxEpisodicSizeKb: options.maxEpisodicSizeKb ?? 500,
    ...options.memoryConfig,
    ...(detectConfig === false ? {} : { screen: createMemoryScreen(detectConfig) }),
  });
  if (!looking && (options.migrateMemoryFile ?? true))
    memory.migrateFileOnce(join(workspaceRoot, 'MEMORY.md'));
  const evaluator = createEvaluator({
    dir: folders.profile,
    clock,
    implicitFeedbackEnabled: evaluatorConfig.implicitFeedbackEnabled ?? true,
  });
  const trust = createTrust({
    dir: folders.trust,
    clock,
    ownPaths: ownPlaces(folders, [
      ...(guardConfig.ownPaths ?? []),
      ...(rulesFile === undefined ? [] : [rulesFile]),
    ]),
    history: createTrustRecords(journal, createTrustLedger(folders.trust)),
    ...(options.safetyGate === undefined ? {} : { safetyGate: options.safetyGate }),
    ...(options.killSwitch === undefined ? {} : { killSwitch: options.killSwitch }),
    ...(options.trustSink === undefined ? {} : { sink: options.trustSink }),
  });
  const lists = { allowedTools: options.allowedTools ?? [], forbiddenTools: options.forbiddenTools ?? [] };
  const tools = createToolPolicy(lists);
  const executor = createExecutor({ ...sandboxOptions(options, folders), ...lists });
  // Rules may be edited while agents work. The guard itself only decides; looking at the file is done here.
  const watchingGuard: Guard = {
    inspect: (call) => {
      guard.rules.refresh();
      const decision = guard.inspect(call);
      const verdict = tools.validate(call.tool);
      // Whoever is stopped or asked learns what to change; a call that passes pays nothing for it.
      const judged = verdict.success
        ? guard.advise(decision, call)
        : forbidTool(decision, verdict.sandboxRejectReason);
      return raiseByTrust(trust, call, judged);
    },
    stops: (call) => trust.stops(call.sessionId),
    observe: (completed) => guard.observe(completed),
    refused: (blocked) => guard.refused(blocked),
  };
  const kernel = createKernel(
    {
      guard: watchingGuard,
      ...(detectConfig === false ? {} : { detector: createDetector(detectConfig) }),
      journal,
      snapshotter,
      verifier,
      executor,
      evaluator,
      memory: memory.recorder,
      ...(approver === undefined ? {} : { approver }),
      observers: [trust, ...(options.observers ?? [])],
      clock,
      ids: options.ids ?? createCallIds(),
    },
    {
      workspaceRoot,
      sessionId,
      agentId,
      language,
      ...(options.durability === undefined ? {} : { durability: options.durability }),
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
      ...(options.approvalTimeoutMs === undefined ? {} : { approvalTimeoutMs: options.approvalTimeoutMs }),
      ...(options.rollbackAbove === undefined ? {} : { rollbackAbove: options.rollbackAbove }),
    },
  );
  return {
    kernel,
    guard,
    journal,
    snapshotter,
    verifier,
    executor,
    memory,
    evaluator,
    trust,
    redactor: createRedactor(detectConfig),
    toolClasses: options.safetyGate?.customToolRisk ?? {},
    folders,
    clock,
    language,
    sessionId,
  };
}

/** Where the product's own records, rules and settings are, also as the disk spells it. */
function ownPlaces({ workspaceRoot, state }: StateFolders, others: readonly OwnPath[]): readonly OwnPath[] {
  return [state, ...others].flatMap((own): readonly OwnPath[] => {
    if (typeof own === 'string') return spellingsOf(resolve(workspaceRoot, own));
    const folder = resolve(workspaceRoot, own.folder);
    const except = own.except.flatMap((part) => spellingsOf(resolve(folder, part)));
    return spellingsOf(folder).map((each) => ({ folder: each, except }));
  });
}

function spellingsOf(path: string): readonly string[] {
  return [...new Set([path, existsSync(path) ? realpathSync(path) : path])];
}
