import type { Socket } from 'node:net';
import type { EgressEvent } from '../backend.js';
import type { AllowReason, RefuseReason } from './egress-reason.js';

const MAX_EVENTS = 1000;
const MAX_SHOWN = 253;

/** Whom a decision is about. */
export interface EventTarget {
  /** As it was asked for. */
  readonly host: string;
  /** 0 where none could be read. */
  readonly port: number;
}

/** The decisions of one proxy. */
export interface EventLog {
  refused(target: EventTarget, reason: RefuseReason): void;
  /** Bytes are those of this connection, as long as it lasts. */
  allowed(target: EventTarget, reason: AllowReason, upstream: Socket): void;
  /** Oldest first: the newest thousand. */
  list(): readonly EgressEvent[];
}

/** Printable ASCII, and not long: hosts are the attacker's text. */
function shown(host: string): string {
  const safe = host.slice(0, MAX_SHOWN).replace(/[^\x21-\x7e]/g, '?');
  return host.length > MAX_SHOWN ? `${safe}…` : safe;
}

/** Keeps the newest thousand decisions: host, port, verdict, reason and bytes. No path, no header, no content. */
export function createEventLog(now: () => number = Date.now): EventLog {
  const events: (() => EgressEvent)[] = [];
  const add = (read: () => EgressEvent): void => {
    if (events.push(read) > MAX_EVENTS) events.shift();
  };
  return {
    refused({ host, port }, reason) {
      const event = Object.freeze({
        time: now(),
        host: shown(host),
        port,
        decision: 'refused' as const,
        reason,
        sentBytes: 0,
        receivedBytes: 0,
      });
      add(() => event);
    },
    allowed({ host, port }, reason, upstream) {
      const base = { time: now(), host: shown(host), port, decision: 'allowed' as const, reason };
      add(() =>
        Object.freeze({ ...base, sentBytes: upstream.bytesWritten, receivedBytes: upstream.bytesRead }),
      );
    },
    list: () => events.map((read) => read()),
  };
}
