import { AgentOS } from './agent-os.js';
import type { Action, VerifyStatus } from '@sentinel-agentos/core';
import type { AgentOSOptions } from './options.js';

/** What a framework says before it runs a tool. */
export interface BeforeTool {
  readonly toolName: string;
  readonly params: unknown;
  readonly sessionId?: string;
  readonly agentId?: string;
}

/** What a framework says after it ran a tool: `callId` is what `onBeforeTool` gave it. */
export interface AfterTool extends BeforeTool {
  readonly callId: string | null;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Hooks for frameworks that call something before and after each tool. */
export interface SentinelPlugin {
  readonly name: 'sentinel-agentos';
  /** The tool may run only when `allowed` is true. With `needsConfirmation` the host must ask its user first. */
  onBeforeTool(before: BeforeTool): {
    readonly allowed: boolean;
    readonly needsConfirmation: boolean;
    readonly risk: Action;
    readonly reason: string;
    readonly callId: string | null;
  };
  /** Verifies and records. Calls at the same time are told apart by their `callId`. */
  onAfterTool(after: AfterTool): { readonly verify: VerifyStatus; readonly auditId: string };
  readonly os: AgentOS;
}

/**
 * Sentinel as a pair of hooks. Synchronous.
 *
 * @throws SentinelError as `AgentOS` does.
 */
export function sentinelPlugin(options: AgentOSOptions = {}): SentinelPlugin {
  const os = new AgentOS(options);
  return {
    name: 'sentinel-agentos',
    os,
    onBeforeTool({ toolName, params, ...who }) {
      const { preExec, snapshot } = os.executePipeline({ toolName, parameters: params, ...who });
      const { action, reason } = preExec.riskScore;
      const needsConfirmation = action === 'confirm' && snapshot !== null;
      return {
        allowed: snapshot !== null && !needsConfirmation,
        needsConfirmation,
        risk: action,
        reason,
        callId: snapshot?.id ?? null,
      };
    },
    onAfterTool({ toolName, params, callId, result, error, ...who }) {
      const { postExec, auditEntry } = os.completeExecution({
        toolName,
        toolParameters: params,
        toolResult: result,
        toolError: error,
        snapshot: callId === null ? null : { id: callId },
        ...who,
      });
      return { verify: postExec.verifyStatus, auditId: auditEntry.id };
    },
  };
}
