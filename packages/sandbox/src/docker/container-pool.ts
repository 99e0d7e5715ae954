import { cpus } from 'node:os';
import type { BootedContainer } from './boot-container.js';

/** Runs at most so many of its tasks at a time, in the order they came. */
export type Limiter = <T>(task: () => Promise<T>) => Promise<T>;

/** Starting containers is mostly the kernel's work: more at once than this only makes each slower. */
export const MAX_BOOTS: number = 2 * Math.max(1, cpus().length);

export function limiter(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so that nobody who comes now can take it.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** Containers that are booted, were never used, and wait for their one program. */
export interface ContainerPool {
  /** One for this key: a waiting one, else a new one. */
  take(key: string, boot: () => Promise<BootedContainer>): Promise<BootedContainer>;
  /** Makes up for what was taken, unless another key was asked for since. */
  refill(key: string, boot: () => Promise<BootedContainer>): void;
  /** Ends all that wait; none is made any more. */
  close(): Promise<void>;
}

/**
 * Keeps up to `size` containers waiting for the key that was asked for last. A key says all that makes two
 * containers different: image, mounts, policy, user. Containers of another key are ended, not kept.
 */
export function createPool(size: number, limit: Limiter): ContainerPool {
  let current: { readonly key: string; readonly waiting: Promise<BootedContainer | undefined>[] } | undefined;
  let closed = false;

  const discard = async (waiting: readonly Promise<BootedContainer | undefined>[]): Promise<void> => {
    await Promise.all(waiting.map(async (one) => (await one)?.destroy()));
  };
  const refill = (key: string, boot: () => Promise<BootedContainer>): void => {
    if (closed || current?.key !== key) return;
    const { waiting } = current;
    for (let missing = size - waiting.length; missing > 0; missing -= 1) {
      // A boot that fails in advance is not an error: whoever needs a container boots one, and hears why.
      waiting.push(limit(boot).catch(() => undefined));
    }
  };

  return {
    async take(key, boot) {
      if (current?.key !== key) {
        const stale = current?.waiting ?? [];
        current = { key, waiting: [] };
        void discard(stale);
      }
      for (let next = current.waiting.shift(); next !== undefined; next = current.waiting.shift()) {
        const booted = await next;
        if (booted?.alive() === true) return booted;
        void booted?.destroy();
      }
      return limit(boot);
    },
    refill,
    async close() {
      closed = true;
      const waiting = current?.waiting ?? [];
      current = undefined;
      await discard(waiting);
    },
  };
}
