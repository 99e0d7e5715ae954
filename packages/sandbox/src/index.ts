export type {
  BackendId,
  Doctor,
  DoctorFinding,
  EgressEvent,
  EnforcedIsolation,
  ExecRequest,
  ExecResult,
  ExecStatus,
  SandboxBackend,
  SandboxSession,
} from './backend.js';
export { createBubblewrapBackend } from './bubblewrap/bubblewrap-backend.js';
export type { BubblewrapOptions } from './bubblewrap/bubblewrap-backend.js';
export { createDirectExecutor } from './direct/direct-executor.js';
export { createDockerBackend } from './docker/docker-backend.js';
export type { DockerOptions } from './docker/docker-backend.js';
export type { EngineAddress } from './docker/engine.js';
export { createDryRunExecutor } from './dry-run/dry-run-executor.js';
export { planDryRun } from './dry-run/dry-run-plan.js';
export type { AffectedFile, Reached } from './dry-run/affected.js';
export type { DryRunPlan } from './dry-run/dry-run-plan.js';
export type { PlanSummary } from './dry-run/dry-run-summary.js';
export type { Connect, Resolve } from './egress/dial.js';
export type { EgressLimits } from './egress/egress-limits.js';
export type { EgressOptions } from './egress/egress-proxy.js';
export type { AllowReason, EgressReason, RefuseReason } from './egress/egress-reason.js';
export { createExecutor } from './executor/create-executor.js';
export type { ExecutorOptions } from './executor/create-executor.js';
export { chooseBackend } from './executor/choose-backend.js';
export type { BackendOptions, ChosenBackend } from './executor/choose-backend.js';
export { SandboxExecutor } from './executor/sandbox-executor.js';
export type { SandboxExecutorOptions, SandboxOutcome } from './executor/sandbox-executor.js';
export { buildImage } from './image/build-image.js';
export type { BuildImageOptions } from './image/build-image.js';
export type { ExecutionMode, Isolation, LabelledExecutor } from './labelled-executor.js';
export { parsePolicy } from './policy/parse-policy.js';
export type { SandboxPolicyOptions } from './policy/policy-options.js';
export type {
  FileSystemPolicy,
  NetworkPolicy,
  SandboxLimits,
  SandboxPolicy,
} from './policy/sandbox-policy.js';
export { createToolPolicy } from './tools/tool-policy.js';
export type { SandboxValidation, ToolPolicy, ToolPolicyOptions } from './tools/tool-policy.js';
export { withToolPolicy } from './tools/policed-executor.js';
