import { randomUUID } from 'node:crypto';
import { approvalForm, isYes } from './approval-form.js';
import type { AskedCall } from './approval-form.js';
import { hasForms } from './client-user.js';
import { isObject } from './message.js';
import { resultReply } from './replies.js';
import { withOtherMembers } from './tool-request.js';
import type { CallOptions } from '../../agent-os.js';
import type { Language, Receipt } from '@sentinel-agentos/core';
import type { Line } from './message.js';
import type { ProxiedCall } from './proxied-call.js';
import type { ToolRequest } from './tool-request.js';

/**
 * Questions that are answers: since the revision 2026-07-28 of the protocol a call is answered with what must be
 * asked, and the client makes it again with what its user said.
 */
export interface Questions {
  /** What a call brings back, and the line without it. */
  answerTo(request: ToolRequest): Asked;
  /** The answer that asks about a call which was blocked for want of an approval; null where the client can't ask. */
  ask(call: ProxiedCall, brought: Asked, shown: () => AskedCall, receipt: Receipt): string | null;
}

export interface Asked {
  readonly options: Pick<CallOptions, 'approval'>;
  readonly line: Line;
}

interface Open {
  readonly digest: string;
  /** Milliseconds of the monotonic clock. */
  readonly until: number;
  /** What the call had brought along for the server. */
  readonly retry: ToolRequest['retry'];
}

const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const KEY = 'sentinel-approval';
const WAIT_MS = 300_000;
const MOST_OPEN = 1000;

export function createQuestions(language: Language): Questions {
  const open = new Map<string, Open>();

  return {
    answerTo({ retry, line }) {
      const state = typeof retry.state === 'string' ? retry.state : '';
      const asked = open.get(state);
      if (asked === undefined) return { options: {}, line };
      open.delete(state);
      const isOwn = (name: string): boolean => name === 'inputResponses' || name === 'requestState';
      const text = typeof line === 'string' ? line : new TextDecoder().decode(line);
      const answer = isObject(retry.responses) ? retry.responses[KEY] : undefined;
      const isGranted = isYes(answer) && performance.now() <= asked.until;
      return {
        options: {
          approval: isGranted
            ? { verdict: 'granted', digest: asked.digest, by: 'mcp user' }
            : { verdict: 'declined', by: 'mcp user' },
        },
        line: withOtherMembers(text, isOwn, membersOf(asked.retry)),
      };
    },
    ask({ id, request }, brought, shown, receipt) {
      if (receipt.status !== 'unapproved' || !receipt.needsConfirmation) return null;
      const capabilities = isObject(request.meta) ? request.meta[CAPABILITIES] : undefined;
      // Whoever brings an answer was asked.
      if (!hasForms(capabilities) || brought.options.approval !== undefined) return null;
      const { decision } = receipt;
      const state = randomUUID();
      const within = Math.min(decision.approvalWithinMs ?? WAIT_MS, WAIT_MS);
      open.set(state, { digest: decision.digest, until: performance.now() + within, retry: request.retry });
      const [oldest] = open.keys();
      if (open.size > MOST_OPEN && oldest !== undefined) open.delete(oldest);
      const form = approvalForm(shown(), decision, language);
      return resultReply(id, {
        resultType: 'input_required',
        inputRequests: { [KEY]: { method: 'elicitation/create', params: { mode: 'form', ...form } } },
        requestState: state,
      });
    },
  };
}

function membersOf({ state, responses }: ToolRequest['retry']): Readonly<Record<string, unknown>> {
  return {
    ...(responses === undefined ? {} : { inputResponses: responses }),
    ...(state === undefined ? {} : { requestState: state }),
  };
}
