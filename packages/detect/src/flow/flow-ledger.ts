import { createHmac } from 'node:crypto';
import { createCallChains } from './call-chains.js';
import { createDestinationTails } from './destination-tails.js';
import { createSecretRegister } from './secret-register.js';
import { createSeenDestinations } from './seen-destinations.js';
import { createShingleIndex } from './shingle-index.js';
import { createViewSearch } from './view-search.js';
import { FLOW_MESSAGES } from './flow-messages.js';
import { flowFinding, verdictOf } from './flow-finding.js';
import { ledgerSettings } from './ledger-options.js';
import { decodedRun, secretTokens } from './secret-tokens.js';
import type { Detection } from '../detection.js';
import type { JoinedPayloads } from './destination-tails.js';
import type { FlowFinding, FlowVerdict } from './flow-finding.js';
import type { FlowLabels, SessionBits } from './labels.js';
import type { FlowLedgerOptions } from './ledger-options.js';
import type { FlowLink, FlowStep } from './call-chains.js';
import type { KnownSecret, SecretSighting } from './secret-register.js';

/** A text that is about to go somewhere. */
export interface FlowSink {
  readonly text: string;
  /** Host, address, channel or path: what the last 4 KB are kept for. */
  readonly destination: string;
  /** Whether it leaves this machine. */
  readonly reach: 'inside' | 'outside';
}

/**
 * Knows where the data of one session came from, and finds it again at a sink: secrets by exact fingerprints, through
 * encodings, compression, reversal, separators and splits; private and untrusted text by shingles. Copies that are
 * encrypted, XORed, or told in other words are outside of what any such ledger sees; for those there are the bits of
 * the session. All state is bounded, and holds keyed hashes only, except for the last 4 KB that went to a
 * destination.
 */
export interface FlowLedger {
  /**
   * Takes in what a call gave back. Detections of kind `secret` name the secrets in it; of a text labelled `secret`
   * without any, each random token is one. Returns how many secrets can be found again.
   */
  label(callId: string, text: string, labels: FlowLabels, detections?: readonly Detection[]): number;
  /** Judges a sink. Records nothing, so the same question has the same answer. */
  check(sink: FlowSink): FlowVerdict;
  /** Records what was really sent: pieces of a secret in later calls are put together with it. */
  sent(sink: FlowSink): void;
  /** The chains of calls that this one would complete, and only where data flows along them. Records nothing. */
  checkChain(step: FlowStep): FlowVerdict;
  /** Records a call that ran. */
  record(step: FlowStep): void;
  /** How data flows from one recorded call to another; `null` when it does not. */
  linkOf(fromCallId: string, toCallId: string): FlowLink | null;
  /** Says that the session has a way out, before it is used. */
  noteReach(): void;
  readonly bits: SessionBits;
  toJSON(): { readonly secrets: number; readonly bits: SessionBits };
}

/** Characters of private text that may not leave without a word; the ends of a stretch are not measured. */
const PRIVATE_TEXT = 128;
const UNMEASURED = 40;
/** Characters of a sink that are looked through. */
const MOST_TEXT = 1 << 20;
const SHINGLE_SLOTS = 1 << 21;
const MOST_ALARMED = 256;

