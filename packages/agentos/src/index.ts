export { AgentOS } from './agent-os.js';
export type { CallOptions } from './agent-os.js';
export { locateState } from './state-folders.js';
export type { StateFolders } from './state-folders.js';
export type { AgentOSOptions, GuardConfig } from './options.js';
export type {
  CompletedEntry,
  CompleteExecutionInput,
  CompletionResult,
  ExecutePipelineInput,
  PipelineResult,
  PipelineSnapshot,
  PreExec,
} from './pipeline.js';
export { wrapAgent } from './sentinel.js';
export type { PreCheck, Sentinel } from './sentinel.js';
export { sentinelPlugin } from './sentinel-plugin.js';
export type { AfterTool, BeforeTool, SentinelPlugin } from './sentinel-plugin.js';

export { createKernel, parseParams, SentinelError, ToolCallError, wrapTools } from '@sentinel-agentos/core';
export type {
  Action,
  Approval,
  ApprovalRequest,
  Approver,
  Clock,
  Decision,
  Effect,
  ExecuteOptions,
  Finding,
  Guard,
  Ids,
  Journal,
  Kernel,
  KernelEvent,
  KernelOptions,
  KernelPorts,
  Language,
  LocalizedText,
  Observer,
  Receipt,
  RiskAssessment,
  RollbackReport,
  SentinelErrorCode,
  Snapshot,
  ToolCall,
  ToolFunction,
  Verdict,
  VerifyStatus,
  WrappedTools,
} from '@sentinel-agentos/core';
export { openJournal, prove, readAnchor, verifyJournal } from '@sentinel-agentos/audit';
export type {
  AuditEntry,
  AuditFilter,
  AuditStats,
  ExportFormat,
  FileJournal,
  VerifyReport,
} from '@sentinel-agentos/audit';
export { createEvaluator } from '@sentinel-agentos/evaluator';
export type { AgentProfile, SentinelEvaluator } from '@sentinel-agentos/evaluator';
export {
  backtest,
  commandCheck,
  createFileFacts,
  createGuard,
  createSnapshotter,
  createVerifier,
  formatCheck,
} from '@sentinel-agentos/guard';
export type {
  BacktestReport,
  Check,
  FileSnapshotter,
  GuardRules,
  RiskThresholds,
  SchemaError,
  SchemaRule,
  SentinelGuard,
  ToolHints,
  ToolReader,
} from '@sentinel-agentos/guard';
export { createMemory } from '@sentinel-agentos/memory';
export type { InjectOptions, Memory } from '@sentinel-agentos/memory';
export { createExecutor } from '@sentinel-agentos/sandbox';
