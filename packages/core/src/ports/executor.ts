import type { Decision } from '../decision.js';
import type { Json } from '../json.js';
import type { ToolCall } from '../call.js';

/** A tool's own function, bound to its arguments. */
export type ToolFunction<T> = (context: { readonly signal: AbortSignal }) => T | Promise<T>;

export interface ExecutionTask<T> {
  readonly call: ToolCall;
  readonly decision: Decision;
  readonly tool: ToolFunction<T>;
  readonly signal: AbortSignal;
}

export type Execution<T> =
  | { readonly kind: 'ran'; readonly value: T }
  /** Nothing was run: this is what would have been. */
  | { readonly kind: 'planned'; readonly plan: Json };

/** Runs an allowed call, or says what running it would mean. */
export interface Executor {
  /** Calls `task.tool` at most once. Rejects with what the tool threw. */
  execute<T>(task: ExecutionTask<T>): Promise<Execution<T>>;
}
