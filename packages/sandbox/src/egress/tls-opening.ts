import type { Duplex } from 'node:stream';
import { readClientHello } from './client-hello.js';
import type { RefuseReason } from './egress-reason.js';
import { readHostName } from './host-name.js';

/** What a client began with: bytes to hand on, or why they must not be. */
export type Opening =
  | { readonly passes: true; readonly bytes: Buffer }
  | { readonly passes: false; readonly reason: RefuseReason };

/** How the first bytes are judged. */
export interface OpeningRule {
  /** The host that the connection was let out for. */
  readonly host: string;
  /** Whether it must be TLS. Otherwise only what begins like TLS must name the host. */
  readonly tls: 'required' | 'checked';
  /** Milliseconds until a greeting that has begun, or is required, must be complete. */
  readonly headMs: number;
}

/** More than the longest greeting in the most records. */
const MAX_OPENING = 20_480;
const HANDSHAKE = 22;

/** Judges the bytes so far; undefined while more are needed. Pure. */
export function judgeOpening(
  bytes: Buffer,
  { host, tls }: Pick<OpeningRule, 'host' | 'tls'>,
): Opening | undefined {
  if (tls === 'checked' && bytes.length > 0 && bytes[0] !== HANDSHAKE) return { passes: true, bytes };
  const hello = readClientHello(bytes);
  switch (hello.kind) {
    case 'incomplete':
      return bytes.length > MAX_OPENING ? { passes: false, reason: 'not-tls' } : undefined;
    case 'not-tls':
      return { passes: false, reason: 'not-tls' };
    case 'hello': {
      if (hello.hidden) return { passes: false, reason: 'hidden-server-name' };
      if (hello.serverName === null) return { passes: false, reason: 'no-server-name' };
      const named = readHostName(hello.serverName);
      return named.kind === 'name' && named.name === host
        ? { passes: true, bytes }
        : { passes: false, reason: 'other-server-name' };
    }
  }
}

/** Reads from a client until its opening can be judged. Never rejects. Leaves the client paused. */
export function readOpening(client: Duplex, rule: OpeningRule): Promise<Opening> {
  return new Promise((settle) => {
    let bytes: Buffer = Buffer.alloc(0);
    let timer: NodeJS.Timeout | undefined;
    const finish = (opening: Opening): void => {
      clearTimeout(timer);
      client.pause();
      client.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onEnd);
      settle(opening);
    };
    const startClock = (): void => {
      timer ??= setTimeout(() => finish({ passes: false, reason: 'time-limit' }), rule.headMs);
    };
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      const opening = judgeOpening(bytes, rule);
      if (opening === undefined) startClock();
      else finish(opening);
    };
    const onEnd = (): void => {
      const silent = bytes.length === 0 && rule.tls === 'checked';
      finish(silent ? { passes: true, bytes } : { passes: false, reason: 'not-tls' });
    };
    if (rule.tls === 'required') startClock();
    client.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd);
  });
}
