export type { AgentProfile, DimensionDetail } from './profile/agent-profile.js';
export type { AuditCounts, ReportOptions } from './report/status-report.js';
export type { CallAssessment, EvaluatorOptions, Phase, Profiler, SentinelEvaluator } from './evaluator.js';
export { createEvaluator } from './evaluator.js';
export { collectReport } from './report/data/collect-report.js';
export type { ReportSource } from './report/data/collect-report.js';
export type { ContextUse, PriorKnowledge } from './phases/context-use.js';
export { DIMENSION_WEIGHTS } from './dimension.js';
export type { Dimension } from './dimension.js';
export type { Feedback, FeedbackStats, RecordedSignal, SignalDetails } from './feedback/feedback.js';
export { isSignal, SIGNAL_STRENGTHS } from './feedback/signal.js';
export type { FeedbackSignal, FeedbackSource } from './feedback/signal.js';
export type { Grade } from './statistics/grade.js';
export type { Interval } from './statistics/track.js';
export { htmlReport } from './report/html/page.js';
export type { PageOptions } from './report/html/page.js';
export type { JournalTrustEvent } from './report/data/trust-fold.js';
export type { Notice, NoticeCode } from './profile/notice.js';
export { otelEvents, otelMetrics } from './export/otel.js';
export type {
  OtlpAttribute,
  OtlpEvent,
  OtlpHistogramPoint,
  OtlpLogs,
  OtlpMetric,
  OtlpMetrics,
  OtlpNumberPoint,
  OtlpResource,
  OtlpScope,
  OtlpValue,
} from './export/otlp.js';
export type { ParameterQuality } from './phases/parameter-quality.js';
export { PROMETHEUS_CONTENT_TYPE, prometheusReport } from './export/prometheus.js';
export type { ReportCall, ReportSignal, ReportStatus } from './report/data/report-call.js';
export type {
  CallCount,
  EvidenceRow,
  QualityPeriod,
  ReportData,
  SignalCount,
  ToolDecisions,
  ToolDuration,
} from './report/data/report-data.js';
export type {
  TrustEventCount,
  TrustPeriod,
  TrustPoint,
  TrustReport,
  TrustStanding,
} from './report/data/trust-report-data.js';
export { scorePostExec } from './phases/post-exec.js';
export type { PostExecFacts, PostExecScore } from './phases/post-exec.js';
export { scorePreExec } from './phases/pre-exec.js';
export type { PreExecFacts, PreExecScore } from './phases/pre-exec.js';
export { scoreRuntime } from './phases/runtime.js';
export type { RuntimeFacts, RuntimeReason, RuntimeScore } from './phases/runtime.js';
export type { SessionSummary } from './profile/session-overview.js';
export type { Trend } from './profile/trend.js';
export { ALL_SESSIONS } from './trust/all-sessions.js';
export type { Axes, Axis } from './trust/axes.js';
export type { Band } from './trust/band.js';
export type { Halt } from './trust/trust-state.js';
export { toolClassOf } from './trust/tool-class.js';
export type { ToolClass, ToolClasses } from './trust/tool-class.js';
export { createTrust } from './trust/trust.js';
export type { Trust } from './trust/trust.js';
export type { TrustEvent, TrustEventBody } from './trust/trust-event.js';
export { createTrustLedger } from './trust/trust-ledger.js';
export type { TrustHistory } from './trust/trust-ledger.js';
export type { OwnRecords } from './trust/own-records.js';
export type { KillSwitchOptions, SafetyGateOptions, TrustOptions } from './trust/trust-options.js';
export { compactTrust, trustReport } from './trust/trust-report.js';
export type { TrustSink } from './trust/signal-spool.js';
export type { TrustStatus } from './trust/trust-status.js';
export type { ChainPattern } from './trust/chain-risk.js';
export type { CriticalCause } from './trust/critical-cause.js';
export type { DriftLevel } from './trust/drift.js';
export type { DriftMeasure } from './trust/drift-measure.js';
export type { TurnFacts } from './trust/turn-facts.js';
