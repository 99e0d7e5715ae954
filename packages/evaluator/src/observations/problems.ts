import { SentinelError } from '@sentinel-agentos/core';
import type { SentinelErrorCode } from '@sentinel-agentos/core';

const MOST = 100;

/** What went wrong with the state without stopping the work; each thing once. */
export class Problems {
  readonly #errors = new Map<string, SentinelError>();

  add(code: SentinelErrorCode, message: string): void {
    if (this.#errors.size >= MOST || this.#errors.has(message)) return;
    this.#errors.set(message, new SentinelError(code, message));
  }

  list(): readonly SentinelError[] {
    return [...this.#errors.values()];
  }
}
