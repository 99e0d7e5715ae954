import { isOwnService } from './own-service.js';
import type { Action, Evidence, Finding, LocalizedText } from '@sentinel-agentos/core';
import type { Detection } from '../detection.js';

/** A secret in a parameter. */
export interface SecretPlace {
  readonly detection: Detection;
  readonly evidence: Evidence;
}

/** Headers are there to be sent: whom they are for is not known, and they are only told of. */
const FOR_ANYBODY: ReadonlySet<string> = new Set(['bearer', 'basic']);

/**
 * What secrets in the parameters of a call mean. One that stays inside is masked and no more. One that goes outside
 * is asked about, unless each place it goes to belongs to the service that issued it; a mere likeness, and a header of
 * nobody's form, is only told of. What was read before and leaves now is the ledger's matter.
 */
export function secretFindings(
  places: readonly SecretPlace[],
  destinations: readonly string[],
): readonly Finding[] {
  return places.map(({ detection, evidence }) => {
    const foreign = destinations.find((each) => !isOwnService(detection.type, each));
    const floor = foreign === undefined ? 'auto' : floorOf(detection);
    return {
      gate: 'detect',
      rule: `detect.${detection.rule}`,
      floor,
      field: evidence.param,
      evidence,
      message: foreign === undefined ? detection.message : leaving(detection.message, foreign),
    };
  });
}

function floorOf({ type, severity }: Detection): Action {
  return severity >= 2 && !FOR_ANYBODY.has(type) ? 'confirm' : 'notify';
}

function leaving({ en, zh }: LocalizedText, destination: string): LocalizedText {
  return { en: `${en}; it would leave to ${destination}`, zh: `${zh}；将发送至 ${destination}` };
}
