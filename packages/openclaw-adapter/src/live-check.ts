import { memberOf } from './host-config.js';

/** Calls that change nothing, whatever becomes of them: one must be blocked, one must run. */
const BLOCKED = { tool: 'web_fetch', args: { url: 'file:///etc/shadow' } };
const RUNS = { tool: 'sessions_list', args: {} };
/** Both happen in a session of their own, so that nobody's trust suffers. */
const SESSION = 'agent:main:sentinel-check';
const DEFAULT_PORT = 18_789;
const PATIENCE_MS = 15_000;

/**
 * Sends canaries through the gate of the gateway that runs, and compares what became of them with what the guard saw.
 * Gives what is wrong; nothing where blocking works.
 *
 * @param config the host's configuration, which says where the gateway listens.
 * @param environment may hold the token of the gateway, as for the host itself.
 */
export async function liveProblems(
  config: unknown,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<readonly string[]> {
  const ask = gatewayOf(config, environment);
  if (ask === null) return ['the gateway’s token is not in its configuration: set OPENCLAW_GATEWAY_TOKEN'];
  try {
    const before = await countsOf(ask);
    const blocked = await ask('/tools/invoke', { ...BLOCKED, sessionKey: SESSION });
    const ran = await ask('/tools/invoke', { ...RUNS, sessionKey: SESSION });
    const after = await countsOf(ask);
    const { message } = memberOf(blocked.body, 'error');
    const reason = typeof message === 'string' ? message : '';
    return [
      ...(blocked.status === 403 && reason.startsWith('[Sentinel]')
        ? []
        : [`a call that must be blocked was not: ${BLOCKED.tool} gave ${blocked.status} ${reason}`]),
      ...(ran.status === 200 ? [] : [`a call that may run did not: ${RUNS.tool} gave ${ran.status}`]),
      ...(after.blocked > before.blocked ? [] : ['the guard saw no call that it blocked']),
      ...(after.allowed > before.allowed ? [] : ['the guard saw no call that it let through']),
      ...(after.alarms === 0 ? [] : [`${after.alarms} calls ran blocked or unjudged: /sentinel status`]),
    ];
  } catch (error) {
    return [`the gateway does not answer: ${error instanceof Error ? error.message : String(error)}`];
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Ask = (path: string, body?: object) => Promise<Answer>;

/** Asks the gateway on this machine; null where it is unknown how. */
function gatewayOf(config: unknown, environment: NodeJS.ProcessEnv): Ask | null {
  const gateway = memberOf(config, 'gateway');
  const auth = memberOf(gateway, 'auth');
  const secret =
    environment['OPENCLAW_GATEWAY_TOKEN'] ??
    [auth['token'], auth['password']].find((each) => typeof each === 'string');
  if (typeof secret !== 'string') return null;
  const { port } = gateway;
  const origin = `http://127.0.0.1:${typeof port === 'number' ? port : DEFAULT_PORT}`;
  return async (path, body) => {
    const answer = await fetch(origin + path, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : null };
  };
}

async function countsOf(ask: Ask): Promise<Readonly<Record<'blocked' | 'allowed' | 'alarms', number>>> {
  const { status, body } = await ask('/sentinel/status');
  if (status !== 200) throw new Error(`/sentinel/status gave ${status}`);
  const calls = memberOf(body, 'calls');
  const count = (name: string): number => Number(calls[name] ?? 0);
  const alarms = count('bypassed') + count('ranBlocked');
  return { blocked: count('blocked'), allowed: count('allowed'), alarms };
}
