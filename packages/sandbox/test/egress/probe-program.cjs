'use strict';
// Runs inside a sandbox, or outside of it as the control. Reads attempts as JSON from its input, and says of each
// whether the answer that it waits for came through.
const { createSocket } = require('node:dgram');
const { Resolver } = require('node:dns').promises;
const { connect } = require('node:net');
const tls = require('node:tls');

/**
 * @typedef {{ host: string, port: number }} Place
 * @typedef {Place & { name: string, action: string, proxy: Place, bytes: string, target: string,
 *   serverName?: string | null, marker: string }} Attempt
 */

const PATIENCE_MS = 2000;
const PSK = { psk: Buffer.alloc(16, 1), identity: 'probe' };

/**
 * Waits until a stream has said the marker.
 *
 * @param {import('node:stream').Readable} stream
 * @param {string} marker
 * @returns {Promise<boolean>}
 */
function hears(stream, marker) {
  return new Promise((settle) => {
    let said = '';
    stream.on('data', (/** @type {Buffer} */ chunk) => {
      said += chunk.toString('latin1');
      if (said.includes(marker)) settle(true);
    });
    for (const event of ['close', 'error', 'end']) stream.on(event, () => settle(said.includes(marker)));
  });
}

/** @param {Place} place */
function reach({ host, port }) {
  const socket = connect(port, host);
  socket.on('error', () => undefined);
  return socket;
}

/** @type {Record<string, (attempt: Attempt) => Promise<boolean>>} */
const ACTIONS = {
  /** These bytes to the proxy. */
  plain: ({ proxy, bytes, marker }) => {
    const socket = reach(proxy);
    socket.write(Buffer.from(bytes, 'latin1'));
    return hears(socket, marker);
  },
  /** A tunnel, and in it TLS for this server name, or these bytes. */
  tunnel: async ({ proxy, target, serverName, bytes, marker }) => {
    const socket = reach(proxy);
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
    if (!(await hears(socket, '200 '))) return false;
    socket.removeAllListeners('data');
    if (serverName === undefined) {
      socket.write(Buffer.from(bytes, 'latin1'));
      return hears(socket, marker);
    }
    const secure = tls.connect({
      socket,
      ...(serverName === null ? {} : { servername: serverName }),
      ciphers: 'PSK',
      maxVersion: 'TLSv1.2',
      pskCallback: () => PSK,
      checkServerIdentity: () => undefined,
    });
    secure.write('GET / HTTP/1.1\r\nHost: inside\r\n\r\n');
    return hears(secure, marker);
  },
  tcp: (place) => {
    const socket = reach(place);
    socket.write('GET / HTTP/1.1\r\nHost: direct\r\n\r\n');
    return hears(socket, place.marker);
  },
  udp: ({ host, port, marker }) => {
    const socket = createSocket('udp4');
    return new Promise((settle) => {
      socket.on('error', () => settle(false));
      socket.on('message', (message) => settle(message.includes(marker)));
      socket.send('hello', port, host, (error) => error && settle(false));
    });
  },
  dns: ({ host, port }) => {
    const resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([`${host}:${port}`]);
    return resolver.resolve4('api.example.org').then(
      () => true,
      () => false,
    );
  },
};

/** @param {Attempt} attempt */
async function answerTo(attempt) {
  /** @type {Promise<boolean>} */
  const late = new Promise((settle) => setTimeout(() => settle(false), PATIENCE_MS).unref());
  const made = ACTIONS[attempt.action]?.(attempt) ?? late;
  return (await Promise.race([made, late])) ? 'open' : 'shut';
}

let input = '';
process.stdin.on('data', (/** @type {Buffer} */ chunk) => (input += chunk.toString()));
process.stdin.on('end', () => {
  const attempts = /** @type {Attempt[]} */ (JSON.parse(input));
  void Promise.all(attempts.map(async (attempt) => [attempt.name, await answerTo(attempt)])).then(
    (results) => {
      process.stdout.write(JSON.stringify(Object.fromEntries(results)) + '\n', () => process.exit(0));
    },
  );
});
