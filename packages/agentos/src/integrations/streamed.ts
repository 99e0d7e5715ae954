/** Hands a value to the reader; resolves when the reader has it, rejects when the reader is gone. */
export type Emit<T> = (value: T) => Promise<void>;

/**
 * What a call emits while it is at work, as an iterable: one value at a time, as fast as they are read. When nothing
 * was emitted it gives the value that the call resolves with; it throws what the call rejects with. The call begins
 * with the first read, and its signal aborts when the reader leaves early.
 */
export async function* streamed<T>(
  call: (emit: Emit<T>, gone: AbortSignal) => Promise<T>,
): AsyncGenerator<T, void, undefined> {
  const left = new AbortController();
  const { readable, writable } = new TransformStream<T, T>();
  const writer = writable.getWriter();
  let hasEmitted = false;
  const emit: Emit<T> = async (value) => {
    hasEmitted = true;
    await writer.write(value);
  };
  const ended = (async () => {
    try {
      const last = await call(emit, left.signal);
      if (!hasEmitted) await writer.write(last);
      await writer.close();
    } catch (error) {
      await writer.abort(error);
    }
  })();
  try {
    for await (const value of readable) yield value;
  } finally {
    left.abort('nobody reads the result');
    // What the call rejected with was thrown to the reader already.
    await Promise.allSettled([ended]);
  }
}

/** The last value of an iterable, after each of them was emitted. */
export async function lastOf<T>(values: AsyncIterable<T>, emit?: Emit<T>): Promise<T | undefined> {
  let last: T | undefined;
  for await (const value of values) {
    last = value;
    await emit?.(value);
  }
  return last;
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Whether a function is declared as `async function*`, also when it is bound. */
export function isAsyncGeneratorFunction(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object AsyncGeneratorFunction]';
}
