import { AgentOS } from 'sentinel-agentos';
import { allEndpoints } from './routes/all-endpoints.js';
import { checkReach, checkServerOptions } from './server-options.js';
import { createApp } from './app.js';
import { createApprovalDesk } from './approvals/approval-desk.js';
import { createEventRing } from './events/event-ring.js';
import { createGatekeeper } from './auth/authorise.js';
import { createJournalFeed } from './events/journal-feed.js';
import { createListener } from './listener.js';
import { createPipelineKeys } from './pipeline-keys.js';
import { createRateLimit } from './limits/rate-limit.js';
import { readTokens } from './auth/read-tokens.js';
import { withKey } from './routes/pipeline-endpoints.js';
import type { App } from './app.js';
import type { Listening } from './listener.js';
import type { ServerOptions } from './server-options.js';
import type { Services } from './services.js';

/** An HTTP server over one Sentinel. */
export interface Server {
  /**
   * Listens. Resolves when requests are answered.
   *
   * @throws SentinelError `STATE_UNAVAILABLE` when the address cannot be listened on, `INVALID_ARGUMENT` when it was
   * started or stopped before.
   */
  start(): Promise<Listening>;
  /**
   * Stops gracefully: no new request is taken, event streams and waits for approvals end, requests that run are
   * answered (for up to five seconds), and a system that the server made itself is closed.
   */
  stop(): Promise<void>;
  /** The application without its server, to be put into another one or asked directly: `app.request('/health')`. */
  readonly app: App;
  /** What people show; null where no token was set. Show it to a person once, and keep it out of logs. */
  readonly operatorToken: string | null;
}

/** Events that are kept for subscribers who come back. */
const KEPT_EVENTS = 1_000;
/** Approvals that wait, and were answered, which are kept. */
const KEPT_APPROVALS = 500;

/**
 * Makes a server. Tokens that stand in the environment are taken out of it, so that no tool inherits them.
 *
 * @throws SentinelError `INVALID_CONFIG` for options that do not hold, and for an address that a network can reach
 * without an API token; and whatever opening the workspace throws.
 */
export function createServer(options: ServerOptions = {}): Server {
  const checked = checkServerOptions(options);
  const tokens = readTokens(options, process.env);
  checkReach(checked.host, tokens.api);
  const isOwn = !(options.os instanceof AgentOS);
  const os = options.os instanceof AgentOS ? options.os : openOs(options.os);

  const stopping = new AbortController();
  const ring = createEventRing(KEPT_EVENTS);
  const keys = createPipelineKeys();
  const began = performance.now();
  const services: Services = {
    os,
    keys,
    ring,
    alwaysAsks: checked.approvals === 'server',
    approvals: createApprovalDesk({
      now: () => Date.now(),
      onChange: (approval) => ring.push('approval', approval),
      begun: (result) => withKey({ keys }, result),
      capacity: KEPT_APPROVALS,
    }),
    feed: createJournalFeed(os.guard.audit, ring, checked.onError),
    heartbeatMs: checked.heartbeatMs,
    maxStreams: checked.maxStreams,
    stopping: stopping.signal,
    uptime: () => Math.round((performance.now() - began) / 100) / 10,
  };

  const app = createApp({
    endpoints: allEndpoints(services),
    gatekeeper: createGatekeeper(tokens),
    isOpen: tokens.api === null,
    rateLimit:
      checked.rateLimit === false ? null : createRateLimit(checked.rateLimit, () => performance.now()),
    maxBodyBytes: checked.maxBodyBytes,
    onError: checked.onError,
  });
  const listener = createListener(app, checked);

  return {
    app,
    operatorToken: tokens.operator,
    start: async () => listener.listen(),
    async stop() {
      stopping.abort();
      services.approvals.close();
      services.feed.stop();
      await listener.close();
      if (isOwn) await os.close();
    },
  };
}

/** What is open to a network judges by the built-in rules, unless it is told otherwise. */
function openOs(options: Exclude<ServerOptions['os'], AgentOS> = {}): AgentOS {
  const workspaceRoot = options.workspaceRoot ?? process.env['AGENTOS_WORKSPACE'];
  return new AgentOS({
    preRegisteredRules: true,
    ...options,
    ...(workspaceRoot === undefined || workspaceRoot === '' ? {} : { workspaceRoot }),
  });
}
