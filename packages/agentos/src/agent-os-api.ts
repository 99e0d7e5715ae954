import type { AgentOS } from './agent-os.js';
import type { InjectOptions, Memory } from '@sentinel-agentos/memory';

type Working = Memory['working'];
type Episodic = Memory['episodic'];
type Semantic = Memory['semantic'];
type FirstOf<F extends (...args: never[]) => unknown> = Parameters<F>[0];

/**
 * One flat list of methods over an `AgentOS`, for callers that want no tree of parts: each is one call of the part
 * it is named for, with its errors.
 */
export class AgentOSAPI {
  readonly #os: AgentOS;

  constructor(os: AgentOS) {
    this.#os = os;
  }

  /** What the agent should know at the start of a session, as text for its prompt. */
  memoryInjectContext(options?: InjectOptions): string {
    return this.#os.injectContext(options);
  }

  /** Keeps a message of the live session. */
  memoryAddMessage(role: string, content: string, sessionId?: string): ReturnType<Working['addMessage']> {
    return this.#os.memory.working.addMessage(role, content, sessionId);
  }

  /** Says what the live session is about. */
  memorySetTask(task: string, sessionId?: string): void {
    this.#os.memory.working.setTask(task, sessionId);
  }

  /** Keeps a tool's result for half a minute; `memory.working.cachedResult` gives it back. False: it is too large. */
  memoryCacheResult(tool: string, result: unknown, options?: Parameters<Working['cacheResult']>[2]): boolean {
    return this.#os.memory.working.cacheResult(tool, result, options);
  }

  /** Remembers something that happened. */
  memoryRecordEvent(
    type: FirstOf<Episodic['record']>,
    content: string,
    tags: readonly string[] = [],
    entities: readonly string[] = [],
  ): ReturnType<Episodic['record']> {
    return this.#os.memory.episodic.record(type, content, { tags, entities });
  }

  /** Remembers a preference of the user, in the owner's name. */
  memorySetPreference(
    key: string,
    value: Parameters<Semantic['setPreference']>[1],
  ): ReturnType<Semantic['setPreference']> {
    return this.#os.memory.semantic.setPreference(key, value);
  }

  /** The preference as it was set last; undefined when it never was. */
  memoryGetPreference(key: string): ReturnType<Semantic['getPreference']> {
    return this.#os.memory.semantic.getPreference(key);
  }

  /** Learns how to work; learned again, it is surer. `source`: the session or review it came from. */
  memoryLearnRule(rule: string, source?: string): ReturnType<Semantic['learnRule']> {
    return this.#os.memory.semantic.learnRule(rule, source);
  }

  /** Says what a word means here. */
  memoryDefineTerm(term: string, meaning: string): ReturnType<Semantic['defineTerm']> {
    return this.#os.memory.semantic.defineTerm(term, meaning);
  }

  /** Merges what is known of a project into what was known before. */
  memorySetProjectContext(
    name: string,
    context: Parameters<Semantic['setProjectContext']>[1],
  ): ReturnType<Semantic['setProjectContext']> {
    return this.#os.memory.semantic.setProjectContext(name, context);
  }
}
