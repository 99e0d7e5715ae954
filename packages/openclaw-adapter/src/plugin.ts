import { denyAll } from './deny-all.js';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CliCommand, HostApi } from './host-api.js';
import type { Core, CoreInput, SentinelCliInput } from './core.js';

/** What is loaded only when it is needed, and may fail to load. */
export interface CoreModule {
  /** Gives the one that runs for the same state folder and configuration, where there is one. */
  readonly startCore: (input: CoreInput) => Core;
  readonly runSentinelCli: (input: SentinelCliInput) => Promise<number>;
}

/** A plugin as the host wants it. */
export interface Plugin {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Never throws: a guard that throws here is a guard that is not there. */
  readonly register: (api: HostApi) => void;
}

const ID = 'sentinel-agentos';
/** The observing hooks come late, the deciding ones early. */
const FIRST = 100;
const NEXT = 90;
/** Behind every hook that may change a call: what is judged is what runs. */
const LAST = Number.MIN_SAFE_INTEGER;

/** The plugin over a core that is loaded by `load`. */
export function createPlugin(load: () => CoreModule): Plugin {
  function coreOf(api: HostApi): Core {
    try {
      const stateDir = api.runtime.state.resolveStateDir();
      const workspaceOf = (agentId: string): string => workspaceDir(api, stateDir, agentId);
      const hostConfig = (): unknown => api.runtime.config?.current?.() ?? api.config;
      const log = (text: string): void => api.logger?.info?.(`sentinel: ${text}`);
      return load().startCore({ config: api.pluginConfig, stateDir, workspaceOf, hostConfig, log });
    } catch (error) {
      return denyAll(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    id: ID,
    name: 'Sentinel AgentOS',
    description: 'Judges every tool call before it runs, proves what was done, and can undo it.',
    register(api) {
      const say = (text: string): void => api.logger?.error?.(`sentinel: ${text}`);
      const attempt = (what: string, act: () => void): void => {
        try {
          act();
        } catch (error) {
          say(`${what} could not be registered: ${error instanceof Error ? error.message : String(error)}`);
        }
      };
      attempt('the command line', () => registerCli(api, load));
      if (api.registrationMode === 'cli-metadata') return;

      const core = coreOf(api);
      const { gate, results, transcript, messages, life } = core;
      attempt('the gate', () =>
        api.registerTrustedToolPolicy({
          id: 'sentinel-gate',
          description: 'Judges every tool call before it runs.',
          evaluate: (event, context) => gate.policy(event, context),
        }),
      );
      const on: HostApi['on'] = (name, handler, options) =>
        attempt(name, () => api.on(name, handler, options));
      on('before_tool_call', (event, context) => gate.hook(event, context), { priority: LAST });
      on('after_tool_call', (event, context) => results.after(event, context), { priority: NEXT });
      attempt('the results', () =>
        api.registerAgentToolResultMiddleware((event, context) => results.forModel(event, context), {
          runtimes: ['openclaw'],
        }),
      );
      on('tool_result_persist', (event) => transcript.result(event), { priority: NEXT });
      on('before_message_write', (event) => transcript.message(event), { priority: NEXT });
      on('message_sending', (event, context) => messages.sending(event, context), { priority: FIRST });
      on('before_model_resolve', (event, context) => life.before_model_resolve(event, context));
      on('before_prompt_build', (event, context) => life.before_prompt_build(event, context), {
        priority: NEXT,
      });
      on('before_agent_run', (event, context) => life.before_agent_run(event, context));
      on('agent_end', (event, context) => life.agent_end(event, context));
      on('before_compaction', (event, context) => life.before_compaction(event, context));
      on('session_end', (event, context) => life.session_end(event, context));
      on('subagent_spawned', (event, context) => life.subagent_spawned(event, context));
      on('gateway_start', () => {
        const why = core.start();
        if (why === null) api.logger?.info?.('sentinel: guarding; /sentinel status tells more');
        else say(`NOTHING RUNS: ${why}`);
        for (const warning of core.status().warnings) api.logger?.warn?.(`sentinel: ${warning}`);
      });
      on('gateway_stop', () => core.stop());
      attempt('the chat command', () =>
        api.registerCommand({
          name: 'sentinel',
          description: 'Sentinel: status, halt, resume, undo, why, allow once, help',
          acceptsArgs: true,
          requireAuth: true,
          handler: async (context) => ({ text: core.chat(context) }),
        }),
      );
      attempt('the status route', () =>
        api.registerHttpRoute({
          path: '/sentinel/status',
          auth: 'gateway',
          match: 'exact',
          handler: async (_request, answer) => {
            const status = core.status();
            answer.statusCode = status.state === 'guarding' ? 200 : 503;
            answer.setHeader('content-type', 'application/json');
            answer.end(JSON.stringify(status));
            return true;
          },
        }),
      );
    },
  };
}

/** The agent's workspace as the host resolves it; where the host of an older version does not say, the default one. */
function workspaceDir({ runtime, config }: HostApi, stateDir: string, agentId: string): string {
  const current = runtime.config?.current?.() ?? config;
  return runtime.agent?.resolveAgentWorkspaceDir?.(current, agentId) ?? join(stateDir, 'workspace');
}

function registerCli(api: HostApi, load: () => CoreModule): void {
  const name = 'sentinel';
  const description = 'Status, proof, halt and undo of Sentinel AgentOS';
  api.registerCli(
    ({ program, config }) => {
      const root = program.command(name).description(description);
      const environment = process.env;
      const stateDir = environment['OPENCLAW_STATE_DIR'] ?? join(homedir(), '.openclaw');
      const add = (usage: string, about: string): CliCommand => {
        const [verb = ''] = usage.split(' ');
        return root
          .command(usage)
          .description(about)
          .action(async (...given) => {
            const words = given.flatMap((each) => (typeof each === 'string' ? [each] : flagsIn(each)));
            const code = await load().runSentinelCli({
              verb,
              words,
              config,
              stateDir,
              out: (text) => process.stdout.write(`${text}\n`),
            });
            process.exitCode = code;
          });
      };
      add('status', 'quality, trust and what needs attention');
      add('verify', 'check the journal against its key and its anchor');
      const all = 'every session of every agent, also those to come';
      add('halt [session]', 'stop a session until a person resumes it').option('--all', all);
      add('resume [session]', 'let a halted session go on').option('--all', 'what --all stopped');
      add('undo [call]', 'put back what a call changed');
      add('setup', 'write what the plugin needs into the configuration of OpenClaw');
      add('doctor', 'check that the guard is installed, allowed, enabled and able to work').option(
        '--live',
        'send canaries through the gateway that runs',
      );
    },
    { descriptors: [{ name, description, hasSubcommands: true }] },
  );
}

/** The flags that were given, as words. */
function flagsIn(options: unknown): readonly string[] {
  if (typeof options !== 'object' || options === null) return [];
  return FLAGS.flatMap((name) => ((options as Record<string, unknown>)[name] === true ? [`--${name}`] : []));
}

const FLAGS = ['all', 'live'];
