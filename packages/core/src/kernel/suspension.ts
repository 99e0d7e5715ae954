/**
 * A point at which the flow of a call waits for the outside. The flow is written once, as a generator, and
 * driven either way: `runSync` for hosts that cannot wait, `runAsync` for everybody else.
 */
export interface Suspension {
  readonly sync: () => unknown;
  readonly async: () => Promise<unknown>;
}

export type Flow<T> = Generator<Suspension, T, unknown>;

/** Waits for one answer from the outside, in whichever way the flow is driven. */
export function* wait<T>(sync: () => T, async: () => Promise<T>): Flow<T> {
  return (yield { sync, async }) as T;
}

export function runSync<T>(flow: Flow<T>): T {
  let step = flow.next();
  while (!step.done) {
    const { sync } = step.value;
    let answer: unknown;
    try {
      answer = sync();
    } catch (error) {
      step = flow.throw(error);
      continue;
    }
    step = flow.next(answer);
  }
  return step.value;
}

export async function runAsync<T>(flow: Flow<T>): Promise<T> {
  let step = flow.next();
  while (!step.done) {
    let answer: unknown;
    try {
      answer = await step.value.async();
    } catch (error) {
      step = flow.throw(error);
      continue;
    }
    step = flow.next(answer);
  }
  return step.value;
}
