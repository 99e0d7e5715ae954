export type { Assessment } from './assessment.js';
export type { Approval, ApprovalOutcome, ApprovalRequest } from './approval.js';
export type { CallRequest, Claim, ToolCall } from './call.js';
export type { BlockedCall, CompletedCall, KernelEvent } from './completed-call.js';
export type { Decision, RiskAssessment, RiskDimensions } from './decision.js';
export type { Effect, EffectScope, EffectVerb, Evidence, Reversibility, Sensitivity } from './effect.js';
export { SentinelError } from './error.js';
export type { SentinelErrorCode } from './error.js';
export type { Action, Finding, Gate, Language, LocalizedText } from './finding.js';
export { GEN_AI } from './gen-ai-names.js';
export type { Json, JsonObject } from './json.js';
export type { HostAnswer } from './kernel/approval.js';
export type { BeginOptions, HostQuestion, StartedCall, StoppedCall } from './kernel/begin.js';
export type { Judgement } from './kernel/judge.js';
export type { KeptCall } from './kernel/kept-call.js';
export type { KernelOptions, KernelPorts } from './kernel/configuration.js';
export { createKernel } from './kernel/kernel.js';
export type { ExecuteOptions, Kernel, WaitingCall } from './kernel/kernel.js';
export { MASK } from './mask.js';
export type { Params, ParamValue } from './params.js';
export { parseParams, sameParams } from './parse-params.js';
export type { Approver } from './ports/approver.js';
export type { Clock } from './ports/clock.js';
export type { CallDetections, Detector, ResultDetections } from './ports/detector.js';
export type { Evaluator } from './ports/evaluator.js';
export type { Execution, ExecutionTask, Executor, ToolFunction } from './ports/executor.js';
export type { Guard } from './ports/guard.js';
export type { Ids } from './ports/ids.js';
export type { Journal, RecordRef } from './ports/journal.js';
export type { MemoryRecorder } from './ports/memory-recorder.js';
export type { Observer } from './ports/observer.js';
export type { Snapshotter } from './ports/snapshotter.js';
export type { Verifier, VerifyRequest } from './ports/verifier.js';
export { raiseDecision } from './raise-decision.js';
export type { BlockedReceipt, FailedReceipt, PlannedReceipt, Receipt, SucceededReceipt } from './receipt.js';
export type {
  BlockedRecord,
  EventRecord,
  IntentRecord,
  JournalRecord,
  OutcomeRecord,
  RecordedDecision,
} from './record.js';
export type { Run, RunContext, Timings } from './run.js';
export type { FileState, GitState, RestoredPath, RollbackReport, Snapshot, Uncovered } from './snapshot.js';
export type { UserChange } from './user-change.js';
export type { CheckResult, Verdict, VerifyStatus } from './verdict.js';
export { ToolCallError, toolParams, toolResult, wrapTools } from './wrap-tools.js';
export type { WrappedTools } from './wrap-tools.js';
