import type { AsyncCheck, CheckRequest } from './check.js';
import type { CheckResult } from '@sentinel-agentos/core';

/** Runs an asynchronous check until it answers, its time is over, or the caller gives up. Rejects when it threw. */
export async function withinLimit(
  check: AsyncCheck,
  request: CheckRequest,
  timeoutMs: number,
  outer: AbortSignal,
): Promise<readonly CheckResult[]> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  const signal = AbortSignal.any([outer, limit.signal]);
  try {
    return await Promise.race([check.run(request, signal), givenUp(check.name, timeoutMs, signal, outer)]);
  } finally {
    clearTimeout(timer);
  }
}

function givenUp(
  name: string,
  timeoutMs: number,
  signal: AbortSignal,
  outer: AbortSignal,
): Promise<readonly CheckResult[]> {
  return new Promise((resolve) => {
    const answer = (): void => {
      const message = outer.aborted
        ? { en: 'it was not waited for', zh: '未等待其完成' }
        : { en: `it did not end within ${timeoutMs} ms`, zh: `未在 ${timeoutMs} 毫秒内完成` };
      resolve([{ check: name, status: 'not-checked', message }]);
    };
    if (signal.aborted) answer();
    else signal.addEventListener('abort', answer, { once: true });
  });
}
