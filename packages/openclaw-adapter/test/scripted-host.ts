import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, expect } from 'vitest';
import { createPlugin, type CoreModule } from '../src/plugin.js';
import { runSentinelCli, startCore, type Core } from '../src/core.js';
import type {
  BeforeToolCall,
  CliCommand,
  CommandContext,
  HostApi,
  Hooks,
  ToolContext,
} from '../src/host-api.js';

const started: Core[] = [];
afterAll(async () => {
  await Promise.all(started.map(async (core) => core.stop()));
});

/** Folders as a host has them: its state, and the workspace of its agent. */
export interface Folders {
  readonly stateDir: string;
  readonly workspace: string;
}

export function temporaryFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'openclaw-adapter-'));
  const folders = { stateDir: join(root, 'state'), workspace: join(root, 'work') };
  mkdirSync(folders.stateDir);
  mkdirSync(folders.workspace);
  return folders;
}

/** A core on folders of its own. */
export function openCore(
  config: object = {},
  folders: Folders = temporaryFolders(),
  hostConfig: object = {},
): Core & Folders {
  const core = startCore({
    config,
    stateDir: folders.stateDir,
    workspaceOf: () => folders.workspace,
    hostConfig: () => hostConfig,
  });
  started.push(core);
  return { ...core, ...folders };
}

/** A host that keeps what a plugin registers, and calls it as OpenClaw does. */
export interface ScriptedHost {
  readonly api: HostApi;
  /** Names of what was registered, in order. */
  readonly registered: readonly string[];
  readonly log: readonly string[];
  readonly hooks: Partial<Hooks>;
  readonly policy: Parameters<HostApi['registerTrustedToolPolicy']>[0] | undefined;
  readonly route: Parameters<HostApi['registerHttpRoute']>[0] | undefined;
  readonly command: Parameters<HostApi['registerCommand']>[0] | undefined;
}

export function scriptedHost(
  folders: Folders,
  given: { readonly mode?: string; readonly config?: unknown; readonly refuses?: readonly string[] } = {},
): ScriptedHost {
  const registered: string[] = [];
  const log: string[] = [];
  const hooks: Record<string, unknown> = {};
  const kept: {
    policy?: Parameters<HostApi['registerTrustedToolPolicy']>[0];
    route?: Parameters<HostApi['registerHttpRoute']>[0];
    command?: Parameters<HostApi['registerCommand']>[0];
  } = {};
  const register = (name: string): void => {
    if (given.refuses?.includes(name) === true) throw new Error(`${name} is refused`);
    registered.push(name);
  };
  const say = (text: string): void => void log.push(text);
  const command: CliCommand = {
    command: () => command,
    description: () => command,
    option: () => command,
    action: () => command,
  };
  const api: HostApi = {
    ...(given.mode === undefined ? {} : { registrationMode: given.mode }),
    pluginConfig: given.config,
    logger: { info: say, warn: say, error: say },
    get runtime() {
      if (given.mode === 'cli-metadata') throw new Error('runtime is intentionally unavailable');
      return {
        state: { resolveStateDir: () => folders.stateDir },
        agent: { resolveAgentWorkspaceDir: () => folders.workspace },
      };
    },
    on(name, handler) {
      register(name);
      hooks[name] = handler;
    },
    registerTrustedToolPolicy(policy) {
      register('policy');
      kept.policy = policy;
    },
    registerAgentToolResultMiddleware: () => register('middleware'),
    registerCommand(asked) {
      register('command');
      kept.command = asked;
    },
    registerHttpRoute(route) {
      register('route');
      kept.route = route;
    },
    registerCli(build) {
      register('cli');
      build({ program: command });
    },
  };
  return {
    api,
    registered,
    log,
    hooks,
    get policy() {
      return kept.policy;
    },
    get route() {
      return kept.route;
    },
    get command() {
      return kept.command;
    },
  };
}

/** Registers the plugin over a core from source, or one that does not load. */
export function register(
  host: ScriptedHost,
  load: () => CoreModule = () => ({ startCore, runSentinelCli }),
): void {
  createPlugin(load).register(host.api);
}

let count = 0;

/** A call of the model, with the context the host gives with it. */
export function call(
  toolName: string,
  params: Readonly<Record<string, unknown>>,
  sessionKey = 'agent:main:test',
): readonly [BeforeToolCall, ToolContext] {
  count += 1;
  const toolCallId = `call_${String(count)}`;
  return [
    { toolName, params, runId: 'run', toolCallId },
    { agentId: 'main', sessionKey, runId: 'run', toolCallId },
  ];
}

/** A person who writes in the chat. */
export function person(args: string, change: Partial<CommandContext> = {}): CommandContext {
  return {
    args,
    agentId: 'main',
    sessionKey: 'agent:main:test',
    senderId: 'ada',
    channel: 'telegram',
    isAuthorizedSender: true,
    ...change,
  };
}

/** A text of which only a part is known. */
export function matching(pattern: RegExp): string {
  return expect.stringMatching(pattern) as string;
}
