import { parseParams, sameParams, SentinelError } from '@sentinel-agentos/core';
import type { CompleteExecutionInput, CompletionResult } from './pipeline.js';
import type { OpenCalls } from './open-calls.js';
import type {
  BeginOptions,
  CallRequest,
  Receipt,
  Run,
  RunContext,
  StartedCall,
  StoppedCall,
} from '@sentinel-agentos/core';
import type { System } from './system.js';

/**
 * The second half of the two-step form.
 *
 * @throws SentinelError `JOURNAL_FAILED` when the outcome could not be recorded, `INVALID_ARGUMENT` when another
 * call was begun under this snapshot.
 */
export function completePipeline(
  system: System,
  open: OpenCalls,
  input: CompleteExecutionInput,
): CompletionResult {
  const { kernel } = system;
  const started = takeBegun(open, input) ?? recorded(kernel.begin(...lateCall(input)));
  return resultOf(system, input, started, kernel.complete(started, runOf(input), contextOf(input)));
}

/** The same for a host that can wait. Rejects like `completePipeline` throws. */
export async function completePipelineAsync(
  system: System,
  open: OpenCalls,
  input: CompleteExecutionInput,
): Promise<CompletionResult> {
  const { kernel } = system;
  const started = takeBegun(open, input) ?? recorded(await kernel.beginAsync(...lateCall(input)));
  const receipt = await kernel.completeAsync(started, runOf(input), contextOf(input));
  return resultOf(system, input, started, receipt);
}

function resultOf(
  { evaluator }: System,
  input: CompleteExecutionInput,
  { masked, decision }: StartedCall,
  receipt: Receipt,
): CompletionResult {
  const { assessment, verdict, verify, rollback, faults } = allowed(receipt);
  const unrecorded = faults.find(({ code }) => code === 'JOURNAL_FAILED');
  if (unrecorded !== undefined) throw unrecorded;
  return {
    runtime: { score: assessment?.runtime ?? null, durationMs: duration(input) },
    postExec: {
      outcomeScore: assessment?.postExec ?? null,
      verifyPassed: verify === 'PASS',
      verifyStatus: verify,
      checks: verdict.checks,
      rollback,
    },
    auditEntry: {
      id: masked.id,
      sessionId: masked.sessionId,
      agentId: masked.agentId,
      toolName: masked.tool,
      action: decision.action,
      riskScore: decision.risk.score,
      verifyStatus: verify,
    },
    profile: evaluator.getProfile(input.sessionId),
  };
}

/**
 * The call that was begun under the snapshot's id.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when it was another call: one that was allowed must not cover for it.
 */
function takeBegun(
  open: OpenCalls,
  { snapshot, toolName, toolParameters }: CompleteExecutionInput,
): StartedCall | undefined {
  const id = snapshot?.id;
  const begun = typeof id === 'string' ? open.get(id) : undefined;
  if (begun === undefined) return undefined;
  const { call } = begun;
  const isSame =
    call.tool === toolName &&
    (toolParameters === undefined || sameParams(call.params, parseParams(toolParameters)));
  if (isSame) return open.take(call.id);
  throw new SentinelError('INVALID_ARGUMENT', `${call.id} was begun as another call of ${call.tool}`);
}

/** A call nobody announced: it is recorded with the decision it would have got. */
function lateCall(input: CompleteExecutionInput): [CallRequest, BeginOptions] {
  const { toolName, toolParameters = {}, sessionId, agentId } = input;
  return [
    {
      tool: toolName,
      params: toolParameters,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(agentId === undefined ? {} : { agentId }),
    },
    { alreadyRan: true },
  ];
}

function recorded(begun: StartedCall | StoppedCall): StartedCall {
  if (begun.state === 'started') return begun;
  throw new SentinelError('JOURNAL_FAILED', begun.receipt.reason, { cause: begun.receipt.faults[0] });
}

function runOf(input: CompleteExecutionInput): Run {
  if (input.hadTimeout === true) return { status: 'timed-out', afterMs: duration(input) };
  if (input.toolError !== undefined) return { status: 'failed', error: input.toolError };
  return { status: 'succeeded', result: input.toolResult };
}

function contextOf(input: CompleteExecutionInput): RunContext {
  const { retryCount, wasSelfCorrected, userAccepted, userProvidedEdit, resultWasUsed } = input;
  return {
    ...(retryCount === undefined ? {} : { retryCount }),
    ...(wasSelfCorrected === undefined ? {} : { wasSelfCorrected }),
    ...(userAccepted === undefined ? {} : { userAccepted }),
    ...(userProvidedEdit === undefined ? {} : { userProvidedEdit }),
    ...(resultWasUsed === undefined ? {} : { resultWasUsed }),
  };
}

function duration({ startTime, endTime }: CompleteExecutionInput): number {
  return startTime === undefined || endTime === undefined ? 0 : Math.max(0, endTime - startTime);
}

/** A completed call always has a receipt of a call that was allowed to begin. */
function allowed(receipt: Receipt): Exclude<Receipt, { readonly allowed: false }> {
  if (receipt.allowed) return receipt;
  throw new SentinelError('INVALID_ARGUMENT', receipt.reason);
}
