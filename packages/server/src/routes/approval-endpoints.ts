import { z } from 'zod';
import { endpoint } from '../http/endpoint.js';
import { json } from '../http/reply.js';
import { approvalShape, preExecShape, profileShape, snapshotShape } from './answer-shapes.js';
import { countField, textField } from './input-fields.js';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

/** Longest that a client may keep its question open before it asks again. */
const MAX_WAIT_MS = 60_000;

const params = z.object({ id: textField(128) });

/** Calls that wait for the people of this server. */
export function approvalEndpoints({ approvals, stopping, feed }: Services): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/approvals',
      access: 'agent',
      summary: 'Calls that wait for a person, oldest first, and the last that did',
      query: z.object({ state: z.enum(['pending', 'granted', 'declined', 'unanswered']).optional() }),
      answers: { 200: z.array(approvalShape) },
      handle: ({ query }) =>
        json(approvals.list().filter(({ state }) => query.state === undefined || state === query.state)),
    }),
    endpoint({
      method: 'GET',
      path: '/approvals/{id}',
      access: 'agent',
      summary:
        'What became of a question; to its asker also the call that may run now. Waits for the answer if asked to',
      params,
      query: z.object({ waitMs: countField(MAX_WAIT_MS).default(0) }),
      answers: {
        200: z.object({
          preExec: preExecShape,
          snapshot: snapshotShape.nullable(),
          profile: profileShape,
          approval: approvalShape,
        }),
      },
      refuses: [404],
      async handle({ params: { id }, query: { waitMs }, signal }) {
        await approvals.settled(id, waitMs, AbortSignal.any([signal, stopping]));
        return json({ ...approvals.resultFor(id), approval: approvals.get(id) });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/approvals/{id}',
      access: 'operator',
      summary: 'Answers for a person: the call begins, or ends here',
      params,
      body: z.strictObject({
        verdict: z.enum(['granted', 'declined']),
        reason: textField(2000).optional(),
        by: textField(100).default('operator'),
      }),
      answers: { 200: approvalShape },
      refuses: [404, 409],
      handle({ params: { id }, body }) {
        const approval = approvals.answer(id, body);
        feed.catchUp();
        return json(approval);
      },
    }),
  ];
}
