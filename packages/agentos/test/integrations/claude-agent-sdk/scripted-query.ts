import { join } from 'node:path';
import { canUseTool, sentinelHooks } from '../../../src/integrations/claude-agent-sdk/index.js';
import { temporaryWorkspace } from '../../temporary-workspace.js';
import { wrapAgent } from '../../../src/index.js';
import type { AskUser, HookOutput, SentinelHooks } from '../../../src/integrations/claude-agent-sdk/index.js';
import type { CanUseTool, PermissionResult } from '@anthropic-ai/claude-agent-sdk';
import type { AgentOSOptions, Sentinel } from '../../../src/index.js';

export interface Use {
  readonly tool?: string;
  readonly input: Record<string, unknown>;
  readonly id?: string;
  /** The tool itself: gives its response. */
  readonly run?: () => unknown;
}

type ToolEvent = 'PreToolUse' | 'PostToolUse' | 'PostToolUseFailure';

/** A query that drives hooks and permissions in the order in which the SDK does, with the types of the SDK. */
export class ScriptedQuery {
  readonly sentinel: Sentinel;
  readonly workspace: string;
  readonly hooks: SentinelHooks;
  readonly canUseTool: CanUseTool | undefined;
  readonly session = 'b7a0c6f2-0000-4000-8000-000000000001';

  constructor(ask?: AskUser, options: AgentOSOptions = {}) {
    const folders = temporaryWorkspace();
    this.workspace = folders.workspaceRoot;
    this.sentinel = wrapAgent({ ...folders, guardConfig: { instantRules: true }, ...options });
    this.hooks = sentinelHooks(this.sentinel);
    if (ask !== undefined) this.canUseTool = canUseTool(this.sentinel, ask);
  }

  async tell(name: keyof SentinelHooks, more: object = {}): Promise<HookOutput> {
    const input = {
      session_id: this.session,
      transcript_path: join(this.workspace, 'transcript.jsonl'),
      cwd: this.workspace,
      hook_event_name: name,
      ...more,
    };
    const [matcher] = this.hooks[name];
    return (await matcher?.hooks[0]?.(input)) ?? {};
  }

  async about(
    name: ToolEvent,
    { tool = 'Bash', input, id = 'toolu_1' }: Use,
    more: object = {},
  ): Promise<HookOutput> {
    return this.tell(name, { tool_name: tool, tool_input: input, tool_use_id: id, ...more });
  }

  async permit(
    { tool = 'Bash', input, id = 'toolu_1' }: Use,
    signal?: AbortSignal,
  ): Promise<PermissionResult | null> {
    const context = { signal: signal ?? new AbortController().signal, toolUseID: id, requestId: 'r1' };
    return this.canUseTool === undefined
      ? { behavior: 'deny', message: 'nobody is there to ask' }
      : this.canUseTool(tool, input, context);
  }

  /** Takes a use of a tool from its first hook to its last, and gives why it did not run, or what the last one said. */
  async use(use: Use): Promise<string | HookOutput> {
    const before = (await this.about('PreToolUse', use)).hookSpecificOutput;
    if (before?.hookEventName === 'PreToolUse') {
      if (before.permissionDecision === 'deny') return before.permissionDecisionReason;
      const permission = before.permissionDecision === 'ask' ? await this.permit(use) : null;
      if (permission?.behavior === 'deny') return permission.message;
    }
    return this.about('PostToolUse', use, { tool_response: use.run?.() ?? {} });
  }
}
