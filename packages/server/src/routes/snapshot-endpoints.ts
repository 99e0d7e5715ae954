import { z } from 'zod';
import { countField, nameField, textField } from './input-fields.js';
import { endpoint } from '../http/endpoint.js';
import { json } from '../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

const params = z.object({ id: textField(256) });

/** What calls changed, and how it is taken back. */
export function snapshotEndpoints({ os, feed }: Services): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/snapshots',
      access: 'agent',
      summary: 'Snapshots of calls and of undos, newest first',
      query: z.object({ sessionId: nameField.optional(), limit: countField(1000).default(100) }),
      answers: { 200: z.array(z.looseObject({ id: z.string(), status: z.string() })) },
      isCostly: true,
      handle: ({ query: { sessionId, limit } }) =>
        json(os.snapshots({ limit, ...(sessionId === undefined ? {} : { sessionId }) })),
    }),
    endpoint({
      method: 'GET',
      path: '/snapshots/{id}/diff',
      access: 'agent',
      summary: 'Paths that are not as they were before a call, and whose doing that is',
      params,
      answers: { 200: z.array(z.looseObject({ path: z.string(), change: z.string(), by: z.string() })) },
      refuses: [404],
      isCostly: true,
      handle: ({ params: { id } }) => json(os.diff(id)),
    }),
    endpoint({
      method: 'POST',
      path: '/snapshots/{id}/undo',
      access: 'operator',
      summary: 'Puts the files of a call back; what somebody else changed meanwhile is kept',
      params,
      answers: {
        200: z.looseObject({
          status: z.string(),
          undoId: z.string().nullable(),
          paths: z.array(z.unknown()),
        }),
      },
      refuses: [404],
      isCostly: true,
      handle({ params: { id } }) {
        const report = os.undo(id);
        feed.catchUp();
        return json(report);
      },
    }),
  ];
}
