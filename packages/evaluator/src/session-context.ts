import type { CompletedCall, Decision, Effect, Snapshot } from '@sentinel-agentos/core';
import type { PriorKnowledge } from './phases/context-use.js';

const KEPT_SESSIONS = 200;
const KEPT_NAMES = 1000;

interface Known {
  /** False when the session began before this process: then what it had read is unknown. */
  readonly fromStart: boolean;
  readonly files: Set<string>;
  readonly failedCalls: Set<string>;
}

function addBounded(set: Set<string>, name: string): void {
  set.delete(name);
  set.add(name);
  if (set.size <= KEPT_NAMES) return;
  const [oldest] = set;
  if (oldest !== undefined) set.delete(oldest);
}

function isFileEffect({ verb }: Effect): boolean {
  return verb === 'fs.read' || verb === 'fs.write';
}

/**
 * What the sessions of this process have read, written and failed at, so that a call can be judged by what its
 * session knew. Lives in memory only, bounded; a session that is not known from its start is not judged on it.
 */
export class SessionContext {
  readonly #sessions = new Map<string, Known>();

  /** What is known before a call runs. */
  knowledgeFor(session: string, decision: Decision, snapshot: Snapshot | null): PriorKnowledge {
    const known = this.#sessions.get(session);
    const existing = new Set(
      snapshot?.files.filter(({ kind }) => kind === 'file').map(({ path }) => path) ?? [],
    );
    const changed = decision.effects.filter(
      ({ verb, target }) => verb === 'fs.write' && existing.has(target),
    );
    return {
      repeatsFailure: known?.failedCalls.has(decision.digest) ?? false,
      ...(known?.fromStart === true && {
        changedFiles: {
          total: changed.length,
          known: changed.filter(({ target }) => known.files.has(target)).length,
        },
      }),
    };
  }

  /** Opens a session's context when this is its first call here. */
  enter(session: string, isNew: () => boolean): void {
    const known = this.#sessions.get(session) ?? {
      fromStart: isNew(),
      files: new Set<string>(),
      failedCalls: new Set<string>(),
    };
    this.#sessions.delete(session);
    this.#sessions.set(session, known);
    if (this.#sessions.size <= KEPT_SESSIONS) return;
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined) this.#sessions.delete(oldest);
  }

  /** Learns from how a call ended. */
  learn(session: string, { decision, run, verdict }: CompletedCall): void {
    const known = this.#sessions.get(session);
    if (known === undefined || run.status === 'planned' || run.status === 'aborted') return;
    if (run.status !== 'succeeded' || verdict.status === 'FAIL') {
      addBounded(known.failedCalls, decision.digest);
      return;
    }
    for (const effect of decision.effects) {
      if (isFileEffect(effect) && effect.target !== '') addBounded(known.files, effect.target);
    }
    // A change makes it worth trying again: tests that failed are run again after an edit.
    if (decision.effects.some(({ verb }) => verb !== 'fs.read')) known.failedCalls.clear();
    else known.failedCalls.delete(decision.digest);
  }

  forget(session: string): void {
    this.#sessions.delete(session);
  }
}
