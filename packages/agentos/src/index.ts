export { AgentOSAPI } from './agent-os-api.js';
export type { PipelineExecuteInput } from './agent-os-api.js';
export { AgentOS } from './agent-os.js';
export type { CallOptions } from './agent-os.js';
export type { EvaluatorParts, GuardParts, MemoryParts } from './agent-os-parts.js';
export type { CallOrigin } from './call-request.js';
export type { HaltOptions } from './session-trust.js';
export type { FullStatus } from './status-report.js';
export type { Redacted } from './redactor.js';
export type { ReportQuery } from './report-data.js';
export { locateState, prepareState } from './state-folders.js';
export type { StateFolders } from './state-folders.js';
export type { AgentOSOptions, GuardConfig, MemoryConfig, SandboxConfig, SnapshotConfig } from './options.js';
export type {
  CompletedEntry,
  CompleteExecutionInput,
  CompletionResult,
  ExecutePipelineInput,
  PipelineQuestion,
  PipelineResult,
  PipelineSnapshot,
  PreExec,
} from './pipeline.js';
export { findSnapshots } from './find-snapshots.js';
export type { SnapshotFilter, SnapshotSources } from './find-snapshots.js';
export { callsToUndo } from './undo-session.js';
export type { CallUndo, SessionCalls, SessionUndoReport } from './undo-session.js';
export { ALL_SESSIONS } from '@sentinel-agentos/evaluator';
export { wrapAgent } from './sentinel.js';
export type { PreCheck, Sentinel } from './sentinel.js';
export { sentinelPlugin } from './sentinel-plugin.js';
export type { AfterTool, BeforeTool, SentinelPlugin } from './sentinel-plugin.js';

export {
  createKernel,
  parseParams,
  sameParams,
  SentinelError,
  ToolCallError,
  wrapTools,
} from '@sentinel-agentos/core';
export type {
  Action,
  Approval,
  ApprovalRequest,
  Approver,
  CallRequest,
  Clock,
  Decision,
  Effect,
  ExecuteOptions,
  FileState,
  Finding,
  Guard,
  HostAnswer,
  HostQuestion,
  Ids,
  Journal,
  Judgement,
  KeptCall,
  Kernel,
  KernelEvent,
  KernelOptions,
  KernelPorts,
  Language,
  LocalizedText,
  Observer,
  Receipt,
  RestoredPath,
  RiskAssessment,
  RollbackReport,
  SentinelErrorCode,
  Snapshot,
  StartedCall,
  StoppedCall,
  ToolCall,
  ToolFunction,
  Verdict,
  VerifyStatus,
  WaitingCall,
  WrappedTools,
} from '@sentinel-agentos/core';
export { openJournal, prove, readAnchor, verifyJournal } from '@sentinel-agentos/audit';
export type {
  AuditEntry,
  AuditFilter,
  AuditStats,
  EventNews,
  ExportFormat,
  FileJournal,
  VerifyReport,
} from '@sentinel-agentos/audit';
export { createDetector, createSecretScanner, createVault, scanChunks } from '@sentinel-agentos/detect';
export type {
  Detection,
  DetectorOptions,
  LocatedDetection,
  ScanResult,
  SecretScanner,
  Vault,
} from '@sentinel-agentos/detect';
export {
  createEvaluator,
  htmlReport,
  otelEvents,
  otelMetrics,
  PROMETHEUS_CONTENT_TYPE,
  prometheusReport,
} from '@sentinel-agentos/evaluator';
export type {
  AgentProfile,
  FeedbackSignal,
  FeedbackStats,
  KillSwitchOptions,
  OtlpLogs,
  OtlpMetrics,
  PageOptions,
  ReportData,
  SafetyGateOptions,
  SentinelEvaluator,
  SessionSummary,
  TrustEvent,
  TrustSink,
  TrustStatus,
} from '@sentinel-agentos/evaluator';
export {
  backtest,
  commandCheck,
  createFileFacts,
  createGuard,
  createSnapshotter,
  createVerifier,
  eslintCheck,
  formatCheck,
  gitPushCheck,
  npmPublishCheck,
  tscCheck,
} from '@sentinel-agentos/guard';
export type {
  BacktestReport,
  Check,
  DamagedSnapshot,
  FileSnapshotter,
  GuardRules,
  PathChange,
  RiskThresholds,
  SchemaError,
  SchemaRule,
  SentinelGuard,
  StoredSnapshot,
  ToolHints,
  OwnPath,
  ToolReader,
  UndoReport,
} from '@sentinel-agentos/guard';
export { createMemory, planMigration } from '@sentinel-agentos/memory';
export type {
  InjectOptions,
  Memory,
  MemoryStats,
  MigrateOptions,
  MigratedSpan,
  MigrationPlan,
  MigrationReport,
  RecallHit,
} from '@sentinel-agentos/memory';
export {
  buildImage,
  chooseBackend,
  createExecutor,
  parsePolicy,
  SandboxExecutor,
} from '@sentinel-agentos/sandbox';
export type {
  Doctor,
  DoctorFinding,
  EgressEvent,
  EnforcedIsolation,
  ExecResult,
  SandboxExecutorOptions,
  SandboxOutcome,
  SandboxPolicyOptions,
} from '@sentinel-agentos/sandbox';
