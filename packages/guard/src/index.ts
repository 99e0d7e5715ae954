export { backtest } from './backtest/backtest.js';
export type { BacktestOptions } from './backtest/backtest.js';
export type {
  BacktestChange,
  BacktestGap,
  BacktestReport,
  BacktestSide,
} from './backtest/backtest-report.js';
export type { Policy } from './backtest/policy.js';

export type { SaferCall } from './counterfactual/safer-call.js';

export type { EffectReading, ReadCommand } from './effects/effect-reading.js';
export { readEffects } from './effects/read-effects.js';
export type { ToolHints } from './effects/tools/tool-hints.js';
export type { ToolReader, World } from './effects/world.js';

export type { FileFacts, PathKind } from './facts/file-facts.js';
export { createFixedFileFacts } from './facts/fixed-file-facts.js';
export type { FixedFactsOptions, FixedFiles } from './facts/fixed-file-facts.js';
export { createFileFacts } from './facts/node-file-facts.js';

export { createGuard } from './guard.js';
export type { SentinelGuard } from './decision/inspecting-guard.js';
export type { PartialDecision } from './decision/partial-judgement.js';
export { reasonOf } from './decision/reason.js';
export type { GuardOptions } from './guard-options.js';
export type { OwnPath } from './rules/own-paths.js';

export { assessRisk } from './risk/assess-risk.js';
export type { ErrorRateOf } from './risk/assess-risk.js';
export { createErrorRates } from './risk/error-rates.js';
export type { ErrorRates } from './risk/error-rates.js';
export type { RiskEvaluation, RiskGate } from './risk/risk-gate.js';
export { errorClassOf, riskScales } from './risk/risk-scales.js';
export type { ErrorClass } from './risk/risk-scales.js';
export { bandOf, changeThresholds, defaultThresholds } from './risk/risk-thresholds.js';
export type { RiskBand, RiskThresholds } from './risk/risk-thresholds.js';

export { defaultGuardRules } from './rules/default-guard-rules.js';
export type { CommandRule, GuardRules, RuleDescription } from './rules/guard-rules.js';
export { loadRules } from './rules/rules-file.js';
export type { RulesStatus } from './rules/rules-file.js';
export type { RulesGate } from './rules/rules-source.js';

export { defaultSchemaRules } from './schema/default-rules.js';
export type { SchemaCall, SchemaContext } from './schema/schema-check.js';
export { createSchemaGate } from './schema/schema-gate.js';
export type { SchemaGate } from './schema/schema-gate.js';
export type {
  PathScope,
  SchemaError,
  SchemaResult,
  SchemaRule,
  SchemaType,
  SchemaValidator,
} from './schema/schema-rule.js';
export type {
  JsonSchema,
  StandardIssue,
  StandardResult,
  StandardSchema,
  ToolSchema,
} from './schema/tool-schema.js';

export type { UndoReport } from './rollback/undo-snapshot.js';
export { createSnapshotter } from './snapshotter.js';
export type { FileSnapshotter } from './snapshotter.js';
export type { SnapshotterOptions } from './snapshotter-options.js';
export type { PathChange } from './rollback/snapshot-diff.js';
export type { DamagedSnapshot, StoredSnapshot } from './snapshot/stored-snapshot.js';
export type { SnapshotCoverage } from './snapshot/snapshot-coverage.js';
export type { SnapshotRetention } from './snapshot/retention.js';
export type { SnapshotLimits } from './snapshot/target-limits.js';

export type { AsyncCheck, Check, CheckRequest, SyncCheck } from './verify/check.js';
export { commandCheck } from './verify/checks/command-check.js';
export type { CommandCheckOptions } from './verify/checks/command-check.js';
export { eslintCheck } from './verify/checks/eslint-check.js';
export type { EslintCheckOptions } from './verify/checks/eslint-check.js';
export { formatCheck } from './verify/checks/format-check.js';
export { gitPushCheck } from './verify/checks/git-push-check.js';
export type { GitPushCheckOptions } from './verify/checks/git-push-check.js';
export { npmPublishCheck } from './verify/checks/npm-publish-check.js';
export type { NpmPublishCheckOptions } from './verify/checks/npm-publish-check.js';
export { tscCheck } from './verify/checks/tsc-check.js';
export type { TscCheckOptions } from './verify/checks/tsc-check.js';
export { createVerifier } from './verify/verifier.js';
export type { VerifierOptions } from './verify/verifier.js';
