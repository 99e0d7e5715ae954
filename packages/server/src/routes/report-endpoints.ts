import { PROMETHEUS_CONTENT_TYPE } from 'sentinel-agentos';
import { z } from 'zod';
import { endpoint } from '../http/endpoint.js';
import { json, text } from '../http/reply.js';
import { nameField, numberField } from './input-fields.js';
import type { Endpoint } from '../http/endpoint.js';
import type { ReportQuery } from 'sentinel-agentos';
import type { Services } from '../services.js';

/** The state of things, for people, programs and monitors. */
export function reportEndpoints({ os }: Services): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/pipeline/report',
      access: 'agent',
      summary: 'The status as text; with format=json as data',
      query: z.object({ format: z.enum(['text', 'json']).default('text'), sessionId: nameField.optional() }),
      answers: { 200: z.union([z.object({ report: z.string() }), z.looseObject({ profile: z.unknown() })]) },
      isCostly: true,
      handle: ({ query: { format, sessionId } }) =>
        json(format === 'json' ? os.fullStatus() : { report: os.statusReport(sessionId) }),
    }),
    endpoint({
      method: 'GET',
      path: '/report',
      access: 'agent',
      summary: 'What a report over time says, as data',
      query: z.object({ sessionId: nameField, since: numberField }).partial(),
      answers: { 200: z.looseObject({ generatedAt: z.number() }) },
      isCostly: true,
      handle: ({ query }) => json(os.report(query as ReportQuery)),
    }),
    endpoint({
      method: 'GET',
      path: '/metrics',
      access: 'agent',
      summary: 'The same numbers for Prometheus',
      answers: { 200: { mediaType: PROMETHEUS_CONTENT_TYPE } },
      isCostly: true,
      handle: () => text(os.metrics(), PROMETHEUS_CONTENT_TYPE),
    }),
  ];
}
