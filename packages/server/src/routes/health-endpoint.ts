import { z } from 'zod';
import { endpoint } from '../http/endpoint.js';
import { json } from '../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

export function healthEndpoint({ uptime }: Pick<Services, 'uptime'>): Endpoint {
  return endpoint({
    method: 'GET',
    path: '/health',
    access: 'public',
    summary: 'Whether the server answers, and for how many seconds it has',
    answers: { 200: z.strictObject({ ok: z.literal(true), uptime: z.number() }) },
    handle: () => json({ ok: true, uptime: uptime() }),
  });
}
