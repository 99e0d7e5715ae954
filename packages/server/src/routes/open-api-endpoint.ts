import { z } from 'zod';
import { describeApi } from '../open-api.js';
import { endpoint } from '../http/endpoint.js';
import { json } from '../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';

/** The documentation of the others, and of itself. */
export function openApiEndpoint(others: readonly Endpoint[]): Endpoint {
  let document: object | null = null;
  const own: Endpoint = endpoint({
    method: 'GET',
    path: '/openapi.json',
    access: 'agent',
    summary: 'This description, in OpenAPI 3.1',
    answers: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
    handle() {
      document ??= describeApi([...others, own]);
      return json(document);
    },
  });
  return own;
}
