/**
 * A point at which the flow of a call waits for the outside. The flow is written once, as a generator, and
 * driven either way: `runSync` for hosts that cannot wait, `runAsync` for everybody else.
 */
export interface Suspension {
  readonly sync: () => unknown;
  readonly async: () => Promise<unknown>;
  /** Whether whoever drives the flow may stop here, and go on later with an answer of their own. */
  readonly mayStop?: boolean;
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

/** A flow that stands at a point where it may stop. */
export interface StandingFlow<T> {
  /** Goes on to the end with this as the answer. */
  goOn(answer: unknown): T;
}

/** Drives a flow to its end, or to the first point at which it may stop. */
export function runUntilStop<T>(flow: Flow<T>): { readonly done: T } | StandingFlow<T> {
  let standing = false;
  const result = runSync(untilStop(flow, () => (standing = true)));
  return standing ? { goOn: (answer) => runSync(rest(flow, answer)) } : { done: result as T };
}

function* untilStop<T>(flow: Flow<T>, stopped: () => void): Flow<T | undefined> {
  let step = flow.next();
  while (!step.done) {
    if (step.value.mayStop === true) {
      stopped();
      return undefined;
    }
    step = yield* passOn(flow, step.value);
  }
  return step.value;
}

function* rest<T>(flow: Flow<T>, answer: unknown): Flow<T> {
  let step = flow.next(answer);
  while (!step.done) step = yield* passOn(flow, step.value);
  return step.value;
}

/** Lets the outside answer a suspension of an inner flow, and gives the answer, or the failure, to it. */
function* passOn<T>(flow: Flow<T>, suspension: Suspension): Flow<IteratorResult<Suspension, T>> {
  let answer: unknown;
  try {
    answer = yield suspension;
  } catch (error) {
    return flow.throw(error);
  }
  return flow.next(answer);
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