/** Opens the ledger of one session. Throws `INVALID_CONFIG` for options that make no sense. */
export function createFlowLedger(options: FlowLedgerOptions = {}): FlowLedger {
  const { sessionKey, ttlMs, maxSecrets, maxDestinations, privateText, clock } = ledgerSettings(options);
  const secrets = createSecretRegister(maxSecrets, sessionKey);
  const texts = createShingleIndex(SHINGLE_SLOTS, keyWords(sessionKey, 'shingles'));
  const destinations = createSeenDestinations(keyWords(sessionKey, 'destinations'));
  const tails = createDestinationTails(maxDestinations, ttlMs);
  const chains = createCallChains(sessionKey);
  const searchViews = createViewSearch();
  /** Sinks that were warned of: once sent on somebody's word, they don't warn of every later one. */
  const alarmed = new Set<string>();
  /** Calls whose result was untrusted, for chains. */
  const untrustedCalls = new Set<string>();
  let seenUntrusted = false;
  let seenPrivate = false;
  let canReachOutside = false;

  const bits = (): SessionBits => ({ seenUntrusted, seenPrivate, canReachOutside });

  function findSecret(joined: JoinedPayloads, now: number): { found: Sighting | null; incomplete: boolean } {
    if (secrets.size === 0) return { found: null, incomplete: false };
    let found: Sighting | null = null;
    let incomplete = false;
    const { whole, varying, spaced } = joined;
    const look = (bytes: Uint8Array, start: number, end: number, via: readonly string[]): boolean => {
      const sighting = secrets.search(bytes, start, end, now);
      if (sighting !== null) found = { ...sighting, via };
      return sighting !== null;
    };
    if (searchViews(whole, 'whole', look)) incomplete = true;
    if (found === null && varying !== null && varying !== whole && searchViews(varying, 'whole', look))
      incomplete = true;
    if (found === null && spaced !== null && searchViews(spaced, 'runs', look)) incomplete = true;
    return { found, incomplete };
  }

  function textFindings(sink: FlowSink, whole: string, now: number): readonly FlowFinding[] {
    return texts.search(whole, now).flatMap(({ document, length }) => {
      const found: FlowFinding[] = [];
      if (
        document.confidentiality !== 'public' &&
        sink.reach === 'outside' &&
        length + UNMEASURED >= PRIVATE_TEXT
      ) {
        const message = FLOW_MESSAGES.privateText(document.source, length, []);
        found.push(flowFinding('flow.private-text', privateText, message, [document.source]));
      }
      if (document.integrity === 'untrusted') {
        const message = FLOW_MESSAGES.untrustedCopy(document.source);
        found.push(flowFinding('flow.untrusted-copy', 'notify', message, [document.source]));
      }
      return found;
    });
  }

  function sessionFindings(sink: FlowSink): readonly FlowFinding[] {
    if (sink.reach !== 'outside' || !seenUntrusted || !seenPrivate) return [];
    if (destinations.firstSeenIn(sink.destination) === 'untrusted')
      return [flowFinding('flow.untrusted-destination', 'deny', FLOW_MESSAGES.untrustedDestination())];
    return [flowFinding('flow.trifecta', 'confirm', FLOW_MESSAGES.trifecta())];
  }

  const sinkId = (sink: FlowSink): string =>
    createHmac('sha256', sessionKey).update(`${sink.destination}\0${sink.text}`).digest('base64');

  const copiedFrom = (text: string): readonly string[] =>
    texts.search(text.slice(0, MOST_TEXT), clock.now()).map(({ document }) => document.source);

  function addSecrets(
    text: string,
    found: readonly Detection[],
    secret: KnownSecret,
    isSecret: boolean,
  ): number {
    const marked = found.filter(({ kind }) => kind === 'secret');
    let count = 0;
    for (const { start, end, type, encodings } of marked) {
      const value = text.slice(start, end);
      if (secrets.add(value, { ...secret, type }) > 0) count++;
      const decoded = encodings.length > 0 ? decodedRun(searchViews, value) : '';
      if (decoded !== '') secrets.add(decoded, { ...secret, type });
    }
    if (!isSecret || marked.length > 0) return count;
    for (const token of secretTokens(text)) if (secrets.add(token, secret) > 0) count++;
    return count;
  }

  const ledger: FlowLedger = {
    label(callId, text, labels, detections = []) {
      const now = clock.now();
      secrets.expire(now);
      tails.expire(now);
      const isSecret = labels.confidentiality === 'secret';
      const known = { source: callId, expiresAt: now + ttlMs };
      const count = addSecrets(text, detections, { ...known, type: 'labelled' }, isSecret);
      if (labels.integrity === 'untrusted') {
        seenUntrusted = true;
        untrustedCalls.add(callId);
        for (const oldest of untrustedCalls) {
          if (untrustedCalls.size <= 1024) break;
          untrustedCalls.delete(oldest);
        }
      }
      if (labels.confidentiality !== 'public' || count > 0) seenPrivate = true;
      if (labels.integrity === 'untrusted' || labels.confidentiality !== 'public')
        texts.add(text, { ...known, ...labels });
      destinations.note(text, labels.integrity);
      chains.noteResult(callId, text);
      return count;
    },

    check(sink) {
      const now = clock.now();
      const findings: FlowFinding[] = [];
      const joined = tails.join(sink.destination, sink.text.slice(0, MOST_TEXT));
      const { found, incomplete: isCut } = findSecret(joined, now);
      if (found !== null) {
        const via = found.reading === '' ? found.via : [...found.via, found.reading];
        const { type, source } = found.secret;
        findings.push(
          sink.reach === 'outside'
            ? flowFinding('flow.secret', 'deny', FLOW_MESSAGES.secret(type, source, via), [source], via)
            : flowFinding(
                'flow.secret',
                'notify',
                FLOW_MESSAGES.secretInside(type, source, via),
                [source],
                via,
              ),
        );
      }
      findings.push(...textFindings(sink, joined.whole, now), ...sessionFindings(sink));
      const incomplete = isCut || (sink.text.length > MOST_TEXT && (secrets.size > 0 || seenPrivate));
      if (incomplete && sink.reach === 'outside')
        findings.push(flowFinding('flow.incomplete', 'confirm', FLOW_MESSAGES.incomplete()));
      if (findings.some(({ rule }) => rule === 'flow.secret' || rule === 'flow.private-text')) {
        alarmed.add(sinkId(sink));
        for (const oldest of alarmed) {
          if (alarmed.size <= MOST_ALARMED) break;
          alarmed.delete(oldest);
        }
      }
      return verdictOf(findings, incomplete);
    },

    sent(sink) {
      const now = clock.now();
      tails.expire(now);
      if (sink.reach === 'outside') canReachOutside = true;
      if (alarmed.size > 0 && alarmed.delete(sinkId(sink))) tails.clear(sink.destination);
      else tails.append(sink.destination, sink.text, now);
    },

    checkChain(step) {
      const findings = chains.chainsTo(step, copiedFrom(step.text)).map(({ pattern, callIds }) => {
        const isUntrusted = callIds.some((callId) => untrustedCalls.has(callId));
        const message = FLOW_MESSAGES.chain(pattern, callIds);
        return flowFinding(`flow.chain.${pattern}`, isUntrusted ? 'confirm' : 'notify', message, callIds);
      });
      return verdictOf(findings, false);
    },

    record(step) {
      chains.record(step, copiedFrom(step.text));
    },

    linkOf: (fromCallId, toCallId) => chains.linkOf(fromCallId, toCallId),

    noteReach() {
      canReachOutside = true;
    },

    get bits() {
      return bits();
    },
    toJSON: () => ({ secrets: secrets.size, bits: bits() }),
  };
  return Object.freeze(ledger);
}

interface Sighting extends SecretSighting {
  readonly via: readonly string[];
}

/** Two words of key material for one purpose. */
function keyWords(key: Uint8Array, purpose: string): Uint32Array {
  const digest = createHmac('sha256', key).update(purpose).digest();
  return Uint32Array.of(digest.readUInt32LE(0), digest.readUInt32LE(4));
}
