import type { Decision, Params, ParamValue, ToolCall } from '@sentinel-agentos/core';

/** The decision on a call of which not every parameter is known. */
export interface PartialDecision {
  /**
   * As the gates decide that need not know them, and as the others would if the unknown values said nothing. Its
   * digest is empty: it stands for no call.
   */
  readonly decision: Decision;
  /**
   * Whether the reader of effects or a black list looked at an unknown value: the true call may have other effects.
   */
  readonly readUnknown: boolean;
  /**
   * Whether a check of the schema looked at one; its findings are left out. What such a check finds only ever denies:
   * the true decision is this one or a denial.
   */
  readonly checkedUnknown: boolean;
}

/** A call that notices when somebody looks at a parameter whose value nobody knows. */
export interface WatchedCall {
  readonly call: ToolCall;
  /** Whether an unknown parameter was looked at since the last question. */
  wasRead(): boolean;
}

/**
 * Watches unknown parameters. Code that never looks at a value cannot depend on it: that, and not a guess at
 * what the value was, is what makes a decision on an incomplete call certain.
 */
export function watched(call: ToolCall, unknown: readonly string[]): WatchedCall {
  let read = false;
  const params: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>;
  for (const [name, value] of Object.entries(call.params)) {
    const get = (): ParamValue => {
      read = true;
      return value;
    };
    Object.defineProperty(
      params,
      name,
      unknown.includes(name) ? { enumerable: true, get } : { enumerable: true, value },
    );
  }
  return {
    call: Object.freeze({ ...call, params: Object.freeze(params) as Params }),
    wasRead(): boolean {
      const was = read;
      read = false;
      return was;
    },
  };
}
