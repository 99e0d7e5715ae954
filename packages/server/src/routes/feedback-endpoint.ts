import { z } from 'zod';
import { doneShape } from './answer-shapes.js';
import { endpoint } from '../http/endpoint.js';
import { json } from '../http/reply.js';
import { nameField } from './input-fields.js';
import { operatorOnly } from '../auth/authorise.js';
import type { Endpoint } from '../http/endpoint.js';
import type { FeedbackSignal } from 'sentinel-agentos';
import type { Services } from '../services.js';

const SIGNALS = [
  'user_deleted_code',
  'user_provided_correction',
  'user_interrupted',
  'user_modified_output',
  'user_ignored_result',
  'user_repeated_instruction',
  'user_silence_then_praise',
  'user_immediate_continue',
  'agent_self_corrected',
  'user_explicit_approval',
  'user_used_result',
  'user_shared_output',
] as const satisfies readonly FeedbackSignal[];

/** What only a user can say. A host sees the others for itself. */
const PRAISE: readonly FeedbackSignal[] = [
  'user_explicit_approval',
  'user_shared_output',
  'user_silence_then_praise',
];

/** What a user's behaviour says about the agent. */
export function feedbackEndpoint({ os, feed }: Services): Endpoint {
  return endpoint({
    method: 'POST',
    path: '/feedback',
    access: 'agent',
    summary: "Records what a user's behaviour says about the agent; praise only by the people's token",
    body: z.object({ signal: z.enum(SIGNALS), sessionId: nameField.default('http_session') }),
    answers: { 200: doneShape },
    refuses: [403],
    handle({ body: { signal, sessionId }, caller }) {
      if (caller.role !== 'operator' && PRAISE.includes(signal)) throw operatorOnly(`The signal ${signal}`);
      os.recordFeedback(signal, sessionId);
      feed.catchUp();
      return json({ ok: true });
    },
  });
}
