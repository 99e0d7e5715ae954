import type { AgentProfile, ContextUse, ParameterQuality } from '@sentinel-agentos/evaluator';
import type { AuditEntry } from '@sentinel-agentos/audit';
import type {
  Action,
  CheckResult,
  Effect,
  HostAnswer,
  HostQuestion,
  RiskDimensions,
  RollbackReport,
  VerifyStatus,
} from '@sentinel-agentos/core';

/** What a host says before it runs a tool itself. */
export interface ExecutePipelineInput {
  readonly toolName: string;
  readonly parameters?: unknown;
  readonly sessionId?: string;
  readonly agentId?: string;
  /** Files the tool will change, where the host knows better than the parameters show. */
  readonly affectedFiles?: readonly string[];
}

/** What the guard says about a call before it runs. */
export interface PreExec {
  readonly schemaCheck: {
    readonly pass: boolean;
    readonly errors: readonly { readonly field: string; readonly message: string }[];
  };
  readonly riskScore: {
    readonly score: number;
    readonly score100: number;
    readonly action: Action;
    readonly strict: boolean;
    readonly dimensions: RiskDimensions;
    readonly reason: string;
  };
  /** Of a call to ask the user about: longest wait for the answer in milliseconds, then it must not run; where there is one. */
  readonly approvalWithinMs?: number;
  /** What could be changed so that less would stop the call, where that is known. */
  readonly safer?: string;
  /** 0–100; null where there is nothing to judge by. */
  readonly paramQuality: ParameterQuality;
  readonly contextUtilization: ContextUse;
  readonly effects: readonly Effect[];
}

/** What is remembered of a call until it is completed. Plain data: it may travel through JSON. */
export interface PipelineSnapshot {
  /** The id of the call, its audit records and its snapshot. */
  readonly id: string;
  /** SHA-256 of the files the call may change; null for one that is not there. */
  readonly fileHashes: Readonly<Record<string, string | null>>;
  readonly gitHead: string | null;
  readonly gitDirty: boolean | null;
}

export interface PipelineResult {
  readonly preExec: PreExec;
  /** Null when the call must not run. */
  readonly snapshot: PipelineSnapshot | null;
  readonly profile: AgentProfile;
}

/** A call that stands still until its user has answered. Nothing of it is recorded yet, and it must not run. */
export interface PipelineQuestion extends PipelineResult {
  readonly snapshot: null;
  readonly question: HostQuestion;
  /**
   * Goes on with the user's answer: `snapshot` is null when the call must not run. Anything but a grant of exactly this
   * call, in time, is a no.
   * @throws SentinelError `INVALID_ARGUMENT` when it was answered before.
   */
  answer(answer: HostAnswer): PipelineResult;
}

/** What a host says after it ran a tool. Everything but the tool's name may be missing. */
export interface CompleteExecutionInput {
  readonly toolName: string;
  readonly sessionId?: string;
  readonly agentId?: string;
  readonly toolParameters?: unknown;
  readonly toolResult?: unknown;
  /** What the tool threw, if it did. */
  readonly toolError?: unknown;
  readonly snapshot?: Pick<PipelineSnapshot, 'id'> | null;
  /** Milliseconds since the epoch. */
  readonly startTime?: number;
  readonly endTime?: number;
  readonly retryCount?: number;
  readonly wasSelfCorrected?: boolean;
  readonly hadTimeout?: boolean;
  readonly userAccepted?: boolean;
  readonly userProvidedEdit?: boolean;
  readonly resultWasUsed?: boolean;
}

/** What the journal now holds of the call. `AgentOS.audit` gives the whole entry. */
export type CompletedEntry = Pick<
  AuditEntry,
  'id' | 'sessionId' | 'agentId' | 'toolName' | 'action' | 'riskScore' | 'verifyStatus'
>;

export interface CompletionResult {
  readonly runtime: { readonly score: number | null; readonly durationMs: number };
  readonly postExec: {
    /** 0–100; null without evidence. */
    readonly outcomeScore: number | null;
    /** True only when something was checked and all of it held. */
    readonly verifyPassed: boolean;
    readonly verifyStatus: VerifyStatus;
    readonly checks: readonly CheckResult[];
    readonly rollback: RollbackReport | null;
  };
  readonly auditEntry: CompletedEntry;
  readonly profile: AgentProfile;
}
