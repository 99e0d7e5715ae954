import { z } from 'zod';
import { endpoint } from '../http/endpoint.js';
import { json } from '../http/reply.js';
import { nameField, textField, timeField } from './input-fields.js';
import { pipelineShape, preExecShape, profileShape } from './answer-shapes.js';
import type { CompleteExecutionInput, ExecutePipelineInput, PipelineResult } from 'sentinel-agentos';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

/** What a client that names none works in, and as. */
const SESSION = 'http_session';
const AGENT = 'http_agent';

const sessionId = nameField.default(SESSION);
const agentId = nameField.default(AGENT);
const toolName = textField(256);

const preBody = z.object({
  toolName,
  sessionId,
  agentId,
  parameters: z.record(z.string(), z.unknown()).default({}),
  affectedFiles: z.array(textField(4096)).max(10_000).default([]),
  approval: z.enum(['host', 'server']).default('host'),
});

const postBody = z.object({
  toolName,
  sessionId,
  agentId,
  toolParameters: z.record(z.string(), z.unknown()).optional(),
  toolResult: z.unknown().optional(),
  toolError: z.unknown().optional(),
  snapshot: z.looseObject({ id: z.string().max(256), key: z.string().max(256).optional() }).nullish(),
  startTime: timeField.optional(),
  endTime: timeField.optional(),
  retryCount: z.number().int().min(0).max(1_000_000).optional(),
  wasSelfCorrected: z.boolean().optional(),
  hadTimeout: z.boolean().optional(),
  userAccepted: z.boolean().optional(),
  userProvidedEdit: z.boolean().optional(),
  resultWasUsed: z.boolean().optional(),
});

const waitingShape = z.object({
  preExec: preExecShape,
  snapshot: z.null(),
  approval: z.object({ id: z.string(), withinMs: z.number(), digest: z.string() }),
});

/** The two halves of a call that a client runs itself. */
export function pipelineEndpoints(services: Services): readonly Endpoint[] {
  return [beginEndpoint(services), completeEndpoint(services), profileEndpoint(services)];
}

/** Gives whoever began a call the key to complete it with. */
export function withKey({ keys }: Pick<Services, 'keys'>, result: PipelineResult): PipelineResult {
  const { snapshot } = result;
  if (snapshot === null) return result;
  const keyed: typeof snapshot & { readonly key: string } = { ...snapshot, key: keys.issue(snapshot.id) };
  return { ...result, snapshot: keyed };
}

function beginEndpoint(services: Services): Endpoint {
  const { os, approvals, alwaysAsks, feed } = services;
  return endpoint({
    method: 'POST',
    path: '/pipeline/pre',
    access: 'agent',
    summary: 'Judges a call before it runs, records the intent and remembers its targets',
    body: preBody,
    answers: { 200: pipelineShape, 202: waitingShape },
    refuses: [503],
    async handle({ body: { approval: asks, ...input } }) {
      if (asks === 'host' && !alwaysAsks) {
        // What clients begin at the same time becomes durable together.
        const result = withKey(services, await os.executePipelineAsync(input satisfies ExecutePipelineInput));
        feed.catchUp();
        return json(result);
      }
      const result = os.askPipeline(input);
      feed.catchUp();
      if (!('question' in result)) return json(withKey(services, result));
      const { handle, approval } = approvals.ask(result);
      const { withinMs } = result.question;
      const waiting = { id: handle, withinMs, digest: approval.digest };
      return json({ preExec: result.preExec, snapshot: null, approval: waiting }, 202);
    },
  });
}

function completeEndpoint({ os, keys, feed }: Services): Endpoint {
  return endpoint({
    method: 'POST',
    path: '/pipeline/post',
    access: 'agent',
    summary:
      'Verifies, assesses and records a call after it ran; without a snapshot as one that nobody announced',
    body: postBody,
    answers: {
      200: z.object({
        runtime: z.object({ score: z.number().nullable(), durationMs: z.number() }),
        postExec: z.looseObject({
          outcomeScore: z.number().nullable(),
          verifyPassed: z.boolean(),
          verifyStatus: z.enum(['PASS', 'WARN', 'FAIL']),
        }),
        auditEntry: z.looseObject({ id: z.string(), toolName: z.string() }),
        profile: profileShape,
      }),
    },
    refuses: [403],
    async handle({ body: { snapshot, ...given } }) {
      const id = snapshot?.id ?? '';
      const taken = keys.take(id, snapshot?.key);
      // An id without its key names nothing: a call that somebody else has open stays open.
      const input = { ...given, snapshot: taken === null ? null : { id } } as CompleteExecutionInput;
      try {
        return json(await os.completeExecutionAsync(input));
      } catch (error) {
        taken?.giveBack();
        throw error;
      } finally {
        feed.catchUp();
      }
    },
  });
}

function profileEndpoint({ os }: Services): Endpoint {
  return endpoint({
    method: 'GET',
    path: '/pipeline/profile',
    access: 'agent',
    summary: 'The quality of the agent, in one session or in all',
    query: z.object({ sessionId: nameField.optional() }),
    answers: { 200: profileShape },
    handle: ({ query }) => json(os.getProfile(query.sessionId)),
  });
}
