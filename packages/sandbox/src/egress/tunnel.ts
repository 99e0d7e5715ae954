import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import type { EgressContext } from './egress-context.js';
import type { EventTarget } from './event-log.js';
import { uploadMeter } from './upload-meter.js';

/** A client's connection may be any stream; a socket can say that it is silent. */
function limitSilence(stream: Duplex, idleMs: number): void {
  (stream as Partial<Socket>).setTimeout?.(idleMs, () => stream.destroy());
}

/** Carries what the host says to the client. The first half of a tunnel: a host may be the first to speak. */
export function carryDown(upstream: Socket, client: Duplex): void {
  pipeline(upstream, client, (error) => {
    if (error) client.destroy();
  });
}

/** Carries what the client says to the host, as far as the budget goes. The second half of a tunnel. */
export function carryUp(
  client: Duplex,
  upstream: Socket,
  target: EventTarget,
  { budget, limits, log }: EgressContext,
): void {
  limitSilence(client, limits.idleMs);
  limitSilence(upstream, limits.idleMs);
  const meter = uploadMeter(budget, () => log.refused(target, 'upload-limit'));
  pipeline(client, meter, upstream, (error) => {
    if (error) {
      upstream.destroy();
      client.destroy();
    }
  });
}
