import type { Params } from './params.js';

/** What a caller says a call will have changed, to be checked against the disk after the run. */
export interface Claim {
  /** Path as the caller wrote it: absolute, or relative to the call's `cwd`. */
  readonly path: string;
  readonly change: 'write' | 'delete';
}

/** What a caller hands in: one use of one tool. `tool` and `params` are untrusted, they come from a model. */
export interface CallRequest {
  readonly tool: string;
  readonly params: unknown;
  readonly sessionId?: string;
  readonly agentId?: string;
  /** Folder that relative paths in `params` refer to. Default: the kernel's workspace root. */
  readonly cwd?: string;
  readonly claims?: readonly Claim[];
}

/** One tool call, parsed once and deeply frozen. Every gate, record and receipt speaks of this value. */
export interface ToolCall {
  /** Unique and stable: also the id of the call's audit records, snapshot and receipt. */
  readonly id: string;
  readonly tool: string;
  readonly params: Params;
  readonly sessionId: string;
  readonly agentId: string;
  /** Absolute path. */
  readonly cwd: string;
  readonly claims: readonly Claim[];
}
