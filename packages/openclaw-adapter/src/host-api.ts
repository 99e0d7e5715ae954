/**
 * What this plugin uses of OpenClaw's plugin API, written down from the type declarations of `openclaw/plugin-sdk`
 * 2026.9.6: the package itself weighs hundreds of megabytes and is never a dependency. Everything the host passes in
 * comes from models and channels in the end, so members that only describe a call are optional here.
 */

/** What the host says of the place a call comes from. */
export interface ToolContext {
  readonly agentId?: string;
  readonly sessionKey?: string;
  readonly sessionId?: string;
  readonly runId?: string;
  readonly toolCallId?: string;
  readonly requester?: { readonly channel?: string; readonly senderId?: string };
}

/** A tool call before it runs. */
export interface BeforeToolCall {
  readonly toolName: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** `code_mode_exec`: program text that calls further tools, which are judged themselves. */
  readonly toolKind?: string;
  readonly toolInputKind?: string;
  readonly runId?: string;
  readonly toolCallId?: string;
}

/** How an approval that the host asked for ended. */
export type Resolution = 'allow-once' | 'allow-always' | 'deny' | 'timeout' | 'cancelled';

/** A question to the host's user. */
export interface ApprovalQuestion {
  /** The host signs it in this plugin's name. */
  readonly pluginId: string;
  /** At most 80 characters. */
  readonly title: string;
  /** At most 512 characters. */
  readonly description: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly allowedDecisions: readonly ('allow-once' | 'deny')[];
  readonly timeoutMs: number;
  readonly timeoutReason: string;
  readonly onResolution: (resolution: Resolution) => void;
}

/** What a trusted tool policy answers. Nothing: the call may go on. */
export type PolicyAnswer =
  | undefined
  | { readonly allow: false; readonly reason: string }
  | { readonly requireApproval: ApprovalQuestion };

/** What the hook before a call answers. */
export type BeforeToolCallAnswer =
  | undefined
  | { readonly block: true; readonly blockReason: string }
  | { readonly requireApproval: ApprovalQuestion; readonly params: BeforeToolCall['params'] }
  /** The call runs with these parameters, whatever hooks before this one made of them. */
  | { readonly params: BeforeToolCall['params'] };

/** What a tool brought. */
export interface ToolResult {
  readonly content?: readonly ResultPart[];
  readonly details?: unknown;
}

export interface ResultPart {
  readonly type: string;
  readonly text?: string;
}

/** A result on its way to the model. */
export interface ResultForModel {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
  readonly result: ToolResult;
}

/** A call after it ran, or after it was stopped. */
export interface AfterToolCall {
  readonly toolName: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly runId?: string;
  readonly toolCallId?: string;
  readonly result?: ToolResult;
  readonly error?: string;
  readonly durationMs?: number;
}

/** A message of a transcript. */
export interface TranscriptMessage {
  readonly role: string;
  readonly content?: unknown;
}

/** Where an agent works at the moment. */
export interface AgentContext extends ToolContext {
  readonly trigger?: string;
  readonly messageProvider?: string;
  readonly channel?: string;
  readonly senderId?: string;
}

/** A message on its way out. */
export interface OutgoingMessage {
  readonly to: string;
  readonly content: string;
}

export interface MessageContext {
  readonly channelId: string;
  readonly conversationId?: string;
  readonly sessionKey?: string;
  readonly runId?: string;
}

/** What a chat command is told. */
export interface CommandContext {
  readonly args?: string;
  readonly agentId?: string;
  readonly sessionKey?: string;
  readonly senderId?: string;
  readonly channel: string;
  readonly isAuthorizedSender: boolean;
  readonly gatewayClientScopes?: readonly string[];
}

/** A command of commander, as far as it is used. */
export interface CliCommand {
  command(nameAndArguments: string): CliCommand;
  description(text: string): CliCommand;
  option(flags: string, text: string): CliCommand;
  action(run: (...given: readonly unknown[]) => unknown): CliCommand;
}

/** A request and its answer on the host's port, as far as they are used. */
export interface HttpAnswer {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

/** What a hook that may change or stop something answers. */
export type HookAnswer = object | undefined;

/** The hooks this plugin has, and what each is told. */
export interface Hooks {
  readonly before_tool_call: (event: BeforeToolCall, context: ToolContext) => BeforeToolCallAnswer;
  readonly after_tool_call: (event: AfterToolCall, context: ToolContext) => void;
  readonly tool_result_persist: (event: { readonly message: TranscriptMessage }) => HookAnswer;
  readonly before_message_write: (event: { readonly message: TranscriptMessage }) => HookAnswer;
  readonly before_model_resolve: (event: unknown, context: AgentContext) => HookAnswer;
  readonly before_prompt_build: (
    event: { readonly prompt: string; readonly currentUserMessage?: unknown },
    context: AgentContext,
  ) => HookAnswer;
  readonly before_agent_run: (
    event: { readonly prompt: string; readonly senderIsOwner?: boolean },
    context: AgentContext,
  ) => HookAnswer;
  readonly agent_end: (
    event: { readonly runId?: string; readonly durationMs?: number },
    context: AgentContext,
  ) => void;
  readonly before_compaction: (event: unknown, context: AgentContext) => void;
  readonly session_end: (
    event: { readonly sessionKey?: string; readonly sessionId?: string; readonly reason?: string },
    context: ToolContext,
  ) => void;
  readonly message_sending: (event: OutgoingMessage, context: MessageContext) => HookAnswer;
  readonly subagent_spawned: (
    event: { readonly childSessionKey: string },
    context: { readonly requesterSessionKey?: string },
  ) => void;
  readonly gateway_start: () => void;
  readonly gateway_stop: () => Promise<void> | undefined;
}

/** What is given to `register`. */
export interface HostApi {
  readonly registrationMode?: string;
  readonly pluginConfig?: unknown;
  readonly config?: unknown;
  readonly logger?: {
    info?(text: string): void;
    warn?(text: string): void;
    error?(text: string): void;
  };
  /** Not there, and not to be touched, while only the names of commands are asked for. */
  readonly runtime: {
    readonly state: { resolveStateDir(): string };
    readonly config?: { current?(): unknown };
    readonly agent?: { resolveAgentWorkspaceDir?(config: unknown, agentId: string): string };
  };
  on<Name extends keyof Hooks>(
    name: Name,
    handler: Hooks[Name],
    options?: { readonly priority?: number; readonly timeoutMs?: number },
  ): void;
  registerTrustedToolPolicy(policy: {
    readonly id: string;
    readonly description: string;
    readonly evaluate: (event: BeforeToolCall, context: ToolContext) => PolicyAnswer;
  }): void;
  registerAgentToolResultMiddleware(
    handler: (event: ResultForModel, context: ToolContext) => { readonly result: ToolResult } | undefined,
    options: { readonly runtimes: readonly string[] },
  ): void;
  registerCommand(command: {
    readonly name: string;
    readonly description: string;
    readonly acceptsArgs: boolean;
    readonly requireAuth: boolean;
    readonly handler: (context: CommandContext) => Promise<{ readonly text: string }>;
  }): void;
  registerHttpRoute(route: {
    readonly path: string;
    readonly auth: 'gateway';
    readonly match: 'exact';
    readonly handler: (request: unknown, answer: HttpAnswer) => Promise<boolean>;
  }): void;
  registerCli(
    register: (given: { readonly program: CliCommand; readonly config?: unknown }) => void,
    options: {
      readonly descriptors: readonly {
        readonly name: string;
        readonly description: string;
        readonly hasSubcommands: boolean;
      }[];
    },
  ): void;
}
