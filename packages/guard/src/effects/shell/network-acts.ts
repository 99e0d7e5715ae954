import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { addressClassOf } from '../network/address-class.js';
import { holdsCredential } from '../network/credential-text.js';
import { deletesMatches, rulesContainers } from '../network/store-addresses.js';
import { UNKNOWN } from '../paths/locate.js';
import { Taint, type Data } from './data.js';
import { readPath } from './file-acts.js';
import { isReadOnTheWay } from '../settings/interception.js';
import { lookUp, type Shell } from './shell-state.js';

const DISCLOSED = shape('net.send', 'shared', 'irreversible', 'critical');
const PRIVATE_SENT = shape('net.send', 'shared', 'hard', 'sensitive');
const WHOLE_SENT = shape('net.send', 'shared', 'hard', 'normal');
const SENT = shape('net.send', 'shared', 'partial', 'normal');
/** Whoever may create or remove containers may do everything on the machine. */
const OWNS_HOST = shape('privilege.gain', 'host', 'hard', 'sensitive');
/** A store deletes whatever fits a query. */
const DELETED = shape('net.send', 'shared', 'hard', 'normal');
const SENT_HERE = shape('net.send', 'process', 'partial', 'normal');
const FETCHED = shape('net.fetch', 'shared', 'easy', 'normal');
const FETCHED_HERE = shape('net.fetch', 'process', 'easy', 'normal');
/** A network that the world does not see may show what was not meant for an agent: somebody is told. */
const FETCHED_INSIDE = shape('net.fetch', 'shared', 'partial', 'normal');
/** Only a name goes out, and nothing that is read comes back. */
const NAMED = shape('net.fetch', 'none', 'pure', 'normal');
const METADATA = shape('secret.read', 'process', 'irreversible', 'critical');

/** Data leaves over the network. What it is decides how bad that is. */
export function sendData(shell: Shell, data: Data, host: string, evidence: Evidence): void {
  const { sink } = shell.reading;
  if (holdsCredential(data.text) && addressClassOf(host) !== 'loopback') {
    sink.effect(PRIVATE_SENT, host, evidence);
    sink.finding('flow.credential-to-network', evidence, host);
  }
  if (rulesContainers(host)) sink.effect(OWNS_HOST, host, evidence);
  if (deletesMatches(host)) sink.effect(DELETED, host, evidence);
  if ((data.taint & Taint.shell) !== 0) sink.finding('shell.reverse-shell', evidence, host);
  if ((data.taint & Taint.secret) !== 0) {
    sink.effect(DISCLOSED, host, evidence);
    sink.finding('flow.secret-to-network', evidence, host);
  } else if ((data.taint & Taint.credential) !== 0 && addressClassOf(host) !== 'loopback') {
    sink.effect(PRIVATE_SENT, host, evidence);
    sink.finding('flow.credential-to-network', evidence, host);
  } else if (addressClassOf(host) === 'loopback') {
    sink.effect(SENT_HERE, host, evidence);
  } else if ((data.taint & (Taint.system | Taint.whole)) !== 0) {
    sink.effect((data.taint & Taint.system) === 0 ? WHOLE_SENT : PRIVATE_SENT, host, evidence);
  } else {
    sink.effect(SENT, host, evidence);
  }
}

/** A URL is asked for. */
export function fetchUrl(shell: Shell, url: Data, evidence: Evidence): void {
  const { sink } = shell.reading;
  const file = fileOf(url.text);
  if (file !== null) {
    readPath(shell, { ...url, text: file, glob: false, evidence });
    return;
  }
  if (shell.variables.size > 0) noteReadOnTheWay(shell, url.text, evidence);
  // What follows an unknown part can't change the host, unless the host itself is unknown.
  const address = addressClassOf(url.text.split(UNKNOWN, 1)[0] ?? '');
  if (address === 'metadata') sink.effect(METADATA, url.text, evidence);
  if ((url.taint & (Taint.secret | Taint.whole)) !== 0) sendData(shell, url, url.text, evidence);
  else if (holdsCredential(afterHost(url.text))) sendData(shell, url, url.text, evidence);
  else if ((url.taint & Taint.credential) !== 0 && inQuery(url.text))
    sendData(shell, url, url.text, evidence);
  const inside = address === 'private' || rulesContainers(url.text);
  const seen = inside ? FETCHED_INSIDE : address === 'loopback' ? FETCHED_HERE : FETCHED;
  sink.effect(seen, url.text, evidence);
}

/** A name of another machine is told to a name server, or an address to a program that shows it to people. */
export function nameHost(shell: Shell, name: Data, evidence: Evidence): void {
  if (addressClassOf(name.text) !== 'loopback') shell.reading.sink.effect(NAMED, name.text, evidence);
}

/** What of an address the host itself reads. Users before it hold their own credentials. */
function afterHost(url: string): string {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*(.*)$/is.exec(url)?.[1] ?? '';
}

/** Variables that name the proxy for what is not encrypted. */
const PLAIN_PROXIES: readonly string[] = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];

function noteReadOnTheWay(shell: Shell, url: string, evidence: Evidence): void {
  for (const name of PLAIN_PROXIES)
    for (const { text } of lookUp(shell, name)?.values ?? [])
      if (isReadOnTheWay(url, text)) shell.reading.sink.finding('flow.intercepted', evidence, text);
}

/** Whether an unknown part of a URL stands in its query. Users, hosts and paths of services hold their own credentials. */
function inQuery(url: string): boolean {
  return /^[^?]*\?[^?]*\0/.test(url);
}

/** The path of a `file:` URL: nothing is asked for, a file of this machine is read. Null for any other. */
export function fileOf(url: string): string | null {
  return /^file:(?:\/\/(?:localhost)?)?(\/.*)$/is.exec(url)?.[1] ?? null;
}
