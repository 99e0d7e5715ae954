import { createListReader } from './tool-list.js';
import { errorReply } from './replies.js';
import { maskedAnswer } from './masked-answer.js';
import { toolName } from './tool-calls.js';
import type { Connection, InFlight } from './connection.js';
import type { Message, Response } from './message.js';

/** What is done with what a server says. Answers to calls complete them; the rest is passed on. */
export function createServerReader(connection: Connection): (message: Message) => Promise<void> {
  const { os, server, inFlight, toClient, tell } = connection;
  const readList = createListReader(connection.pins, connection.language);

  async function onResponse(response: Response): Promise<void> {
    if (response.id === null) return toClient.write(response.line);
    const { key } = response.id;
    const asked = inFlight.get(key);
    if (asked === undefined) {
      tell({ kind: 'refused', from: 'server', why: 'an answer to a request that is not open' });
      return;
    }
    inFlight.delete(key);
    if (asked.call !== null) {
      asked.call.answer(response);
      return;
    }
    await asked.reply(shown(response, asked));
  }

  /** The answer as the client gets it. What cannot be looked through is not shown. */
  function shown(response: Response, { method }: InFlight): Response['line'] {
    const { text, line, id } = response;
    try {
      const other = isOfTask(method)
        ? maskedAnswer(os, response).text
        : method === 'tools/list'
          ? listed(response)
          : text;
      return other === text ? line : other;
    } catch (error) {
      return errorReply(id, -32603, `Sentinel could not look through the answer: ${String(error)}`);
    }
  }

  function listed(response: Response): string {
    const { text, news, injected } = readList(response);
    for (const { change, name } of news) tell({ kind: change, tool: toolName(server, name) });
    if (injected.length > 0) tell({ kind: 'withheld', rules: injected });
    return text;
  }

  return async (message) => {
    switch (message.kind) {
      case 'response':
        return onResponse(message);
      case 'request':
      case 'notification':
        return toClient.write(message.line);
      case 'unreadable':
        tell({ kind: 'refused', from: 'server', why: message.why });
    }
  };
}

/** The result of a call that runs as a task comes in the answer to a later request. */
function isOfTask(method: string): boolean {
  return method.startsWith('tasks/');
}
