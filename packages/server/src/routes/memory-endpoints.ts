import { z } from 'zod';
import { countField, nameField, textField } from './input-fields.js';
import { doneShape } from './answer-shapes.js';
import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/http-error.js';
import { json } from '../http/reply.js';
import type { Caller } from '../auth/caller.js';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

/** Names under which every object of JavaScript has something already. */
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype'];

const said = textField(8192);
const source = textField(512).optional();
const eventList = z.array(z.looseObject({ id: z.string(), text: z.string() }));

type JsonValue = Parameters<Services['os']['memory']['semantic']['setPreference']>[1];

/** What is remembered: taking it in, and looking at it. */
export function memoryEndpoints(services: Services): readonly Endpoint[] {
  return [...rememberEndpoints(services), ...recallEndpoints(services), ...forgetEndpoints(services)];
}

/** What an agent says is not the owner's word, whatever the endpoint is called. */
function trustOf({ role }: Caller): { readonly trust?: 'agent' } {
  return role === 'operator' ? {} : { trust: 'agent' };
}

function rememberEndpoints({ os }: Services): readonly Endpoint[] {
  const { semantic } = os.memory;
  return [
    endpoint({
      method: 'POST',
      path: '/memory/preference',
      access: 'agent',
      summary: 'Remembers a preference of the user; given by an agent it is not the word of the user',
      body: z.object({
        key: textField(256).refine((key) => !PROTOTYPE_KEYS.includes(key), 'must not name a prototype'),
        value: z.json(),
      }),
      answers: { 200: doneShape },
      handle({ body: { key, value }, caller }) {
        semantic.setPreference(key, value as JsonValue, trustOf(caller));
        return json({ ok: true });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/memory/fact',
      access: 'agent',
      summary: 'Remembers something that is so',
      body: z.object({ fact: said, source }),
      answers: { 200: doneShape },
      handle({ body: { fact, source: from }, caller }) {
        semantic.addFact(fact, { ...trustOf(caller), ...(from === undefined ? {} : { source: from }) });
        return json({ ok: true });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/memory/rule',
      access: 'agent',
      summary: 'Learns how to work; learned again, it is surer',
      body: z.object({ rule: said, source }),
      answers: { 200: z.object({ ok: z.literal(true), confidence: z.number() }) },
      handle({ body: { rule, source: from }, caller }) {
        const { confidence } = semantic.learnRule(rule, from, trustOf(caller));
        return json({ ok: true, confidence });
      },
    }),
  ];
}

function recallEndpoints({ os }: Services): readonly Endpoint[] {
  const { memory } = os;
  return [
    endpoint({
      method: 'GET',
      path: '/memory/context',
      access: 'agent',
      summary: 'What an agent should know at the start of a session, as text for its prompt',
      answers: { 200: z.object({ context: z.string() }) },
      handle: () => json({ context: os.injectContext() }),
    }),
    endpoint({
      method: 'GET',
      path: '/memory/search',
      access: 'agent',
      summary: 'Events that answer a question, best first',
      query: z.object({
        q: textField(2000),
        sessionId: nameField.optional(),
        limit: countField(100).default(20),
      }),
      answers: { 200: z.array(z.looseObject({ score: z.number() })) },
      isCostly: true,
      handle: ({ query: { q, ...filter } }) => json(memory.episodic.search(q, given(filter))),
    }),
    endpoint({
      method: 'GET',
      path: '/memory/events',
      access: 'agent',
      summary: 'The last events, newest first',
      query: z.object({ sessionId: nameField.optional(), limit: countField(1000).default(100) }),
      answers: { 200: eventList },
      handle: ({ query }) => json(memory.episodic.recent(given(query))),
    }),
    endpoint({
      method: 'GET',
      path: '/memory/items',
      access: 'agent',
      summary: 'Preferences, facts, rules, terms and projects, with what they replaced',
      answers: { 200: z.array(z.looseObject({ id: z.string(), kind: z.string() })) },
      handle: () => json(memory.semantic.items()),
    }),
    endpoint({
      method: 'GET',
      path: '/memory/working',
      access: 'agent',
      summary: 'What a live session is about',
      query: z.object({ sessionId: nameField.default('http_session') }),
      answers: {
        200: z.object({
          task: z.string().nullable(),
          messages: z.array(z.looseObject({ role: z.string() })),
          openFiles: z.array(z.string()),
        }),
      },
      handle: ({ query: { sessionId } }) =>
        json({
          task: memory.working.task(sessionId) ?? null,
          messages: memory.working.messages(sessionId),
          openFiles: memory.working.openFiles(sessionId),
        }),
    }),
    endpoint({
      method: 'GET',
      path: '/memory/stats',
      access: 'agent',
      summary: 'How full the memory is',
      answers: { 200: z.looseObject({ working: z.unknown(), episodic: z.unknown(), semantic: z.unknown() }) },
      handle: () => json(memory.stats()),
    }),
  ];
}

function forgetEndpoints({ os }: Services): readonly Endpoint[] {
  const { memory } = os;
  const target = textField(512);
  return [
    endpoint({
      method: 'GET',
      path: '/memory/quarantine',
      access: 'agent',
      summary: 'What is kept apart until the owner releases or forgets it',
      answers: { 200: eventList },
      handle: () => json(memory.quarantined()),
    }),
    endpoint({
      method: 'POST',
      path: '/memory/release',
      access: 'operator',
      summary: 'The owner answers for something in quarantine from now on',
      body: z.strictObject({ id: target }),
      answers: { 200: doneShape },
      refuses: [404],
      handle({ body: { id } }) {
        if (memory.release(id)) return json({ ok: true });
        throw new HttpError(404, 'Nothing with this id is in quarantine', { code: 'NOT_FOUND' });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/memory/forget',
      access: 'operator',
      summary: 'Forgets one item or event, everything of a source, or everything of a session',
      body: z.union([
        z.strictObject({ id: target }),
        z.strictObject({ source: target }),
        z.strictObject({ session: target }),
      ]),
      answers: { 200: z.object({ events: z.number(), items: z.number() }) },
      handle: ({ body }) => json(memory.forget(body)),
    }),
  ];
}

/** Without what was not given. */
function given<T extends object>(options: T): { readonly [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { readonly [K in keyof T]: Exclude<T[K], undefined> };
}
