// A client of the gateway: requests, answers and events over one WebSocket.
import { randomUUID } from 'node:crypto';

/** Connects, and resolves when the gateway has accepted the token. */
export async function connectGateway({ url, token, scopes, caps = [] }) {
  const socket = new WebSocket(url);
  const pending = new Map();
  const waiting = new Set();
  let count = 0;

  const request = (method, params = {}) =>
    new Promise((resolve, reject) => {
      count += 1;
      pending.set(String(count), { resolve, reject, method });
      socket.send(JSON.stringify({ type: 'req', id: String(count), method, params }));
    });
  /** Resolves with the first event that `matches`. */
  const event = (what, matches, ms = 60_000) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(waiter);
        reject(new Error(`no ${what} within ${ms} ms`));
      }, ms);
      const waiter = (given) => {
        if (!matches(given)) return;
        clearTimeout(timer);
        waiting.delete(waiter);
        resolve(given.payload);
      };
      waiting.add(waiter);
    });

  await new Promise((resolve, reject) => {
    const hello = {
      minProtocol: 4,
      maxProtocol: 4,
      client: { id: 'gateway-client', version: '1.0.0', platform: process.platform, mode: 'backend' },
      role: 'operator',
      scopes,
      caps,
      commands: [],
      permissions: {},
      auth: { token },
      locale: 'en-US',
      userAgent: 'sentinel-e2e/1.0',
    };
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === 'event' && frame.event === 'connect.challenge') {
        request('connect', hello).then(resolve, reject);
      } else if (frame.type === 'event') {
        for (const waiter of waiting) waiter(frame);
      } else if (frame.type === 'res') {
        const { resolve: done, reject: fail, method } = pending.get(frame.id) ?? {};
        pending.delete(frame.id);
        if (frame.ok) done?.(frame.payload);
        else fail?.(new Error(`${method}: ${frame.error?.code} ${frame.error?.message}`));
      }
    });
    socket.addEventListener('error', () => reject(new Error('the gateway refused the connection')));
    socket.addEventListener('close', ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`)));
  });

  return {
    request,
    event,
    /** Sends one message of the user and waits for the end of the turn. */
    async chat(sessionKey, message) {
      const id = randomUUID();
      const ends = new Set(['final', 'error', 'aborted']);
      const end = event(
        `end of the turn "${message}"`,
        ({ event: name, payload }) => name === 'chat' && payload?.runId === id && ends.has(payload.state),
      );
      await request('chat.send', { sessionKey, message, idempotencyKey: id });
      const { message: said, errorMessage } = await end;
      return said?.content?.[0]?.text ?? errorMessage ?? '';
    },
    close: () => socket.close(),
  };
}
