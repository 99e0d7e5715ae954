import { join } from 'node:path';
import { answerChat } from './chat-command.js';
import { createAgentSentinels, messageOf } from './agent-sentinels.js';
import { createAlarms } from './alarms.js';
import { createBreakers } from './breaker.js';
import { createDurations } from './durations.js';
import { createGate } from './gate.js';
import { createOutgoingMessages } from './outgoing-messages.js';
import { createOwners } from './owners.js';
import { createResults } from './results.js';
import { createSessionFamily } from './session-family.js';
import { createSessionLife } from './session-life.js';
import { createSessionNotes } from './session-notes.js';
import { createTranscript } from './transcript.js';
import { adapterStatus } from './status.js';
import { agentsOf } from './host-config.js';
import { hostPlaces } from './own-places.js';
import { OpenCalls, type OpenCall } from './open-calls.js';
import { parseConfig } from './config.js';
import { TypedLines } from './typed-lines.js';
import { warmUp, type PracticeCore } from './warm-up.js';
import type { AdapterStatus } from './status.js';
import { receiverWarnings } from './receiver.js';
import type { CommandContext, PolicyAnswer } from './host-api.js';
import type { Gate } from './gate.js';
import type { OutgoingMessages } from './outgoing-messages.js';
import type { Results } from './results.js';
import type { SessionLife } from './session-life.js';
import type { Transcript } from './transcript.js';

export { runSentinelCli } from './cli.js';
export type { SentinelCliInput } from './cli.js';

/** Everything behind the plugin, wired together. */
export interface Core {
  readonly gate: Gate;
  readonly results: Results;
  readonly transcript: Transcript;
  readonly messages: OutgoingMessages;
  readonly life: SessionLife;
  readonly chat: (context: CommandContext) => string;
  readonly status: () => AdapterStatus;
  /** Opens the main agent's Sentinel, so that what is wrong shows before the first call. Why it cannot; else null. */
  start(): string | null;
  /**
   * One of those that started it is done. The last of them ends what is open and lets go of the journals: a plugin that
   * is loaded anew starts before the old one stops, and both are one core.
   */
  stop(): Promise<void>;
}

export interface CoreInput {
  /** As it stands in the host's configuration. */
  readonly config: unknown;
  /** The host's state folder. */
  readonly stateDir: string;
  readonly workspaceOf: (agentId: string) => string;
  /** The host's configuration as it is now. */
  readonly hostConfig: () => unknown;
  /** Takes a line for the host's log. */
  readonly log?: (text: string) => void;
}

/** What runs in this process, by state folder and configuration. */
const running = new Map<string, Core>();
/** The calls that are open, by state folder. */
const openCalls = new Map<string, OpenCalls>();

/**
 * The core of a state folder under a configuration. The host registers a plugin several times in a process, and what
 * one registration begins another one ends: there is one core for all of them, and calls that are open when the
 * configuration changes are ended by the next. Touches no file: an agent's state is opened at its first call.
 *
 * @throws SentinelError `INVALID_CONFIG` for a configuration that is wrong.
 */
export function startCore(input: CoreInput): Core {
  const key = JSON.stringify([input.stateDir, input.config ?? null]);
  const known = running.get(key);
  if (known !== undefined) return known;
  const open = openCalls.get(input.stateDir) ?? new OpenCalls();
  openCalls.set(input.stateDir, open);
  const core = wire(input, open, () => running.delete(key));
  running.set(key, core);
  return core;
}

function wire(input: CoreInput, open: OpenCalls, stopped: () => void): Core {
  const config = parseConfig(input.config);
  const { language } = config;
  const monotonic = (): number => performance.now();
  const named = (): readonly string[] => agentsOf(input.hostConfig(), input.stateDir).map(({ id }) => id);
  const sentinels = createAgentSentinels(config, hostPlaces(input.stateDir), input.workspaceOf, named);
  const notes = createSessionNotes(monotonic);
  const breakers = createBreakers(monotonic);
  const owners = createOwners(input.hostConfig);
  const family = createSessionFamily();
  const lines = new TypedLines();
  const raise = createAlarms(sentinels, notes);
  const judging = createDurations(monotonic);
  const completing = createDurations(monotonic);
  const abandoned = (call: OpenCall): void => results.abandon(call);
  const gate = createGate({ config, sentinels, open, notes, lines, family, abandoned });
  const results = createResults({ language, sentinels, open, breakers, notes, lines, raise });
  const messages = createOutgoingMessages(sentinels, notes, language);
  const status = (): AdapterStatus =>
    adapterStatus({ sentinels, breakers, notes, open, judging, completing, warnings });
  const warnings = receiverWarnings(config);
  const debug = (tool: string, answer: PolicyAnswer): void => {
    if (!config.debug) return;
    const decided = answer === undefined ? 'runs' : 'allow' in answer ? 'is stopped' : 'is asked about';
    input.log?.(`${tool} ${decided}`);
  };
  let starts = 0;
  let warming: Promise<void> | undefined;
  const cooled = new AbortController();

  return {
    gate: {
      policy(event, context) {
        const answer = judging.time(() => gate.policy(event, context));
        debug(event.toolName, answer);
        return answer;
      },
      hook: (event, context) => gate.hook(event, context),
    },
    results: {
      ...results,
      forModel: (event, context) => completing.time(() => results.forModel(event, context)),
    },
    transcript: createTranscript(config, (value) => sentinels.of('main').redact(value)),
    messages,
    life: createSessionLife({ config, sentinels, open, results, breakers, owners, family }),
    chat(context) {
      const text = answerChat(context, { language, sentinels, notes, owners, status });
      messages.expect(text);
      return text;
    },
    status,
    start() {
      starts += 1;
      try {
        sentinels.of('main');
        warming ??= warmUp((folder) => practiceCore(input, folder), cooled.signal);
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
    async stop() {
      starts -= 1;
      if (starts > 0) return;
      stopped();
      cooled.abort();
      await warming;
      const own = new Set(sentinels.open().map(([, os]) => os));
      for (const call of open.takeAll(({ os }) => own.has(os))) results.abandon(call);
      await sentinels.close();
    },
  };
}

/** A core like the one that is wired from the input, on an agent that there is not. It tells nobody anything. */
function practiceCore({ config }: CoreInput, folder: string): PracticeCore {
  const workspace = join(folder, 'workspace');
  const quiet = { ...parseConfig(config), receiver: {}, debug: false };
  const input = { config: quiet, stateDir: folder, workspaceOf: () => workspace, hostConfig: () => ({}) };
  return { core: wire(input, new OpenCalls(), () => undefined), workspace };
}
