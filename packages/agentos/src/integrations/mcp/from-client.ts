import { errorReply } from './replies.js';
import { idIn, isObject } from './message.js';
import { memberText } from './json-text.js';
import { readToolRequest, runsTool } from './tool-request.js';
import { startToolCall } from './tool-calls.js';
import type { Connection } from './connection.js';
import type { Message, Notification, Request } from './message.js';
import type { Reply } from './batch.js';

const MOST_IN_FLIGHT = 10_000;
const MOST_CALLS = 1000;

/** What is done with what a client says. Requests that have a tool run are judged; the rest is passed on. */
export function createClientReader(
  connection: Connection,
): (message: Message, reply: Reply) => Promise<void> {
  const { inFlight, running, toServer, user, tell } = connection;
  let agentId: string | undefined;

  async function onRequest(request: Request, reply: Reply): Promise<void> {
    const { id, method, params } = request;
    const refuse = async (code: number, why: string): Promise<void> => reply(errorReply(id, code, why));
    if (inFlight.has(id.key)) return refuse(-32600, 'another request has this id');
    if (inFlight.size >= MOST_IN_FLIGHT) return refuse(-32000, 'too many requests at once');
    if (runsTool(method)) return onCall(request, reply);
    if (method === 'initialize') {
      user.meet(params);
      agentId = nameOf(params, 'clientInfo');
    }
    inFlight.set(id.key, { method, reply, call: null });
    await toServer.write(request.line);
  }

  /** Returns when the call is on its way: others must not wait for it. */
  async function onCall(request: Request, reply: Reply): Promise<void> {
    const { id, method } = request;
    const tool = readToolRequest(request);
    if (tool === null) return reply(errorReply(id, -32602, 'params.name must name a tool'));
    if (running.size >= MOST_CALLS) return reply(errorReply(id, -32000, 'too many calls at once'));
    const { sessionId } = connection;
    const { approver } = user;
    // A client says once who it is or, since the revision 2026-07-28, with every request.
    const caller = nameOf(tool.meta, 'io.modelcontextprotocol/clientInfo') ?? agentId;
    const call = startToolCall(connection, {
      id,
      request: tool,
      reply,
      options: {
        ...(approver === undefined ? {} : { approver }),
        ...(sessionId === undefined ? {} : { sessionId }),
        ...(caller === undefined ? {} : { agentId: caller }),
      },
    });
    const entry = { method, reply, call };
    inFlight.set(id.key, entry);
    const done = call.done.finally(() => {
      running.delete(done);
      if (inFlight.get(id.key) === entry) inFlight.delete(id.key);
    });
    running.add(done);
  }

  async function onNotification({ method, line, text }: Notification): Promise<void> {
    if (runsTool(method)) {
      tell({ kind: 'refused', from: 'client', why: 'a call without an id' });
      return;
    }
    if (method === 'notifications/cancelled') {
      const key = idIn(memberText(text, 'params')?.text ?? '{}', 'requestId')?.key ?? '';
      const cancelled = inFlight.get(key);
      inFlight.delete(key);
      cancelled?.call?.cancel();
      await cancelled?.reply(null);
      if (cancelled?.call?.isForwarded() === false) return;
    }
    await toServer.write(line);
  }

  return async (message, reply) => {
    switch (message.kind) {
      case 'request':
        return onRequest(message, reply);
      case 'notification':
        return onNotification(message);
      case 'response':
        if (!user.takes(message)) await toServer.write(message.line);
        return;
      case 'unreadable':
        tell({ kind: 'refused', from: 'client', why: message.why });
        return reply(errorReply(message.id, message.code, message.why));
    }
  };
}

const LONGEST_NAME = 100;

/** What a client calls itself: whose calls these are, in the journal. */
function nameOf(value: unknown, member: string): string | undefined {
  const client = isObject(value) ? value[member] : undefined;
  const name = isObject(client) ? client['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name.slice(0, LONGEST_NAME) : undefined;
}
