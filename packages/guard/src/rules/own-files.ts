import type { Effect, Finding } from '@sentinel-agentos/core';
import { isWithin } from '../matching/located-path.js';
import { pathsOf, type FileRules } from './file-rules.js';
import type { FileFacts } from '../facts/file-facts.js';

const RULE = 'state.protected';

/**
 * The floor under the guard itself: an agent changes neither the state folder nor the rules file, nor what its host
 * configures it with, whatever rules and thresholds say. Deleting a folder that holds them counts.
 */
export function protectOwnFiles(own: readonly string[], facts: FileFacts): FileRules {
  const places = [...new Set(own.flatMap((path) => [path, facts.realpath(path)]))];
  return (effects, now) => effects.filter((effect) => changesOwn(effect, places, now)).map(finding);
}

function changesOwn(effect: Effect, places: readonly string[], facts: FileFacts): boolean {
  const { verb } = effect;
  if (verb !== 'fs.write' && verb !== 'fs.chmod' && verb !== 'fs.delete') return false;
  return pathsOf(effect, facts).some((path) =>
    places.some(
      (place) =>
        isWithin(path, place) ||
        (verb === 'fs.delete' && isWithin(place, path) && facts.kind(place) !== null),
    ),
  );
}

function finding(effect: Effect): Finding {
  return {
    gate: 'rules',
    rule: RULE,
    floor: 'deny',
    field: effect.evidence.param,
    message: {
      en: 'The records, snapshots, rules or configuration of the guard itself would be changed.',
      zh: '将更改防护系统自身的记录、快照、规则或配置。',
    },
    evidence: effect.evidence,
  };
}
