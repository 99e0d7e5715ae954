import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { Taint, type Data } from './data.js';
import type { Shell } from './shell-state.js';

const DISCLOSED = shape('net.send', 'shared', 'irreversible', 'critical');
const PRIVATE_SENT = shape('net.send', 'shared', 'hard', 'sensitive');
const SENT = shape('net.send', 'shared', 'partial', 'normal');
const SENT_HERE = shape('net.send', 'process', 'partial', 'normal');
const FETCHED = shape('net.fetch', 'shared', 'easy', 'normal');
const FETCHED_HERE = shape('net.fetch', 'process', 'easy', 'normal');
const METADATA = shape('secret.read', 'process', 'irreversible', 'critical');

const LOOPBACK =
  /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?(?:localhost|127(?:\.\d{1,3}){1,3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal|\$host)(?=[:/]|$)/i;
/** Cloud metadata services: they hand out credentials of the machine to whoever asks. */
const METADATA_HOST =
  /^(?:[a-z]+:\/\/)?(?:169\.254\.169\.254|169\.254\.170\.2|metadata\.google\.internal|metadata\.azure\.internal|100\.100\.100\.200|\[?fd00:ec2::254\]?|0xa9fea9fe|2852039166)(?=[:/]|$)/i;

/** Data leaves over the network. What it is decides how bad that is. */
export function sendData(shell: Shell, data: Data, host: string, evidence: Evidence): void {
  const { sink } = shell.reading;
  if ((data.taint & Taint.shell) !== 0) sink.finding('shell.reverse-shell', evidence, host);
  if ((data.taint & Taint.secret) !== 0) {
    sink.effect(DISCLOSED, host, evidence);
    sink.finding('flow.secret-to-network', evidence, host);
  } else if ((data.taint & Taint.credential) !== 0) {
    sink.effect(PRIVATE_SENT, host, evidence);
    sink.finding('flow.credential-to-network', evidence, host);
  } else if ((data.taint & Taint.system) !== 0) {
    sink.effect(PRIVATE_SENT, host, evidence);
  } else {
    sink.effect(LOOPBACK.test(host) ? SENT_HERE : SENT, host, evidence);
  }
}

/** A URL is asked for. */
export function fetchUrl(shell: Shell, url: Data, evidence: Evidence): void {
  const { sink } = shell.reading;
  if (METADATA_HOST.test(url.text)) sink.effect(METADATA, url.text, evidence);
  if ((url.taint & Taint.secret) !== 0) sendData(shell, url, url.text, evidence);
  sink.effect(LOOPBACK.test(url.text) ? FETCHED_HERE : FETCHED, url.text, evidence);
}
