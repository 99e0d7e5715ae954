// Loaded before a program with `--import`: whatever reaches for the network, a name server or another program throws.
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const forbid =
  (name: string): (() => never) =>
  () => {
    throw new Error(`forbidden here: ${name}`);
  };

/** Closes named functions of a module or prototype, or all that a pattern finds in it. */
function close(owner: object, label: string, names: readonly string[] | RegExp): void {
  const closed = names instanceof RegExp ? Object.keys(owner).filter((name) => names.test(name)) : names;
  for (const name of closed) Reflect.set(owner, name, forbid(`${label}.${name}`));
}

const LOOKS_UP = /^(?:lookup|resolve|reverse)/u;

close(net.Socket.prototype, 'net.Socket', ['connect']);
close(net.Server.prototype, 'net.Server', ['listen']);
close(net, 'net', ['connect', 'createConnection', 'createServer']);
close(tls, 'tls', ['connect', 'createServer']);
close(dgram.Socket.prototype, 'dgram.Socket', ['bind', 'connect', 'send']);
close(dgram, 'dgram', ['createSocket']);
close(dns, 'dns', LOOKS_UP);
close(dns.promises, 'dns.promises', LOOKS_UP);
close(http, 'http', ['request', 'get', 'createServer']);
close(https, 'https', ['request', 'get', 'createServer']);
close(http2, 'http2', ['connect']);
close(process.getBuiltinModule('node:child_process'), 'child_process', /^(?:spawn|exec|fork)/u);
close(globalThis, 'globalThis', ['fetch', 'WebSocket', 'EventSource']);
syncBuiltinESMExports();
