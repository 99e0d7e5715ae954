import { createSeenDestinations } from './seen-destinations.js';
import { destinationName } from './destination-name.js';
import { flowFinding } from './flow-finding.js';
import { FLOW_MESSAGES } from './flow-messages.js';
import { followsLinks, saysLittle } from './fetched-words.js';
import { isCommonHost } from './common-hosts.js';
import type { FlowFinding } from './flow-finding.js';
import type { FlowLabels, SessionBits } from './labels.js';
import type { FlowSink } from './flow-sink.js';
import type { FlowStep } from './call-chains.js';

/**
 * What a session is exposed to: somebody else's words in it, and private data that could follow them out. With both,
 * whatever leaves is asked about, once for each destination; what follows somebody else's words is denied.
 */
export interface SessionExposure {
  /** Takes in what a call gave back. */
  note(text: string, labels: FlowLabels): void;
  /** Takes in what went into a call that ran. */
  record(step: FlowStep): void;
  noteUse(sink: FlowSink): void;
  check(sink: FlowSink): readonly FlowFinding[];
  readonly bits: SessionBits;
  readonly bytes: number;
}

const REMOTE_SETTING = /^(?:add|set-url|rename)\s|^remote\.|\.(?:pushurl|insteadof|pushinsteadof)$/i;

export function createSessionExposure(key: Uint32Array): SessionExposure {
  const destinations = createSeenDestinations(key);
  let seenUntrusted = false;
  let seenPrivate = false;
  /** The session itself has said where a remote leads. */
  let hasSetRemotes = false;

  /** What `destinations` knows this sink by: a place that could not be read is known by the very same call only. */
  const placeOf = ({ destination, text }: FlowSink): string =>
    destination === '' || destination.includes('…') ? `call ${text}`.replace(/\s+/g, '_') : destination;

  /** Places that were set up outside of the session, and questions that say hardly more than what they ask for. */
  function isOrdinary(sink: FlowSink): boolean {
    const { manner = 'send', destination } = sink;
    const { name, isHost } = destinationName(destination);
    if (manner === 'names') return true;
    if (manner === 'push') return !isHost && !hasSetRemotes;
    if (manner !== 'fetch' || placeOf(sink) !== destination || !saysLittle(sink.text)) return false;
    return !isHost || isCommonHost(name) || destinations.standingOf(destination) === 'known';
  }

  const isFollowing = ({ manner, reads = [], text }: FlowSink): boolean =>
    manner === 'fetch' && reads.length === 0 && followsLinks(text, (address) => destinations.isLink(address));

  return {
    note(text, { integrity, confidentiality }) {
      if (integrity === 'untrusted') seenUntrusted = true;
      if (confidentiality !== 'public') seenPrivate = true;
      destinations.note(text, integrity);
    },

    record({ text, effects }) {
      destinations.note(text, 'trusted');
      const setsRemote = effects.some(
        ({ verb, target }) =>
          (verb === 'vcs.write' && REMOTE_SETTING.test(target)) ||
          (verb === 'fs.write' && /[\\/]\.git[\\/](?:config|remotes[\\/].*)$/.test(target)),
      );
      if (!setsRemote) return;
      hasSetRemotes = true;
      destinations.forgetUses();
    },

    noteUse(sink) {
      const isArmed = seenUntrusted && seenPrivate;
      // What went without a question grants nothing else.
      if (!isArmed || (!isOrdinary(sink) && !isFollowing(sink))) destinations.noteUse(placeOf(sink), isArmed);
      destinations.note(sink.destination, 'trusted');
    },

    check(sink) {
      if (!seenUntrusted || !seenPrivate || isOrdinary(sink)) return [];
      const standing = destinations.standingOf(placeOf(sink));
      if (standing === 'granted') return [];
      if (isFollowing(sink)) return [flowFinding('flow.trifecta', 'notify', FLOW_MESSAGES.followedLink())];
      if (standing === 'untrusted')
        return [flowFinding('flow.untrusted-destination', 'deny', FLOW_MESSAGES.untrustedDestination())];
      return [flowFinding('flow.trifecta', 'confirm', FLOW_MESSAGES.trifecta())];
    },

    get bits() {
      return { seenUntrusted, seenPrivate };
    },
    get bytes() {
      return destinations.bytes;
    },
  };
}
