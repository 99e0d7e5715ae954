import type { Clock, Ids, MemoryRecorder } from '@sentinel-agentos/core';
import { join, resolve } from 'node:path';
import { SESSION_TOPIC_TAG } from './context/event-sections.js';
import { createInjectContext, type InjectOptions } from './context/inject-context.js';
import { createFirewall } from './firewall/firewall.js';
import type { ForgetReport, ForgetTarget } from './firewall/forget-target.js';
import { createForget } from './firewall/forget.js';
import { parseScreen, type MemoryScreen } from './firewall/memory-screen.js';
import { quarantinedOf, type Quarantined } from './firewall/quarantine.js';
import { createEpisodicMemory, type EpisodicMemory, type EpisodicStats } from './episodic/episodic-memory.js';
import type { EventType } from './episodic/event-type.js';
import { fitEvents } from './episodic/fit-events.js';
import { EPISODIC_STORES, openEventStore, type EpisodicStoreKind } from './episodic/open-event-store.js';
import { invalidArgument } from './input/invalid-argument.js';
import { parseClock } from './input/parse-clock.js';
import { parseIds } from './input/parse-ids.js';
import { parseNumber, parseWholeNumber } from './input/parse-number.js';
import type { MigrationTarget } from './migration/apply-migration.js';
import { createMigration, type MigrateOptions, type MigrationReport } from './migration/migrate.js';
import { parseEmbedder, type Embedder } from './recall/embedder.js';
import { createEventRecall } from './recall/event-recall.js';
import { createMemoryRecorder } from './recorder/memory-recorder.js';
import { createSemanticMemory } from './semantic/create-semantic-memory.js';
import type { SemanticMemory, SemanticStats } from './semantic/semantic-memory.js';
import { createSemanticStore } from './semantic/semantic-store.js';
import { parseSession } from './session.js';
import type { StateProblem } from './storage/state-problem.js';
import { parseTokenCounter, type TokenCounter } from './text/token-counter.js';
import { createWorkingMemory, type WorkingMemory, type WorkingStats } from './working/working-memory.js';

/** How a memory is set up. */
export interface MemoryOptions {
  /** Folder the memory keeps its files in. Made with the first write; may be shared by processes. */
  readonly dir: string;
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** Estimated tokens the working memory may hold. Default: 50,000. */
  readonly maxWorkingTokens?: number;
  /**
   * Kilobytes (1,024 bytes) the episodic memory's files may take, at least 1. Default: 500. From 4,000 events on, a
   * copy of the search index is kept beside them, about half as large, which may be removed at any time.
   */
  readonly maxEpisodicSizeKb?: number;
  /**
   * How events are kept: `journal`, append-only lines, or `sqlite`, one table, which needs Node 22.13 or the package
   * `better-sqlite3`. The other's events are not taken over. Default: `journal`.
   */
  readonly episodicStore?: EpisodicStoreKind;
  /** Kilobytes the semantic memory's file may take, at least 1. Default: 100. */
  readonly maxSemanticSizeKb?: number;
  /** What every text passes before it is stored. Default: well-known credentials are masked, nothing else. */
  readonly screen?: MemoryScreen;
  /** Counts the tokens of a context. Default: {@link estimateTokens}, which is on the high side. */
  readonly countTokens?: TokenCounter;
  /** Reorders what a search found, as far as it agrees with it. Default: none. */
  readonly embedder?: Embedder;
}

/** How full the memory is. */
export interface MemoryStats {
  readonly working: WorkingStats;
  readonly episodic: EpisodicStats;
  readonly semantic: SemanticStats;
}

/** Three tiers of memory: the live session, what happened, what stays true. */
export interface Memory {
  readonly working: WorkingMemory;
  readonly episodic: EpisodicMemory;
  readonly semantic: SemanticMemory;
  /** Remembers every tool call as one line: tool, targets, outcome. Never a result or a secret. */
  readonly recorder: MemoryRecorder;
  /** What an agent should know at the start of a session. The first line is `[Sentinel AgentOS Memory Context]`. */
  injectContext(options?: InjectOptions): string;
  /**
   * Ends a session: its task is remembered as its topic, its working memory is forgotten, what the owner plainly
   * said in it becomes facts (see `learnFrom`), rules nobody uses
   * lose confidence, events that are due are compressed, and everything is brought to the disk. The working
   * memory is forgotten even when the disk refuses (`STATE_UNAVAILABLE`).
   */
  endSession(sessionId: string): void;
  /** What the firewall keeps apart in both stores: never recalled, never injected. */
  quarantined(): readonly Quarantined[];
  /** The owner answers for something in quarantine from now on. False when there is none such. */
  release(id: string): boolean;
  /**
   * Forgets one item or event and what was derived from it, everything of a source, or everything of a session,
   * in both stores, pinned or not; tombstones stay. A value that something of the source had replaced holds again.
   */
  forget(target: ForgetTarget): ForgetReport;
  /**
   * Takes over a MEMORY.md, by the owner's word: headings in English or Chinese say what becomes a fact, a rule, a
   * project or a decision, and everything else is kept as notes. What reads like an order to a model goes into
   * quarantine all the same. Nothing is taken over twice, also from a file that was edited since, nor after it was
   * forgotten. The report says of every byte what became of it. `dryRun` writes nothing. Throws like `record` does.
   */
  migrate(markdown: string | Uint8Array, options?: MigrateOptions): MigrationReport;
  /**
   * The same for a file, unless one of its name was taken over before or there is none (then null). Reads only.
   * Never throws: why it could not be (it is a link, over 256 KiB, unreadable) is in {@link Memory.problems}.
   */
  migrateFileOnce(path: string): MigrationReport | null;
  /** Brings everything remembered to the disk, so that a power cut loses nothing either. */
  flush(): void;
  stats(): MemoryStats;
  /** Damage found in state files since this memory was opened, and where the damaged bytes are kept. */
  readonly problems: readonly StateProblem[];
}

