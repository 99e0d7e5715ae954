import {
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type HrTime,
  type Tracer,
} from '@opentelemetry/api';
import { GEN_AI } from '@sentinel-agentos/core';
import type { AuditEntry } from '../query/audit-entry.js';
import { errorTypeOf } from './error-type.js';

export interface SpanOptions {
  /** Default: the tracer `sentinel-agentos` of the global provider. */
  readonly tracer?: Tracer;
  /** Name for people of an agent, by its id. */
  readonly agentName?: (agentId: string) => string | undefined;
  /** `gen_ai.tool.type` of a tool. Default: `function`. */
  readonly toolType?: (toolName: string) => string;
  /**
   * Adds what may be sensitive: arguments (`gen_ai.tool.call.arguments`), and the words of a refusal or error.
   * Results are described (`sentinel.result.*`), because the journal does not keep them. Default: false.
   */
  readonly captureContent?: boolean;
}

/**
 * Makes a span of each call, as the GenAI semantic conventions of OpenTelemetry say (`execute_tool`, status
 * "Development"): `gen_ai.operation.name`, `gen_ai.tool.name`, `gen_ai.tool.type`, `gen_ai.tool.call.id`,
 * `gen_ai.agent.id`, `gen_ai.agent.name`, `gen_ai.conversation.id`, `error.type`. Begin and end are those that were
 * recorded. The decision, and what the checks said, are events of the span. A call without an end is a span of no
 * length with the attribute `sentinel.unfinished`.
 *
 * @returns how many spans were made.
 */
export function exportSpans(calls: Iterable<AuditEntry>, options: SpanOptions = {}): number {
  const tracer = options.tracer ?? trace.getTracer('sentinel-agentos');
  let count = 0;
  for (const entry of calls) {
    exportSpan(tracer, entry, options);
    count += 1;
  }
  return count;
}

function exportSpan(tracer: Tracer, entry: AuditEntry, options: SpanOptions): void {
  const { at, outcome, decision, verifyStatus } = entry;
  const begun = hrTime(at);
  const ended = outcome === null ? begun : hrTime(Math.max(at, outcome.at));
  const error = errorTypeOf(entry);
  const span = tracer.startSpan(`${GEN_AI.executeTool} ${entry.toolName}`, {
    kind: SpanKind.INTERNAL,
    // The span stands for what was recorded, not for whatever runs now.
    root: true,
    startTime: begun,
    attributes: attributesOf(entry, error, options),
  });
  span.addEvent(
    'sentinel.decision',
    {
      'sentinel.decision.action': decision.action,
      'sentinel.decision.score': decision.score,
      'sentinel.decision.rules': [...decision.rules],
      'sentinel.decision.digest': decision.digest,
      'sentinel.approval.status': entry.approval.status,
    },
    begun,
  );
  if (verifyStatus !== null) {
    const failed = outcome?.failedChecks ?? [];
    span.addEvent(
      'sentinel.verification',
      { 'sentinel.verification.status': verifyStatus, 'sentinel.verification.failed_checks': [...failed] },
      ended,
    );
  }
  if (error !== null) {
    const message = options.captureContent === true ? entry.reason : null;
    span.setStatus({ code: SpanStatusCode.ERROR, ...(message === null ? {} : { message }) });
  }
  span.end(ended);
}

function attributesOf(entry: AuditEntry, error: string | null, options: SpanOptions): Attributes {
  const { toolName, agentId, outcome, params } = entry;
  const agentName = options.agentName?.(agentId);
  return {
    [GEN_AI.operationName]: GEN_AI.executeTool,
    [GEN_AI.toolName]: toolName,
    [GEN_AI.toolType]: options.toolType?.(toolName) ?? 'function',
    [GEN_AI.toolCallId]: entry.id,
    [GEN_AI.agentId]: agentId,
    ...(agentName === undefined ? {} : { [GEN_AI.agentName]: agentName }),
    [GEN_AI.conversationId]: entry.sessionId,
    ...(error === null ? {} : { [GEN_AI.errorType]: error }),
    'sentinel.seq': entry.seq,
    'sentinel.status': entry.status,
    ...(entry.status === 'UNFINISHED' ? { 'sentinel.unfinished': true } : {}),
    ...(options.captureContent === true ? { [GEN_AI.toolCallArguments]: JSON.stringify(params) } : {}),
    ...(options.captureContent === true ? resultAttributes(outcome) : {}),
  };
}

function resultAttributes(outcome: AuditEntry['outcome']): Attributes {
  const result = outcome?.result;
  if (result === null || result === undefined) return {};
  return {
    'sentinel.result.type': result.type,
    ...(result.bytes === null ? {} : { 'sentinel.result.bytes': result.bytes }),
  };
}

/** Seconds and nanoseconds: a plain number may be taken for time since the start of the process. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}
