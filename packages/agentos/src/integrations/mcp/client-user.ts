import { randomUUID } from 'node:crypto';
import { isObject } from './message.js';
import { approvalForm, isYes } from './approval-form.js';
import type { Approval, Approver, Language } from '@sentinel-agentos/core';
import type { Response } from './message.js';

/** The person behind a client that can ask them in the middle of a call (revisions of the protocol before 2026). */
export interface ClientUser {
  /** Takes note of what the client can do, as it says when it connects. */
  meet(params: unknown): void;
  /** Undefined where the client can't ask. */
  readonly approver: Approver | undefined;
  /** Whether a message answers a question of the proxy's own: nobody else may see it. */
  takes(response: Response): boolean;
}

/** Asks by elicitation: `elicitation/create` with a form of one choice. */
export function createClientUser(write: (line: string) => Promise<void>, language: Language): ClientUser {
  const waiting = new Map<string, (response: Response) => void>();
  let canAsk = false;

  const approver: Approver = {
    async approve({ call, decision }, signal): Promise<Approval> {
      // The server must not be able to guess it: it could ask under the same id.
      const id = JSON.stringify(`sentinel-${randomUUID()}`);
      const answer = new Promise<Response>((resolve, reject) => {
        waiting.set(id, resolve);
        signal.addEventListener('abort', () => reject(new Error('nobody waits any more')), { once: true });
      });
      const params = JSON.stringify(approvalForm(call, decision, language));
      await write(`{"jsonrpc":"2.0","id":${id},"method":"elicitation/create","params":${params}}`);
      try {
        const { value } = await answer;
        if (isYes(value.result)) return { verdict: 'granted', digest: decision.digest, by: 'mcp user' };
        const action = isObject(value.result) ? value.result['action'] : undefined;
        if (action === 'decline' || action === 'accept') return { verdict: 'declined', by: 'mcp user' };
        throw new Error('the question was not answered');
      } finally {
        waiting.delete(id);
        if (signal.aborted) {
          const cancelled = `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":${id}}}`;
          await write(cancelled);
        }
      }
    },
  };

  return {
    meet(params) {
      canAsk = isObject(params) && hasForms(params['capabilities']);
    },
    get approver() {
      return canAsk ? approver : undefined;
    },
    takes(response) {
      const asked = waiting.get(response.id?.key ?? '');
      asked?.(response);
      return asked !== undefined || response.id?.key.startsWith('"sentinel-') === true;
    },
  };
}

/** Whether capabilities of a client say that it shows forms; one that names no kind shows these. */
export function hasForms(capabilities: unknown): boolean {
  const elicitation = isObject(capabilities) ? capabilities['elicitation'] : undefined;
  if (!isObject(elicitation)) return false;
  return isObject(elicitation['form']) || !isObject(elicitation['url']);
}
