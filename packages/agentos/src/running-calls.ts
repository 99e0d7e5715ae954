/** Calls that are on their way, so that closing can wait until their outcomes are recorded. */
export class RunningCalls {
  readonly #running = new Set<Promise<unknown>>();

  async add<T>(call: Promise<T>): Promise<T> {
    this.#running.add(call);
    try {
      return await call;
    } finally {
      this.#running.delete(call);
    }
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.#running);
  }
}
