/**
 * A call as the live view shows it. `status` is null while it runs.
 *
 * @typedef {object} LiveCall
 * @property {string} id
 * @property {number} seq number of its first record
 * @property {number} at
 * @property {string} action
 * @property {string} tool
 * @property {number | null} score
 * @property {string} sessionId
 * @property {string} target
 * @property {string | null} status
 */

/** Calls that are kept. */
const KEPT = 500;

/**
 * Puts what the audit and the stream of events say about calls together. What arrives twice is there once.
 *
 * @returns {{ takeEntry: (entry: import('./wire.js').AuditEntry) => void, takeEvent: (event: import('./wire.js').FeedEvent) => boolean, newestFirst: () => readonly LiveCall[] }}
 */
export function createLiveCalls() {
  /** @type {Map<string, LiveCall>} */
  const calls = new Map();

  /** @param {LiveCall} call */
  function put(call) {
    calls.set(call.id, call);
    const oldest = calls.size > KEPT ? calls.keys().next().value : undefined;
    if (oldest !== undefined) calls.delete(oldest);
  }

  return {
    takeEntry: (entry) => {
      if (calls.has(entry.id)) return;
      put({
        id: entry.id,
        seq: entry.seq,
        at: entry.at,
        action: entry.action,
        tool: entry.toolName,
        score: entry.riskScore,
        sessionId: entry.sessionId,
        target: targetOf(entry.params),
        status: entry.status === 'UNFINISHED' ? null : entry.status,
      });
    },
    takeEvent: ({ event, data }) => {
      if (event === 'decision') put(callOf(data, calls.get(String(data['callId']))));
      else if (event === 'outcome') {
        const call = calls.get(String(data['callId']));
        if (call !== undefined) calls.set(call.id, { ...call, status: endOf(data) });
      } else return false;
      return true;
    },
    newestFirst: () => [...calls.values()].sort((a, b) => b.seq - a.seq),
  };
}

/**
 * @param {Readonly<Record<string, unknown>>} data
 * @param {LiveCall | undefined} known
 * @returns {LiveCall}
 */
function callOf(data, known) {
  const decision = /** @type {Readonly<Record<string, unknown>>} */ (data['decision'] ?? {});
  return {
    id: String(data['callId']),
    seq: Number(data['seq']),
    at: Number(data['at']),
    action: String(decision['action']),
    tool: String(data['tool']),
    score: typeof decision['score'] === 'number' ? decision['score'] : null,
    sessionId: String(data['sessionId']),
    target: targetOf(data['params']),
    status: data['isBlocked'] === true ? 'BLOCKED' : (known?.status ?? null),
  };
}

/**
 * How a call ended, in the word that the audit has for it.
 *
 * @param {Readonly<Record<string, unknown>>} outcome
 * @returns {string}
 */
function endOf({ verify, status }) {
  if (typeof verify === 'string') return verify;
  return ['failed', 'timed-out', 'aborted'].includes(String(status)) ? 'FAIL' : 'UNVERIFIED';
}

/** Parameters that say best what a call is about, the best first. */
const TELLING = ['command', 'cmd', 'path', 'file_path', 'file', 'url', 'query', 'to', 'code'];

/**
 * What a call is about, on one line.
 *
 * @param {unknown} params
 * @returns {string}
 */
export function targetOf(params) {
  if (typeof params !== 'object' || params === null) return '';
  const fields = new Map(Object.entries(params));
  const name = TELLING.find((each) => typeof fields.get(each) === 'string');
  const text = name === undefined ? JSON.stringify(params) : String(fields.get(name));
  return text === '{}' ? '' : text.replace(/\s+/g, ' ');
}
