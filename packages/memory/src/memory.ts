import type { Clock, Ids, MemoryRecorder } from '@sentinel-agentos/core';
import { nanoid } from 'nanoid';
import { join, resolve } from 'node:path';
import { SESSION_TOPIC_TAG } from './context/event-sections.js';
import { createInjectContext, type InjectOptions } from './context/inject-context.js';
import { createEpisodicMemory, type EpisodicMemory, type EpisodicStats } from './episodic/episodic-memory.js';
import { fitEvents } from './episodic/fit-events.js';
import { createJournalEventStore } from './episodic/journal-event-store.js';
import { invalidArgument } from './input/invalid-argument.js';
import { parseNumber, parseWholeNumber } from './input/parse-number.js';
import { createMemoryRecorder } from './recorder/memory-recorder.js';
import { createSemanticMemory, type SemanticMemory, type SemanticStats } from './semantic/semantic-memory.js';
import { createSemanticStore } from './semantic/semantic-store.js';
import { parseSession } from './session.js';
import type { StateProblem } from './storage/state-problem.js';
import { createWorkingMemory, type WorkingMemory, type WorkingStats } from './working/working-memory.js';

/** How a memory is set up. */
export interface MemoryOptions {
  /** Folder the memory keeps its files in. Made with the first write; may be shared by processes. */
  readonly dir: string;
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** Estimated tokens the working memory may hold. Default: 50,000. */
  readonly maxWorkingTokens?: number;
  /** Kilobytes (1,024 bytes) the episodic memory's files may take, at least 1. Default: 500. */
  readonly maxEpisodicSizeKb?: number;
  /** Kilobytes the semantic memory's file may take, at least 1. Default: 100. */
  readonly maxSemanticSizeKb?: number;
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
   * Ends a session: its task is remembered as its topic, its working memory is forgotten, rules nobody uses
   * lose confidence, events that are due are compressed, and everything is brought to the disk. The working
   * memory is forgotten even when the disk refuses (`STATE_UNAVAILABLE`).
   */
  endSession(sessionId: string): void;
  /** Brings everything remembered to the disk, so that a power cut loses nothing either. */
  flush(): void;
  stats(): MemoryStats;
  /** Damage found in state files since this memory was opened, and where the damaged bytes are kept. */
  readonly problems: readonly StateProblem[];
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const RANDOM_IDS: Ids = { next: () => nanoid() };

/**
 * Opens the memory in a folder. Writes nothing until there is something to remember, except to repair a
 * damaged file. Throws `INVALID_ARGUMENT` for bad options and `STATE_UNAVAILABLE` when the folder cannot be
 * read.
 */
export function createMemory(options: MemoryOptions): Memory {
  const { dir, clock, ids, workingTokens, episodicBytes, semanticBytes } = parseMemoryOptions(options);
  const problems: StateProblem[] = [];
  const report = (problem: StateProblem): void => void problems.push(problem);

  const events = createJournalEventStore({
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
  const working = createWorkingMemory(clock, workingTokens);
  const episodic = createEpisodicMemory(events, clock, ids);
  const semantic = createSemanticMemory(knowledge, clock, ids);

  return {
    working,
    episodic,
    semantic,
    recorder: createMemoryRecorder(episodic),
    injectContext: createInjectContext(events, knowledge),
    endSession(sessionId) {
      const session = parseSession(sessionId);
      const task = working.task(session) ?? working.task();
      working.clear(session);
      if (task !== undefined && task.trim() !== '') {
        episodic.record('milestone', task, { sessionId: session, tags: [SESSION_TOPIC_TAG] });
      }
      semantic.decayUnusedRules();
      episodic.compress();
      episodic.flush();
    },
    flush: () => episodic.flush(),
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
  readonly workingTokens: number;
  readonly episodicBytes: number;
  readonly semanticBytes: number;
} {
  if (typeof options !== 'object' || options === null) throw invalidArgument('options', 'an object', options);
  const { dir, clock, ids, maxWorkingTokens, maxEpisodicSizeKb, maxSemanticSizeKb } = options;
  if (typeof dir !== 'string' || dir === '' || dir.includes('\0')) {
    throw invalidArgument('dir', 'the path of a folder', dir);
  }
  return {
    dir: resolve(dir),
    clock: clock ?? SYSTEM_CLOCK,
    ids: ids ?? RANDOM_IDS,
    workingTokens: parseWholeNumber(maxWorkingTokens, 'maxWorkingTokens', 1, 50_000),
    episodicBytes: Math.floor(parseNumber(maxEpisodicSizeKb, 'maxEpisodicSizeKb', 1, 500) * 1024),
    semanticBytes: Math.floor(parseNumber(maxSemanticSizeKb, 'maxSemanticSizeKb', 1, 100) * 1024),
  };
}
