import { request as send } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { decideTarget } from './decide-target.js';
import type { Target } from './decide-target.js';
import type { EgressContext } from './egress-context.js';
import type { RefuseReason } from './egress-reason.js';
import { readAuthority } from './host-name.js';
import { refusalText } from './refusal-text.js';
import { forwardedFields, headersOf } from './request-headers.js';
import type { MessageHeaders } from './request-headers.js';
import { uploadMeter } from './upload-meter.js';

const HTTP = 80;
const MAX_TARGET = 8192;
const MAX_RESPONSE_HEAD = 65_536;

type Read =
  | {
      readonly allowed: true;
      readonly target: Target;
      readonly path: string;
      readonly headers: MessageHeaders;
    }
  | { readonly allowed: false; readonly reason: RefuseReason };

interface Shown {
  readonly host: string;
  readonly port: number;
}

/** Host, port and path of `http://host:port/path`; of `/path` where the connection is for one host. */
function readUrl(url: string, pinned: Target | undefined) {
  if (url.length > MAX_TARGET || !/^[\x21-\x7e]+$/.test(url) || url.includes('#')) return undefined;
  if (pinned !== undefined && url.startsWith('/')) {
    return {
      authority: { host: { kind: 'name', name: pinned.host }, port: pinned.port },
      asked: pinned.host,
      path: url,
    } as const;
  }
  const [whole, asked = '', rest = ''] = /^http:\/\/([^/?#@\\]+)([/?].*)?$/i.exec(url) ?? [];
  if (whole === undefined) return undefined;
  const authority = readAuthority(asked);
  return {
    authority,
    asked: asked.replace(/:\d*$/, ''),
    path: rest.startsWith('/') ? rest : `/${rest}`,
  } as const;
}

function read(
  request: IncomingMessage,
  { policy }: EgressContext,
  pinned: Target | undefined,
): Read & { shown: Shown } {
  const url = readUrl(request.url ?? '', pinned);
  if (url === undefined) return { shown: { host: '', port: 0 }, allowed: false, reason: 'malformed' };
  const port = url.authority.port ?? HTTP;
  const shown = { host: url.asked, port };
  const target = decideTarget(policy, url.authority.host, port);
  if (!target.allowed) return { shown, ...target };
  const headers = headersOf(request);
  if (headers?.host === undefined) return { shown, allowed: false, reason: 'malformed' };
  const beside = readAuthority(headers.host);
  const same =
    beside.host.kind === 'name' && beside.host.name === target.host && (beside.port ?? HTTP) === port;
  const switched = pinned !== undefined && (pinned.host !== target.host || pinned.port !== port);
  if (!same || switched) {
    return {
      shown: { host: headers.host.replace(/:\d*$/, ''), port },
      allowed: false,
      reason: 'other-host',
    };
  }
  return { shown, allowed: true, target, path: url.path, headers };
}

function refuse(response: ServerResponse, reason: RefuseReason): void {
  if (response.headersSent) return void response.destroy();
  const body = refusalText(reason);
  response.writeHead(403, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'X-Sentinel-Egress': reason,
    Connection: 'close',
  });
  response.end(body);
}

function framing(headers: MessageHeaders): readonly string[] {
  return headers.framing === 'chunked' ? ['Transfer-Encoding', 'chunked'] : [];
}

function weight(request: IncomingMessage): number {
  return request.rawHeaders.reduce((sum, text) => sum + text.length, (request.url ?? '').length);
}

/**
 * Answers one plain request of a client, each on its own: the next on the same connection may name another host, and
 * is judged anew. What goes out is written anew from what was understood, over a connection of its own, so that no
 * two readers can see different requests in it. With `pinned`, only that host is asked, whatever the request says.
 */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: EgressContext,
  pinned?: Target,
): Promise<void> {
  const { log, budget, limits } = context;
  const { shown, ...decision } = read(request, context, pinned);
  const stop = (reason: RefuseReason): void => {
    log.refused(shown, reason);
    refuse(response, reason);
  };
  if (!decision.allowed) return stop(decision.reason);
  if (!budget.take(weight(request))) return stop('upload-limit');
  const dialled = await context.dial(decision.target);
  if (!dialled.reached) return stop(dialled.reason);
  const { socket: upstream } = dialled;
  if (response.destroyed) return void upstream.destroy();
  upstream.setTimeout(limits.idleMs, () => upstream.destroy());
  response.on('close', () => upstream.destroy());
  log.allowed(shown, decision.target.reason, upstream);

  const { host, port } = decision.target;
  const outgoing = send({
    createConnection: () => upstream,
    method: request.method,
    path: decision.path,
    setHost: false,
    insecureHTTPParser: false,
    maxHeaderSize: MAX_RESPONSE_HEAD,
    headers: [
      'Host',
      port === HTTP ? host : `${host}:${port}`,
      ...decision.headers.fields,
      ...framing(decision.headers),
      'Connection',
      'close',
    ],
  });
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else refuse(response, budget.spent ? 'upload-limit' : 'unreachable');
  });
  outgoing.on('response', (incoming) => {
    response.sendDate = false;
    response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, [
      ...forwardedFields(incoming.rawHeaders),
    ]);
    pipeline(incoming, response, (error) => {
      if (error) response.destroy();
    });
  });
  const meter = uploadMeter(budget, () => log.refused(shown, 'upload-limit'));
  pipeline(request, meter, outgoing, (error) => {
    if (error) outgoing.destroy(error);
  });
}
