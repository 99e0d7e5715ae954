import { SentinelError } from '../error.js';
import type { SentinelErrorCode } from '../error.js';

/** Collects what went wrong around a call without changing its outcome. */
export class Faults {
  readonly #errors: SentinelError[] = [];

  /** Runs `action`; when it throws, keeps the error under `code` and gives `otherwise`. */
  attempt<T>(code: SentinelErrorCode, what: string, action: () => T, otherwise: T): T {
    try {
      return action();
    } catch (error) {
      this.add(code, what, error);
      return otherwise;
    }
  }

  add(code: SentinelErrorCode, what: string, cause: unknown): SentinelError {
    const fault = SentinelError.is(cause, code)
      ? cause
      : new SentinelError(code, `${what}: ${messageOf(cause)}`, { cause });
    this.#errors.push(fault);
    return fault;
  }

  list(): readonly SentinelError[] {
    return [...this.#errors];
  }
}

/** What an unknown thrown value says about itself. Never throws. */
export function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } catch {
    return 'a value that cannot be shown';
  }
}
