import { z } from 'zod';
import { doneShape, trustShape } from './answer-shapes.js';
import { endpoint } from '../http/endpoint.js';
import { json } from '../http/reply.js';
import { nameField, textField } from './input-fields.js';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

const params = z.object({ id: nameField });
const by = textField(100).default('operator');

/** Sessions: which there are, what they are trusted with, and the switch that stops them. */
export function sessionEndpoints({ os, feed }: Services): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/sessions',
      access: 'agent',
      summary: 'The last sessions, most recently active first, and those that are halted',
      answers: {
        200: z.object({
          sessions: z.array(z.looseObject({ sessionId: z.string() })),
          halted: z.array(z.string()),
        }),
      },
      handle: () => json({ sessions: os.evaluator.profiler.overview(), halted: os.haltedSessions() }),
    }),
    endpoint({
      method: 'GET',
      path: '/trust',
      access: 'agent',
      summary: 'What a session is trusted with, and why',
      query: z.object({ sessionId: nameField.default('http_session') }),
      answers: { 200: trustShape },
      handle: ({ query }) => json(os.trust(query.sessionId)),
    }),
    endpoint({
      method: 'POST',
      path: '/sessions/{id}/halt',
      access: 'operator',
      summary: 'Stops a session until a person resumes it; * stops all',
      params,
      body: z.strictObject({ by, reason: textField(2000).optional() }),
      answers: { 200: doneShape },
      handle({ params: { id }, body: { by, reason } }) {
        os.halt(id, { by, ...(reason === undefined ? {} : { reason }) });
        feed.catchUp();
        return json({ ok: true });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/sessions/{id}/resume',
      access: 'operator',
      summary: 'Lets a halted session go on; * what stopped all',
      params,
      body: z.strictObject({ by }),
      answers: { 200: doneShape },
      refuses: [404],
      handle({ params: { id }, body: { by } }) {
        os.resume(id, { by });
        feed.catchUp();
        return json({ ok: true });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/session/end',
      access: 'agent',
      summary: 'Ends a session: its working memory is cleared and what was learned is kept',
      body: z.object({ sessionId: nameField.default('http_session') }),
      answers: { 200: doneShape },
      isCostly: true,
      handle({ body }) {
        os.endSession(body.sessionId);
        feed.catchUp();
        return json({ ok: true });
      },
    }),
  ];
}
