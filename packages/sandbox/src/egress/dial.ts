import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { createAddressTest } from './address-ranges.js';
import type { Target } from './decide-target.js';
import type { RefuseReason } from './egress-reason.js';

/** The addresses of a host name; empty when there are none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Opens a connection to exactly this address. Aborting gives it up. */
export type Connect = (address: string, port: number, signal: AbortSignal) => Promise<Socket>;

/** A connection, or why there is none. */
export type Dialled =
  | { readonly reached: true; readonly socket: Socket }
  | { readonly reached: false; readonly reason: RefuseReason };

/** Reaches a target that the policy allows. Never rejects. */
export type Dial = (target: Target) => Promise<Dialled>;

const MAX_TRIED = 4;
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1'];

/**
 * Asks the name servers of this machine, IPv4 first. Not by way of the system's resolver: its threads are few, and
 * the whole process waits for them with its files. What only this machine's hosts file names is not found.
 */
export function createResolve(): Resolve {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  return async (host) => {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
}

/** A plain TCP connection. */
export const connectDirectly: Connect = (address, port, signal) =>
  new Promise((settle, fail) => {
    const socket = connect({ host: address, port, allowHalfOpen: true });
    const giveUp = (): void => void socket.destroy(new Error('It took too long.'));
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once('error', fail).once('connect', () => {
      signal.removeEventListener('abort', giveUp);
      socket.off('error', fail);
      settle(socket);
    });
  });

function until<T>(signal: AbortSignal, task: Promise<T>): Promise<T> {
  return new Promise((settle, fail) => {
    const stop = (): void => fail(new Error('It took too long.'));
    signal.addEventListener('abort', stop, { once: true });
    task.then(settle, fail).finally(() => signal.removeEventListener('abort', stop));
  });
}

/**
 * Resolves a name once and dials what came out, nothing else. One address that is not public spoils all: a name that
 * leads inside as well as outside is an attack, or must not be reached from here anyway.
 */
export function createDial(resolve: Resolve, connectTo: Connect, connectMs: number): Dial {
  const isPublic = createAddressTest();
  return async (target) => {
    const signal = AbortSignal.timeout(connectMs);
    let addresses = LOOPBACK;
    if (target.reason === 'listed') {
      try {
        addresses = await until(signal, resolve(target.host));
      } catch {
        addresses = [];
      }
      if (addresses.length === 0) return { reached: false, reason: 'name-not-found' };
      if (!addresses.every(isPublic)) return { reached: false, reason: 'private-address' };
    }
    for (const address of addresses.slice(0, MAX_TRIED)) {
      try {
        return { reached: true, socket: await connectTo(address, target.port, signal) };
      } catch {
        if (signal.aborted) break;
      }
    }
    return { reached: false, reason: 'unreachable' };
  };
}
