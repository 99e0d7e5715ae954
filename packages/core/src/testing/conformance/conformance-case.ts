/**
 * One promise of a port. Register it with any test runner: `for (const c of suite) it(c.name, c.run)`.
 * `run` throws or rejects when the promise is broken.
 */
export interface ConformanceCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Fails the case that runs with the message. */
export function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(`Conformance: ${message}`);
}
