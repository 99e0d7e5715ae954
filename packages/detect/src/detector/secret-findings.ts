import type { Action, Finding, LocalizedText } from '@sentinel-agentos/core';
import type { CallSink } from './outside-sinks.js';
import type { SecretPlace } from './call-contents.js';

/** Whom they are for is not known: in a header they are only told of, because headers are there to be sent. */
const FOR_ANYBODY: ReadonlySet<string> = new Set(['bearer', 'basic']);

/**
 * What secrets in a call mean. One that stays inside is masked and no more. One that goes outside is asked about,
 * unless the call only uses it for what it is for; a mere likeness, and a header of nobody's form, is only told of, and
 * so is what goes to a tool of which nothing is known. What was read before and leaves now is the ledger's matter.
 */
export function secretFindings(
  places: readonly SecretPlace[],
  sinks: readonly CallSink[],
): readonly Finding[] {
  return places.map((secret) => {
    const { detection, param, evidence, place } = secret;
    const foreign = sinks.filter((sink) => !secret.isUsedAt(sink));
    const sent = foreign.find(({ kind }) => kind === 'sends');
    const [told] = place === 'other' && detection.severity >= 2 ? foreign : [];
    const floor: Action = sent !== undefined ? floorOf(secret) : told !== undefined ? 'notify' : 'auto';
    const destination = (sent ?? told)?.destination;
    return {
      gate: 'detect',
      rule: `detect.${detection.rule}`,
      floor,
      message: destination === undefined ? detection.message : leaving(detection.message, destination),
      ...(param === '' ? {} : { field: param }),
      ...(evidence === null ? {} : { evidence }),
    };
  });
}

function floorOf({ detection: { type, severity }, place }: SecretPlace): Action {
  if (severity < 2) return 'notify';
  const isSaid = FOR_ANYBODY.has(type) && (place === 'header' || place === 'login');
  return isSaid ? 'notify' : 'confirm';
}

function leaving({ en, zh }: LocalizedText, destination: string): LocalizedText {
  return { en: `${en}; it would leave to ${destination}`, zh: `${zh}；将发送至 ${destination}` };
}
