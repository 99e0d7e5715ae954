import type { StartedCall } from '@sentinel-agentos/core';

/** More calls than this that were begun and never completed are a host that lost them. */
const CAPACITY = 10_000;

/** Calls that a host began and has not completed yet. */
export class OpenCalls {
  readonly #started = new Map<string, StartedCall>();

  add(started: StartedCall): void {
    this.#started.set(started.call.id, started);
    const [oldest] = this.#started.keys();
    if (this.#started.size > CAPACITY && oldest !== undefined) this.#started.delete(oldest);
  }

  /** The call with this id, left where it is. */
  get(id: string): StartedCall | undefined {
    return this.#started.get(id);
  }

  /** Takes the call with this id. */
  take(id: string): StartedCall | undefined {
    const started = this.#started.get(id);
    this.#started.delete(id);
    return started;
  }

  /** Takes the oldest open call that `matches`. */
  takeOldest(matches: (started: StartedCall) => boolean): StartedCall | undefined {
    for (const [id, started] of this.#started) {
      if (matches(started)) return this.take(id);
    }
    return undefined;
  }
}
