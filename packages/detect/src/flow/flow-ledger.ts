import { createHmac } from 'node:crypto';
import { createCallChains } from './call-chains.js';
import { createCarryingFiles } from './carrying-files.js';
import { createDestinationTails } from './destination-tails.js';
import { createSecretRegister } from './secret-register.js';
import { createSessionExposure } from './session-exposure.js';
import { createShingleIndex } from './shingle-index.js';
import { createViewSearch } from './view-search.js';
import { FLOW_MESSAGES } from './flow-messages.js';
import { flowFinding, verdictOf } from './flow-finding.js';
import { keyWords } from './key-words.js';
import { ledgerSettings } from './ledger-options.js';
import { destinationName } from './destination-name.js';
import { decodedRun, secretTokens } from './secret-tokens.js';
import type { CarriedSecret } from './carrying-files.js';
import type { Detection } from '../detection.js';
import type { FlowFinding, FlowVerdict } from './flow-finding.js';
import type { FlowLabels, SessionBits } from './labels.js';
import type { FlowLedgerOptions, FlowLedgerSettings } from './ledger-options.js';
import type { FlowLink, FlowStep } from './call-chains.js';
import type { FlowSink } from './flow-sink.js';
import type { JoinedPayloads } from './destination-tails.js';
import type { SecretSighting } from './secret-register.js';
import type { ViewSearch } from './view-search.js';

/**
 * Knows where the data of one session came from, and finds it again at a sink: secrets by exact fingerprints, through
 * encodings, compression, reversal, separators and splits, and through files that calls wrote; private and untrusted
 * text by shingles. Copies that are encrypted, XORed, or told in other words are outside of what any such ledger sees;
 * for those there are the bits of the session. All state is bounded, and holds keyed hashes only, except for the last
 * 4 KB that went to a destination, the text of the last 64 calls and the paths of files.
 */
export interface FlowLedger {
  /**
   * Takes in what a call gave back. Detections of kind `secret` name the secrets in it; of a text labelled `secret`,
   * whatever else of it looks like one is one too. Returns how many secrets can be found again.
   */
  label(callId: string, text: string, labels: FlowLabels, detections?: readonly Detection[]): number;
  /** Judges a sink. Records nothing, so the same question has the same answer. */
  check(sink: FlowSink): FlowVerdict;
  /** Records what was really sent: pieces of a secret in later calls are put together with it. */
  sent(sink: FlowSink): void;
  /** The chains of calls that this one would complete, and only where data flows along them. Records nothing. */
  checkChain(step: FlowStep): FlowVerdict;
  /**
   * Records a call that ran. A file that it wrote carries a secret from then on when one stands in its text, or when it
   * read a secret or such a file.
   */
  record(step: FlowStep): void;
  /** The secret that a file, or a file below a folder, was given by a recorded call; `null` when none is known. */
  carries(path: string): CarriedSecret | null;
  /** How data flows from one recorded call to another; `null` when it does not. */
  linkOf(fromCallId: string, toCallId: string): FlowLink | null;
  readonly bits: SessionBits;
  /** Bytes that the ledger takes, about. */
  readonly bytes: number;
  toJSON(): { readonly secrets: number; readonly bits: SessionBits };
}

/** What ledgers that live side by side share. */
export interface LedgerSurroundings {
  readonly searchViews: ViewSearch;
  /** Told how many bytes a ledger is about to take. */
  readonly beforeGrowth: (bytes: number) => void;
  /** An earlier ledger of the same session is gone: what it knew of secrets is unknown. */
  readonly hasForgotten: boolean;
}

/** Characters of private text that may not leave without a word; the ends of a stretch are not measured. */
const PRIVATE_TEXT = 128;
const UNMEASURED = 40;
/** Characters of a sink that are looked through. */
const MOST_TEXT = 1 << 20;
const MOST_SHINGLES = 1 << 21;
const MOST_ALARMED = 256;
const MOST_UNTRUSTED_CALLS = 1024;
/** Bytes of a ledger that knows nothing, about. */
const EMPTY_BYTES = 16_384;

