import { agentOf, sessionOf } from './translate-call.js';
import type { AdapterConfig } from './config.js';
import type { AgentContext, HookAnswer, Hooks, ToolContext } from './host-api.js';
import type { AgentSentinels } from './agent-sentinels.js';
import type { Breakers } from './breaker.js';
import type { OpenCalls } from './open-calls.js';
import type { Owners } from './owners.js';
import type { Results } from './results.js';
import type { SessionFamily } from './session-family.js';

/** What happens around the calls of a session. Nothing here decides, and nothing throws. */
export type SessionLife = Pick<
  Hooks,
  | 'before_model_resolve'
  | 'before_prompt_build'
  | 'before_agent_run'
  | 'agent_end'
  | 'before_compaction'
  | 'session_end'
  | 'subagent_spawned'
>;

export interface SessionLifeParts {
  readonly config: AdapterConfig;
  readonly sentinels: AgentSentinels;
  readonly open: OpenCalls;
  readonly results: Pick<Results, 'abandon'>;
  readonly breakers: Breakers;
  readonly owners: Owners;
  readonly family: SessionFamily;
}

/** Longest text of the user that is remembered or asked with, in UTF-16 units. */
const LONGEST_MESSAGE = 4000;

export function createSessionLife(parts: SessionLifeParts): SessionLife {
  const { config, sentinels, open, results, breakers, owners, family } = parts;
  const observe = (
    context: ToolContext,
    act: (os: ReturnType<AgentSentinels['of']>) => HookAnswer,
  ): HookAnswer => breakers.of(sessionOf(context)).observe(() => act(sentinels.of(agentOf(context))));

  /** What users wrote, by run: what the host adds to it later is no word of theirs. */
  const written = new Map<string, string>();

  return {
    before_model_resolve: (_event, context) =>
      observe(context, (os) => {
        const { safeModel } = os.trust(sessionOf(context));
        return safeModel === null ? undefined : { modelOverride: safeModel };
      }),
    before_prompt_build: ({ prompt }, context) => {
      const text = plainMessage(prompt);
      keep(written, context.runId ?? sessionOf(context), text);
      // What the owner's memory holds is for the owner: a stranger could have the model read it out.
      if (!config.memory.inject || !owners.isOwnTurn(context)) return undefined;
      return observe(context, (os) => {
        const { budgetTokens } = config.memory;
        const memory = os.injectContext({ budgetTokens, ...(text === '' ? {} : { query: text }) });
        return memory === '' ? undefined : { prependContext: memory };
      });
    },
    before_agent_run: ({ senderIsOwner }, context) => {
      const run = context.runId ?? sessionOf(context);
      const text = written.get(run) ?? '';
      written.delete(run);
      if (senderIsOwner !== undefined) owners.saw(context, senderIsOwner);
      if (config.memory.learn && isFromUser(context) && text !== '')
        observe(context, (os) => {
          const trust = senderIsOwner === true ? 'owner' : 'untrusted';
          os.memory.episodic.record('note', text, { sessionId: sessionOf(context), actor: 'user', trust });
          return undefined;
        });
      return { outcome: 'pass' };
    },
    agent_end({ runId, durationMs }, context) {
      const run = runId ?? context.runId;
      if (run !== undefined)
        for (const call of open.takeAll(({ runId: of }) => of === run)) results.abandon(call);
      observe(context, (os) => {
        os.endTurn(sessionOf(context), durationMs === undefined ? {} : { durationMs });
        return undefined;
      });
    },
    before_compaction: (_event, context) =>
      void observe(context, (os) => {
        os.memory.semantic.stats();
        return undefined;
      }),
    session_end(event, context) {
      // A gateway that stops ends no session: they go on with the next one.
      if (event.reason === 'shutdown' || event.reason === 'restart') return;
      const session = sessionOf({ ...context, ...event });
      for (const call of open.takeAll(({ session: of }) => of === session)) results.abandon(call);
      observe(context, (os) => {
        os.endSession(session);
        return undefined;
      });
    },
    subagent_spawned({ childSessionKey }, { requesterSessionKey }) {
      if (requesterSessionKey !== undefined) family.spawned(childSessionKey, requesterSessionKey);
    },
  };
}

/** Texts that wait for their run at most so many. */
const MOST_WRITTEN = 1000;

function keep(written: Map<string, string>, run: string, text: string): void {
  written.set(run, text);
  const [oldest] = written.keys();
  if (written.size > MOST_WRITTEN && oldest !== undefined) written.delete(oldest);
}

/** Whether a person wrote it: schedules and heartbeats write prompts too. */
function isFromUser({ trigger }: AgentContext): boolean {
  return trigger === undefined || trigger === 'user';
}

/** A message without the time that the host writes before it. */
function plainMessage(prompt: string): string {
  return prompt
    .slice(0, LONGEST_MESSAGE)
    .replace(/^\s*\[[A-Z][a-z]{2} \d{4}-\d{2}-\d{2} [^\]]*\]\s*/u, '')
    .trim();
}