/** Kinds of events in which an owner says how things are. */
const SAYING: readonly EventType[] = ['user_feedback', 'correction', 'decision', 'note'];
const MOST_LEARNED = 200;

/** A file that is taken over fills the semantic memory so far and no further. */
const MOST_MIGRATED = 0.5;

/**
 * Opens the memory in a folder. Writes nothing until there is something to remember, except to repair a
 * damaged file. Throws `INVALID_ARGUMENT` for bad options and `STATE_UNAVAILABLE` when the folder cannot be
 * read.
 */
export function createMemory(options: MemoryOptions): Memory {
  const {
    dir,
    clock,
    ids,
    episodicStore,
    workingTokens,
    episodicBytes,
    semanticBytes,
    screen,
    countTokens,
    embedder,
  } = parseMemoryOptions(options);
  const problems: StateProblem[] = [];
  const report = (problem: StateProblem): void => void problems.push(problem);

  const events = openEventStore(episodicStore, {
    folder: join(dir, 'episodic'),
    maxBytes: episodicBytes,
    fit: (all, maxBytes, sizeOf) => fitEvents(all, maxBytes, sizeOf, clock.now()),
    report,
  });
  const knowledge = createSemanticStore({
    path: join(dir, 'semantic.json'),
    maxBytes: semanticBytes,
    now: () => clock.now(),
    report,
  });
  const firewall = createFirewall(screen);
  const working = createWorkingMemory(clock, workingTokens);
  const recall = createEventRecall(events, embedder, report);
  const episodic = createEpisodicMemory(events, clock, ids, firewall, recall);
  const semantic = createSemanticMemory(knowledge, clock, ids, firewall);

  const migrationTarget: MigrationTarget = {
    episodic,
    semantic,
    firewall,
    inOneWrite: (work) => knowledge.inOneWrite(work),
    hasRoom: () => knowledge.stats().bytes < semanticBytes * MOST_MIGRATED,
  };
  const migration = createMigration(dir, clock, migrationTarget, report);

  /** What the owner said in a session outlives its events. */
  const learnFromOwner = (sessionId: string): void => {
    const said = episodic.recent({ sessionId, types: SAYING, limit: MOST_LEARNED });
    for (const event of said.toReversed()) if (event.trust === 'owner') semantic.learnFrom(event);
  };

  const flush = (): void => {
    episodic.flush();
    recall.keepIndex();
  };

  return {
    working,
    episodic,
    semantic,
    recorder: createMemoryRecorder(episodic),
    injectContext: createInjectContext(events, knowledge, recall, countTokens),
    endSession(sessionId) {
      const session = parseSession(sessionId);
      const task = working.task(session) ?? working.task();
      working.clear(session);
      if (task !== undefined && task.trim() !== '') {
        episodic.record('milestone', task, { sessionId: session, tags: [SESSION_TOPIC_TAG] });
      }
      learnFromOwner(session);
      semantic.decayUnusedRules();
      episodic.compress();
      flush();
    },
    quarantined: () => quarantinedOf(episodic, semantic),
    release: (id) => {
      const item = semantic.release(id);
      return item !== undefined || episodic.release(id);
    },
    forget: createForget(episodic, semantic, working),
    migrate: (markdown, migrateOptions) => migration.migrate(markdown, migrateOptions),
    migrateFileOnce: (path) => migration.migrateFileOnce(path),
    flush,
    stats: () => ({ working: working.stats(), episodic: episodic.stats(), semantic: semantic.stats() }),
    get problems() {
      return [...problems];
    },
  };
}

function parseMemoryOptions(options: MemoryOptions): {
  readonly dir: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly episodicStore: EpisodicStoreKind;
  readonly workingTokens: number;
  readonly episodicBytes: number;
  readonly semanticBytes: number;
  readonly screen: MemoryScreen;
  readonly countTokens: TokenCounter;
  readonly embedder: Embedder | null;
} {
  if (typeof options !== 'object' || options === null) throw invalidArgument('options', 'an object', options);
  const {
    dir,
    clock,
    ids,
    episodicStore,
    maxWorkingTokens,
    maxEpisodicSizeKb,
    maxSemanticSizeKb,
    screen,
    countTokens,
    embedder,
  } = options;
  if (typeof dir !== 'string' || dir === '' || dir.includes('\0')) {
    throw invalidArgument('dir', 'the path of a folder', dir);
  }
  return {
    dir: resolve(dir),
    clock: parseClock(clock),
    ids: parseIds(ids),
    episodicStore: parseStoreKind(episodicStore),
    workingTokens: parseWholeNumber(maxWorkingTokens, 'maxWorkingTokens', 1, 50_000),
    episodicBytes: Math.floor(parseNumber(maxEpisodicSizeKb, 'maxEpisodicSizeKb', 1, 500) * 1024),
    semanticBytes: Math.floor(parseNumber(maxSemanticSizeKb, 'maxSemanticSizeKb', 1, 100) * 1024),
    screen: parseScreen(screen),
    countTokens: parseTokenCounter(countTokens),
    embedder: parseEmbedder(embedder),
  };
}

function parseStoreKind(kind: unknown): EpisodicStoreKind {
  const known = EPISODIC_STORES.find((one) => one === (kind ?? 'journal'));
  if (known === undefined)
    throw invalidArgument('episodicStore', `one of ${EPISODIC_STORES.join(', ')}`, kind);
  return known;
}
