export { approverConformance } from './conformance/approver.js';
export type { ApproverSubjects } from './conformance/approver.js';
export { clockConformance, idsConformance } from './conformance/clock-and-ids.js';
export type { ConformanceCase } from './conformance/conformance-case.js';
export { detectorConformance } from './conformance/detector.js';
export { executorConformance } from './conformance/executor.js';
export type { ExecutorSubject } from './conformance/executor.js';
export { guardConformance } from './conformance/guard.js';
export type { GuardSubject } from './conformance/guard.js';
export { journalConformance } from './conformance/journal.js';
export type { JournalSubject } from './conformance/journal.js';
export {
  evaluatorConformance,
  memoryRecorderConformance,
  observerConformance,
} from './conformance/recorders.js';
export { snapshotterConformance } from './conformance/snapshotter.js';
export type { SnapshotterSubject } from './conformance/snapshotter.js';
export { verifierConformance } from './conformance/verifier.js';
export { InMemoryJournal } from './doubles/in-memory-journal.js';
export { InMemorySnapshotter } from './doubles/in-memory-snapshotter.js';
export {
  CallingExecutor,
  CollectingMemory,
  CollectingObserver,
  CountingIds,
  ScriptedApprover,
  ScriptedDetector,
  ScriptedEvaluator,
  ScriptedGuard,
  ScriptedVerifier,
  SteppingClock,
} from './doubles/scripted.js';
export {
  SAMPLE_RUNS,
  sampleBlocked,
  sampleCall,
  sampleCompleted,
  sampleDecision,
  sampleEffect,
  sampleEvents,
  sampleUserChange,
  sampleRecord,
} from './samples.js';