/** Opens the ledger of one session. Throws `INVALID_CONFIG` for options that make no sense. */
export function createFlowLedger(options: FlowLedgerOptions = {}): FlowLedger {
  const alone = { searchViews: createViewSearch(), beforeGrowth: () => undefined, hasForgotten: false };
  return openFlowLedger(ledgerSettings(options), alone);
}

/** Opens the ledger of one session among others. */
export function openFlowLedger(
  { sessionKey, ttlMs, maxSecrets, maxDestinations, privateText, clock }: FlowLedgerSettings,
  { searchViews, beforeGrowth, hasForgotten }: LedgerSurroundings,
): FlowLedger {
  const secrets = createSecretRegister(maxSecrets, sessionKey, beforeGrowth);
  const texts = createShingleIndex(MOST_SHINGLES, keyWords(sessionKey, 'shingles'), beforeGrowth);
  const exposure = createSessionExposure(keyWords(sessionKey, 'destinations'));
  const tails = createDestinationTails(maxDestinations, ttlMs);
  const files = createCarryingFiles();
  const chains = createCallChains(sessionKey);
  /** Sinks that were warned of: once sent on somebody's word, they don't warn of every later one. */
  const alarmed = new Set<string>();
  /** Calls whose result was untrusted, for chains. */
  const untrustedCalls = new Set<string>();
  if (hasForgotten) secrets.noteLoss(clock.now() + ttlMs);

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

  function secretFindings(
    found: Sighting | null,
    reads: readonly string[],
    now: number,
  ): readonly FlowFinding[] {
    if (found !== null) {
      const via = found.reading === '' ? found.via : [...found.via, found.reading];
      const { type, source } = found.secret;
      return [flowFinding('flow.secret', 'deny', FLOW_MESSAGES.secret(type, source, via), [source], via)];
    }
    for (const path of reads) {
      const carried = files.find(path, now);
      if (carried === null) continue;
      const message = FLOW_MESSAGES.secretFile(carried.type, carried.source);
      return [flowFinding('flow.secret', 'deny', message, [carried.source])];
    }
    return [];
  }

  function textFindings(whole: string, now: number): readonly FlowFinding[] {
    return texts.search(whole, now).flatMap(({ document, length }) => {
      const found: FlowFinding[] = [];
      if (document.confidentiality !== 'public' && length + UNMEASURED >= PRIVATE_TEXT) {
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

  const sinkId = (sink: FlowSink): string =>
    createHmac('sha256', sessionKey).update(`${sink.destination}\0${sink.text}`).digest('base64');

  const copiedFrom = (text: string): readonly string[] =>
    texts.search(text.slice(0, MOST_TEXT), clock.now()).map(({ document }) => document.source);

  function addSecrets(
    callId: string,
    text: string,
    { integrity, confidentiality }: FlowLabels,
    found: readonly Detection[],
    expiresAt: number,
  ): number {
    const isSecret = confidentiality === 'secret';
    const rank = isSecret ? 2 : integrity === 'trusted' ? 1 : 0;
    const marked = found.filter(({ kind }) => kind === 'secret');
    let count = 0;
    for (const { start, end, type, encodings } of marked) {
      const value = text.slice(start, end);
      if (secrets.add(value, { source: callId, type, expiresAt }, rank) > 0) count++;
      const decoded = encodings.length > 0 ? decodedRun(searchViews, value) : '';
      if (decoded !== '') secrets.add(decoded, { source: callId, type, expiresAt }, rank);
    }
    if (!isSecret) return count;
    const { tokens, isCut } = secretTokens(text, marked);
    for (const token of tokens)
      if (secrets.add(token, { source: callId, type: 'labelled', expiresAt }, rank) > 0) count++;
    if (isCut) secrets.noteLoss(expiresAt);
    return count;
  }

  /** What the files that a call wrote carry: what stands in the call, or what it read. */
  function carriedBy({ callId, effects, text }: FlowStep, now: number): CarriedSecret | null {
    const { found } = findSecret({ whole: text.slice(0, MOST_TEXT), varying: null, spaced: null }, now);
    if (found !== null) return found.secret;
    for (const { verb, target } of effects) {
      if (verb === 'secret.read') return { source: callId, type: 'copied' };
      const carried = verb === 'fs.read' ? files.find(target, now) : null;
      if (carried !== null) return carried;
    }
    return null;
  }

  const ledger: FlowLedger = {
    label(callId, text, labels, detections = []) {
      const now = clock.now();
      const expiresAt = now + ttlMs;
      secrets.expire(now);
      tails.expire(now);
      const count = addSecrets(callId, text, labels, detections, expiresAt);
      exposure.note(text, labels);
      if (labels.integrity === 'untrusted') {
        untrustedCalls.add(callId);
        forgetOldest(untrustedCalls, MOST_UNTRUSTED_CALLS);
      }
      if (labels.integrity === 'untrusted' || labels.confidentiality !== 'public')
        texts.add(text, { source: callId, expiresAt, ...labels });
      chains.noteResult(callId, text);
      return count;
    },

    check(sink) {
      const now = clock.now();
      const joined = tails.join(destinationName(sink.destination).name, sink.text.slice(0, MOST_TEXT));
      const { found, incomplete: isCut } = findSecret(joined, now);
      const isLong = sink.text.length > MOST_TEXT && (secrets.size > 0 || exposure.bits.seenPrivate);
      const hasLost = secrets.hasLost(now);
      const findings = [
        ...secretFindings(found, sink.reads ?? [], now),
        ...(sink.manner === 'names' ? [] : textFindings(joined.whole, now)),
        ...exposure.check(sink),
      ];
      if (isCut || isLong)
        findings.push(flowFinding('flow.incomplete', 'confirm', FLOW_MESSAGES.incomplete()));
      else if (hasLost) findings.push(flowFinding('flow.incomplete', 'confirm', FLOW_MESSAGES.forgotten()));
      if (findings.some(({ rule }) => rule === 'flow.secret' || rule === 'flow.private-text')) {
        alarmed.add(sinkId(sink));
        forgetOldest(alarmed, MOST_ALARMED);
      }
      return verdictOf(findings, isCut || isLong || hasLost);
    },

    sent(sink) {
      const now = clock.now();
      tails.expire(now);
      exposure.noteUse(sink);
      const { name } = destinationName(sink.destination);
      if (alarmed.size > 0 && alarmed.delete(sinkId(sink))) tails.clear(name);
      else tails.append(name, sink.text, now);
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
      const now = clock.now();
      exposure.record(step);
      chains.record(step, copiedFrom(step.text));
      const written = step.effects.filter(({ verb, target }) => verb === 'fs.write' && target !== '');
      const carried = written.length === 0 ? null : carriedBy(step, now);
      if (carried !== null) for (const { target } of written) files.mark(target, carried, now + ttlMs);
    },

    carries: (path) => files.find(path, clock.now()),
    linkOf: (fromCallId, toCallId) => chains.linkOf(fromCallId, toCallId),

    get bits() {
      return exposure.bits;
    },
    get bytes() {
      return (
        EMPTY_BYTES + secrets.bytes + texts.bytes + exposure.bytes + tails.bytes + files.bytes + chains.bytes
      );
    },
    toJSON: () => ({ secrets: secrets.size, bits: exposure.bits }),
  };
  return Object.freeze(ledger);
}

interface Sighting extends SecretSighting {
  readonly via: readonly string[];
}

function forgetOldest(entries: Set<string>, most: number): void {
  for (const oldest of entries) {
    if (entries.size <= most) return;
    entries.delete(oldest);
  }
}
