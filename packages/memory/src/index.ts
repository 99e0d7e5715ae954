export type { InjectOptions } from './context/inject-context.js';
export type { EpisodicMemory, EpisodicStats, EventFilter } from './episodic/episodic-memory.js';
export { EVENT_TYPES } from './episodic/event-type.js';
export type { EventType } from './episodic/event-type.js';
export type { EventLevel, MemoryEvent } from './episodic/memory-event.js';
export type { EpisodicStoreKind } from './episodic/open-event-store.js';
export type { RecordOptions } from './episodic/record-options.js';
export type { ForgetReport, ForgetTarget } from './firewall/forget-target.js';
export type { MemoryScreen, ScreenedText } from './firewall/memory-screen.js';
export type { Quarantined } from './firewall/quarantine.js';
export { createMemory } from './memory.js';
export type { Memory, MemoryOptions, MemoryStats } from './memory.js';
export type { MigratedSpan, MigrationOutcome } from './migration/apply-migration.js';
export type { MigrateOptions, MigrationReport } from './migration/migrate.js';
export type {
  MigrationClass,
  MigrationCoverage,
  MigrationPlan,
  MigrationReason,
  MigrationSpan,
  ProjectField,
} from './migration/migration-plan.js';
export { planMigration } from './migration/plan-migration.js';
export type { Embedder } from './recall/embedder.js';
export type { RecallHit } from './recall/event-recall.js';
export type { ScoreParts } from './recall/rank-events.js';
export type { ConflictVerdict, SemanticConflict } from './semantic/conflicts.js';
export type { RememberOptions } from './semantic/parse-remember.js';
export type {
  FactItem,
  ItemConflict,
  PreferenceItem,
  ProjectItem,
  RuleItem,
  SemanticItem,
  SemanticKind,
  TermItem,
} from './semantic/semantic-item.js';
export type { LearnableEvent, SemanticMemory, SemanticStats } from './semantic/semantic-memory.js';
export type { StateProblem } from './storage/state-problem.js';
export { estimateTokens } from './text/estimate-tokens.js';
export type { TokenCounter } from './text/token-counter.js';
export type { Trust } from './trust.js';
export type { CacheKey, WorkingMemory, WorkingMessage, WorkingStats } from './working/working-memory.js';
