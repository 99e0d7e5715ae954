import { Hono } from 'hono';
import type { Context } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { asHttpError } from './http/error-answer.js';
import { checkInput } from './http/check-input.js';
import { createTurnstile } from './limits/turnstile.js';
import { HttpError } from './http/http-error.js';
import { isJsonType, readBody } from './http/read-body.js';
import { isNeeded } from './open-api.js';
import { readJson } from './http/read-json.js';
import { serveDashboard } from './dashboard.js';
import { refuseStrangers } from './auth/refuse-strangers.js';
import { SECURITY_HEADERS } from './http/security-headers.js';
import type { Caller } from './auth/caller.js';
import type { Endpoint, Request } from './http/endpoint.js';
import type { Gatekeeper } from './auth/authorise.js';
import type { RateLimit } from './limits/rate-limit.js';
import type { Reply } from './http/reply.js';

/** The application: what a server answers with, also without listening anywhere. */
export type App = Hono<{ Bindings: Partial<HttpBindings> }>;

type AppContext = Context<{ Bindings: Partial<HttpBindings> }>;

/** What stands between a request and the endpoints. */
export interface AppOptions {
  readonly endpoints: readonly Endpoint[];
  readonly gatekeeper: Gatekeeper;
  /** Whether requests without a token are served: then only those of this machine's own programs and pages. */
  readonly isOpen: boolean;
  readonly rateLimit: RateLimit | null;
  readonly maxBodyBytes: number;
  readonly onError: (error: unknown) => void;
}

/** What a wrong token costs, in requests: guessing is slow. */
const PRICE_OF_A_GUESS = 20;

/** Most clients that wait for one costly endpoint at once. */
const MAX_WAITING = 4;

/** Puts rate limit, origin check, authentication, input check and error answers around the endpoints. */
export function createApp(options: AppOptions): App {
  const { endpoints, gatekeeper, isOpen, rateLimit, maxBodyBytes, onError } = options;
  const app: App = new Hono();

  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.header(name, value);
    // People must get through to stop an agent that asks without end, from the same machine too.
    if (!gatekeeper.isOperator(context.req.header('authorization'))) rateLimit?.take(addressOf(context));
    if (isOpen) {
      const { req } = context;
      const [host, origin, fetchSite] = [
        req.header('host'),
        req.header('origin'),
        req.header('sec-fetch-site'),
      ];
      refuseStrangers({ host, origin, fetchSite });
    }
    await next();
  });

  const admit = (context: AppContext, access: Endpoint['access']): Caller => {
    try {
      return gatekeeper.admit(access, context.req.header('authorization'));
    } catch (error) {
      rateLimit?.charge(addressOf(context), PRICE_OF_A_GUESS);
      throw error;
    }
  };

  for (const each of endpoints) {
    const { isCostly } = each;
    const turnstile = createTurnstile(MAX_WAITING);
    const needsBody = each.body !== null && isNeeded(each.body);
    app.on(each.method, honoPath(each.path), async (context) => {
      const caller = admit(context, each.access);
      const request = await readRequest(context, each, needsBody, maxBodyBytes, caller);
      const waits = typeof isCostly === 'boolean' ? isCostly : isCostly(request);
      const reply = waits ? await turnstile.pass(() => each.handle(request)) : await each.handle(request);
      return send(context, reply);
    });
  }

  serveDashboard(app);

  app.notFound((context) => {
    admit(context, 'agent');
    const allowed = methodsOf(endpoints, context.req.path);
    if (allowed.length === 0) throw new HttpError(404, 'There is no such endpoint', { code: 'NOT_FOUND' });
    throw new HttpError(405, `Use ${allowed.join(' or ')}`, { headers: { allow: allowed.join(', ') } });
  });

  app.onError((error, context) => {
    const { status, message, details } = asHttpError(error);
    if (status === 500) onError(error);
    const { code, headers = {} } = details;
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    return context.json({ error: message, ...(code === undefined ? {} : { code }) }, status);
  });

  return app;
}

async function readRequest(
  context: AppContext,
  { params, query, body }: Endpoint,
  needsBody: boolean,
  maxBodyBytes: number,
  caller: Caller,
): Promise<Request<unknown, unknown, unknown>> {
  const { req } = context;
  return {
    params: params === null ? null : checkInput(params, req.param()),
    query: query === null ? null : checkInput(query, queryOf(req.url)),
    body: body === null ? null : checkInput(body, await jsonOf(context, needsBody, maxBodyBytes)),
    caller,
    get signal() {
      return req.raw.signal;
    },
    header: (name) => req.header(name),
  };
}

/** A field that is given twice would mean one thing here and another to whoever looks on. */
function queryOf(url: string): Readonly<Record<string, string>> {
  const fields = [...new URL(url).searchParams];
  const names = new Set(fields.map(([name]) => name));
  if (names.size < fields.length) throw new HttpError(400, 'A field of the query is given twice');
  return Object.fromEntries(fields);
}

async function jsonOf({ req }: AppContext, needsBody: boolean, maxBodyBytes: number): Promise<unknown> {
  const type = req.header('content-type');
  if (type === undefined && !needsBody) {
    const bytes = await readBody(req.raw, maxBodyBytes);
    if (bytes.length === 0) return {};
  }
  if (!isJsonType(type)) {
    throw new HttpError(415, 'The body must be application/json in UTF-8', {
      headers: { 'accept-post': 'application/json' },
    });
  }
  return readJson(await readBody(req.raw, maxBodyBytes));
}

function send(context: AppContext, reply: Reply): Response {
  switch (reply.kind) {
    case 'json':
      return context.json(reply.body as object, reply.status);
    case 'text':
      return context.body(reply.body, 200, { 'content-type': reply.mediaType });
    case 'stream':
      return context.body(reply.body, 200, { 'content-type': reply.mediaType, 'x-accel-buffering': 'no' });
  }
}

function addressOf({ env }: AppContext): string {
  return env?.incoming?.socket.remoteAddress ?? 'in-process';
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function methodsOf(endpoints: readonly Endpoint[], path: string): readonly string[] {
  const isAt = (each: Endpoint): boolean =>
    new RegExp(`^${each.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return endpoints.filter(isAt).map(({ method }) => method);
}
