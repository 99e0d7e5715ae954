import { listIn, memberOf } from './host-config.js';
import type { AgentContext } from './host-api.js';

/** Who owns this host: whom the owner's memory may be shown to, and who may say yes. */
export interface Owners {
  /** Whether the host's configuration names anybody. */
  isAnyNamed(): boolean;
  /** Whether the host's configuration names this sender of a channel. */
  isNamed(channel: string | undefined, senderId: string | undefined): boolean;
  /** The host said of a turn whether its sender is the owner: it says so only when a prompt is built already. */
  saw(context: AgentContext, isOwner: boolean): void;
  /** Whether a turn is the owner's alone. Nobody else must read its prompt. Unknown is no. */
  isOwnTurn(context: AgentContext): boolean;
}

/** Senders that are remembered; the oldest goes first. */
const MOST_SENDERS = 1000;
/** Conversations with more than one person in them, by their session key. */
const GROUP = /:(?:group|channel|room|space|guild)(?::|$)/u;
/** Turns that nobody wrote: the owner's own schedules. */
const SCHEDULES: ReadonlySet<string> = new Set(['cron', 'heartbeat']);

/** @param hostConfig the host's configuration as it is now. */
export function createOwners(hostConfig: () => unknown): Owners {
  const seen = new Map<string, boolean>();
  const named = (): readonly string[] =>
    listIn(memberOf(hostConfig(), 'commands'), 'ownerAllowFrom')
      .map((entry) => String(entry).trim())
      .filter((entry) => entry !== '' && entry !== '*');

  function isNamed(channel: string | undefined, senderId: string | undefined): boolean {
    if (senderId === undefined || senderId === '') return false;
    return named().some((entry) => entry === senderId || entry === `${channel ?? ''}:${senderId}`);
  }

  return {
    isAnyNamed: () => named().length > 0,
    isNamed,
    saw(context, isOwner) {
      const key = senderIn(context);
      seen.delete(key);
      seen.set(key, isOwner);
      const [oldest] = seen.keys();
      if (seen.size > MOST_SENDERS && oldest !== undefined) seen.delete(oldest);
    },
    isOwnTurn(context) {
      const { sessionKey = '', trigger, senderId } = context;
      if (GROUP.test(sessionKey)) return false;
      if (isNamed(channelOf(context), senderId)) return true;
      if (senderId === undefined && trigger !== undefined && SCHEDULES.has(trigger)) return true;
      return seen.get(senderIn(context)) === true;
    },
  };
}

function senderIn(context: AgentContext): string {
  const { sessionKey, sessionId, senderId } = context;
  return JSON.stringify([sessionKey ?? sessionId ?? '', channelOf(context) ?? '', senderId ?? '']);
}

function channelOf({ channel, messageProvider }: AgentContext): string | undefined {
  return channel ?? messageProvider;
}
