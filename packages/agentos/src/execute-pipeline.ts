import type {
  CallRequest,
  Decision,
  Snapshot,
  StartedCall,
  StoppedCall,
  ToolCall,
} from '@sentinel-agentos/core';
import type {
  ExecutePipelineInput,
  PipelineQuestion,
  PipelineResult,
  PipelineSnapshot,
  PreExec,
} from './pipeline.js';
import type { OpenCalls } from './open-calls.js';
import type { System } from './system.js';

/** The first half of the two-step form. */
export function beginPipeline(system: System, open: OpenCalls, input: ExecutePipelineInput): PipelineResult {
  const begun = system.kernel.begin(requestOf(input), { asks: 'host' });
  return resultOf(system, open, begun, input.sessionId);
}

/** The same for a host that can wait. */
export async function beginPipelineAsync(
  system: System,
  open: OpenCalls,
  input: ExecutePipelineInput,
): Promise<PipelineResult> {
  const begun = await system.kernel.beginAsync(requestOf(input), { asks: 'host' });
  return resultOf(system, open, begun, input.sessionId);
}

/** The first half for a host that asks its user in the middle of it. */
export function askPipeline(
  system: System,
  open: OpenCalls,
  input: ExecutePipelineInput,
): PipelineResult | PipelineQuestion {
  const asked = system.kernel.ask(requestOf(input));
  if (asked.state !== 'waiting') return resultOf(system, open, asked, input.sessionId);
  const { masked, decision, withinMs } = asked;
  return {
    preExec: describe(system, masked, decision, decision.reason[system.language]),
    snapshot: null,
    profile: system.evaluator.getProfile(input.sessionId),
    question: { masked, decision, withinMs },
    answer: (answer) => resultOf(system, open, asked.answer(answer), input.sessionId),
  };
}

function requestOf(input: ExecutePipelineInput): CallRequest {
  const { toolName, parameters = {}, affectedFiles = [], sessionId, agentId } = input;
  return {
    tool: toolName,
    params: parameters,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(agentId === undefined ? {} : { agentId }),
    claims: affectedFiles.map((path) => ({ path, change: 'write' })),
  };
}

function resultOf(
  system: System,
  open: OpenCalls,
  begun: StartedCall | StoppedCall,
  sessionId: string | undefined,
): PipelineResult {
  const profile = system.evaluator.getProfile(sessionId);
  if (begun.state === 'blocked') {
    const { decision, reason } = begun.receipt;
    return { preExec: describe(system, begun.masked, decision, reason), snapshot: null, profile };
  }
  open.add(begun);
  const { masked, decision, snapshot } = begun;
  return {
    preExec: describe(system, masked, decision, decision.reason[system.language]),
    snapshot: portable(masked.id, snapshot),
    profile,
  };
}

function describe(
  { evaluator, language }: System,
  call: ToolCall,
  decision: Decision,
  reason: string,
): PreExec {
  const errors = decision.findings
    .filter(({ gate }) => gate === 'schema' || gate === 'call')
    .map(({ field, message }) => ({ field: field ?? '', message: message[language] }));
  const { score, score100, dimensions } = decision.risk;
  const quality = evaluator.assessBefore(call, decision);
  return {
    schemaCheck: { pass: errors.length === 0, errors },
    riskScore: {
      score,
      score100,
      action: decision.action,
      strict: decision.strict,
      dimensions,
      reason,
    },
    ...(decision.approvalWithinMs === undefined ? {} : { approvalWithinMs: decision.approvalWithinMs }),
    ...(decision.safer === undefined ? {} : { safer: decision.safer[language] }),
    paramQuality: quality.paramQuality,
    contextUtilization: quality.contextUtilization,
    effects: decision.effects,
  };
}

function portable(id: string, snapshot: Snapshot | null): PipelineSnapshot {
  return {
    id,
    fileHashes: Object.fromEntries((snapshot?.files ?? []).map(({ path, sha256 }) => [path, sha256])),
    gitHead: snapshot?.git?.head ?? null,
    gitDirty: snapshot?.git?.dirty ?? null,
  };
}
