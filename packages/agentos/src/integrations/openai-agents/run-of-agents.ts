import { approvedBy } from '../framework-approvals.js';
import { digestToAsk, guardedCall } from '../guarded-call.js';
import { SentinelError } from '@sentinel-agentos/core';
import type { AgentOS } from '../../agent-os.js';
import type { Approver } from '@sentinel-agentos/core';
import type { FrameworkApprovals } from '../framework-approvals.js';
import type { GuardToolsOptions } from '../guarded-call.js';

export interface GuardAgentToolsOptions extends GuardToolsOptions {
  /**
   * With it a run stops with an interruption at calls that need an approval, as with `needsApproval` of the tool itself;
   * without it the approver of the `AgentOS` is asked.
   */
  readonly approvals?: FrameworkApprovals;
}

/** What the SDK keeps of a run: who asks finds there what its user said. */
export interface RunContext {
  isToolApproved?(approval: { readonly toolName: string; readonly callId: string }): boolean | undefined;
}

/** What the SDK says of one call; everything else of it is passed on. */
export interface CallDetails {
  readonly toolCall?: { readonly name: string; readonly callId: string };
  readonly signal?: AbortSignal;
}

export type NeedsApproval = (context: RunContext, input: unknown, callId?: string) => Promise<boolean>;

/** One guarded tool of the SDK. */
export class GuardedAgentTool {
  readonly #os: AgentOS;
  readonly #tool: string;
  readonly #options: GuardAgentToolsOptions;

  constructor(os: AgentOS, tool: string, options: GuardAgentToolsOptions) {
    this.#os = os;
    this.#tool = tool;
    this.#options = options;
  }

  /**
   * Takes one call through the kernel. `run` gets the details with the kernel's own signal. A call that is stopped gives
   * the reason as its output: what a tool throws ends a run of the SDK, or its message is kept from the model.
   */
  async call(
    input: unknown,
    context: RunContext | undefined,
    details: CallDetails | undefined,
    run: (details: CallDetails) => unknown,
  ): Promise<unknown> {
    try {
      return await this.#call(input, context, details, run);
    } catch (error) {
      if (SentinelError.is(error)) return `The call was stopped: ${error.message}`;
      throw error;
    }
  }

  async #call(
    input: unknown,
    context: RunContext | undefined,
    details: CallDetails | undefined,
    run: (details: CallDetails) => unknown,
  ): Promise<unknown> {
    return guardedCall(
      this.#os,
      {
        tool: this.#tool,
        input,
        signal: details?.signal,
        approver: this.#approver(context, details?.toolCall),
      },
      async ({ signal }) => run({ ...details, signal }),
      this.#options,
    );
  }

  /** Whether the SDK must ask about a call: because the guard says so, or else because the tool's own policy does. */
  needsApproval(own: NeedsApproval): NeedsApproval {
    return async (context, input, callId) => {
      const digest = digestToAsk(this.#os, { tool: this.#tool, input }, this.#options);
      if (digest === null) return own(context, input, callId);
      // What is asked again after the answer was answered before: it is no new question.
      const isAnswered = answerIn(context, { toolName: this.#tool, callId }) !== undefined;
      if (callId !== undefined && !isAnswered) this.#options.approvals?.asked(callId, digest);
      return true;
    };
  }

  #approver(context: RunContext | undefined, toolCall: CallDetails['toolCall']): Approver | undefined {
    const { approvals } = this.#options;
    if (approvals === undefined) return undefined;
    const saidYes = (): boolean =>
      answerIn(context, { toolName: this.#tool, callId: toolCall?.callId }) === true;
    return approvedBy(approvals, toolCall?.callId ?? '', saidYes, 'openai-agents');
  }
}

function answerIn(
  context: RunContext | undefined,
  { toolName, callId }: { readonly toolName: string; readonly callId: string | undefined },
): boolean | undefined {
  return callId === undefined ? undefined : context?.isToolApproved?.({ toolName, callId });
}
