import { REFUSED_AGAIN_RULE } from './critical-cause.js';
import { toolClassOf, type ToolClass, type ToolClasses } from './tool-class.js';
import type { ApprovalOutcome, BlockedCall, CompletedCall, Effect, Finding } from '@sentinel-agentos/core';

/** What trust reads of a call. */
export interface CallFacts {
  readonly callId: string;
  readonly tool: string;
  readonly toolClass: ToolClass;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly durationMs: number;
  /** Whether the tool was called. A dry run does not call it. */
  readonly ran: boolean;
  readonly effects: readonly Effect[];
  /** Rules of the findings of its decision; of what was refused before, only where it is refused again. */
  readonly rules: readonly string[];
  /** Those of them that refuse the call, whatever trust says of its session. */
  readonly refusedBy: readonly string[];
  /** Whether a person granted this very call. */
  readonly approvedByPerson: boolean;
  /** Whether it should have been undone and was not, or not all of it. */
  readonly rollbackFailed: boolean;
}

/** Reads a call that ran. */
export function factsOfCompleted(completed: CompletedCall, custom: ToolClasses = {}): CallFacts {
  const { call, decision, run, rollback } = completed;
  return {
    ...factsOfCall(completed, custom),
    callId: call.id,
    at: completed.startedAt + completed.durationMs,
    durationMs: completed.durationMs,
    ran: run.status !== 'planned',
    effects: decision.effects,
    rollbackFailed: rollback !== null && rollback.status !== 'complete',
  };
}

/** Reads a call that was stopped. */
export function factsOfBlocked(blocked: BlockedCall, custom: ToolClasses = {}): CallFacts {
  return {
    ...factsOfCall(blocked, custom),
    callId: blocked.call.id,
    at: blocked.at,
    durationMs: 0,
    ran: false,
    effects: blocked.decision.effects,
    rollbackFailed: false,
  };
}

function factsOfCall(
  { call, decision, approval }: CompletedCall | BlockedCall,
  custom: ToolClasses,
): Pick<CallFacts, 'tool' | 'toolClass' | 'rules' | 'refusedBy' | 'approvedByPerson'> {
  return {
    tool: call.tool,
    toolClass: toolClassOf(call.tool, decision.effects, custom),
    rules: decision.findings.filter(isCounted).map(({ rule }) => rule),
    refusedBy: decision.findings.filter(refuses).map(({ rule }) => rule),
    approvedByPerson: isGranted(approval),
  };
}

/** Where a person declined, asking again is a question to that person: only what is refused again counts. */
function isCounted({ rule, floor }: Finding): boolean {
  return rule !== REFUSED_AGAIN_RULE || floor === 'deny';
}

/** What trust refuses, it refuses for what was before. */
function refuses({ gate, floor }: Finding): boolean {
  return floor === 'deny' && gate !== 'trust';
}

/** Approvers speak for a person. A host that was left to ask says nothing of its answer. */
function isGranted({ status }: ApprovalOutcome): boolean {
  return status === 'granted';
}
