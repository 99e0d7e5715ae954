import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { decideTarget } from './decide-target.js';
import type { Target } from './decide-target.js';
import type { EgressContext } from './egress-context.js';
import { refusalText } from './refusal-text.js';
import type { RefuseReason } from './egress-reason.js';
import { readAuthority } from './host-name.js';
import { headersOf } from './request-headers.js';
import { readOpening } from './tls-opening.js';
import { carryDown, carryUp } from './tunnel.js';

const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';
const HTTP = 80;
const HTTPS = 443;

/** Takes a tunnel in which plain HTTP is spoken, to look at each request in it. */
export type AdoptHttp = (client: Duplex, target: Target) => void;

function answer(client: Duplex, reason: RefuseReason): void {
  const body = refusalText(reason);
  client.end(
    `HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=utf-8\r\nX-Sentinel-Egress: ${reason}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/**
 * What a CONNECT asks for. A `Host` beside it must not name another host: some would follow the one, some the other.
 */
function readTarget(request: IncomingMessage, context: EgressContext) {
  const asked = request.url ?? '';
  const { host, port } = readAuthority(asked);
  const shown = { host: asked.replace(/:\d*$/, ''), port: port ?? 0 };
  const headers = headersOf(request);
  if (port === undefined || headers === undefined)
    return { shown, allowed: false, reason: 'malformed' } as const;
  const decision = decideTarget(context.policy, host, port);
  if (!decision.allowed) return { shown, ...decision };
  if (headers.host !== undefined) {
    const beside = readAuthority(headers.host);
    if (beside.host.kind !== 'name' || beside.host.name !== decision.host || (beside.port ?? port) !== port) {
      return { shown, allowed: false, reason: 'other-host' } as const;
    }
  }
  return { shown, ...decision };
}

/**
 * Answers one CONNECT. The policy is asked before any name is resolved. Through port 443 goes TLS for the host that
 * was asked for; through port 80 HTTP, each request judged like the first; through other listed ports anything, but
 * what begins as TLS must name the host. Nothing of the client's reaches the host before.
 */
export async function handleConnect(
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
  context: EgressContext,
  adoptHttp: AdoptHttp,
): Promise<void> {
  const { log, limits, dial } = context;
  client.on('error', () => client.destroy());
  const { shown, ...decision } = readTarget(request, context);
  const refuse = (reason: RefuseReason): void => {
    log.refused(shown, reason);
    answer(client, reason);
  };
  if (!decision.allowed) return refuse(decision.reason);
  if (context.budget.spent) return refuse('upload-limit');
  if (decision.port === HTTP && decision.reason === 'listed') {
    client.write(ESTABLISHED);
    if (head.length > 0) client.unshift(head);
    return adoptHttp(client, decision);
  }

  const dialled = await dial(decision);
  if (!dialled.reached) return refuse(dialled.reason);
  const { socket: upstream } = dialled;
  upstream.on('error', () => upstream.destroy());
  if (client.destroyed) return void upstream.destroy();
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
  client.write(ESTABLISHED);
  if (head.length > 0) client.unshift(head);

  const required = decision.port === HTTPS && decision.reason === 'listed';
  if (!required) {
    log.allowed(shown, decision.reason, upstream);
    carryDown(upstream, client);
  }
  if (decision.reason === 'listed') {
    const rule = {
      host: decision.host,
      tls: required ? 'required' : 'checked',
      headMs: limits.headMs,
    } as const;
    const opening = await readOpening(client, rule);
    if (!opening.passes) {
      log.refused(shown, opening.reason);
      upstream.destroy();
      client.destroy();
      return;
    }
    if (opening.bytes.length > 0) client.unshift(opening.bytes);
  }
  if (required) {
    log.allowed(shown, decision.reason, upstream);
    carryDown(upstream, client);
  }
  carryUp(client, upstream, shown, context);
}
