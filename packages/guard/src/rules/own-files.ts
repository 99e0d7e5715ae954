import { resolve } from 'node:path';
import type { Effect, EffectVerb, Evidence, Finding } from '@sentinel-agentos/core';
import { isWithin } from '../matching/located-path.js';
import { pathsOf } from './file-rules.js';
import { toldPaths } from './told-paths.js';
import type { EffectReading, ReadCommand } from '../effects/effect-reading.js';
import type { FileFacts } from '../facts/file-facts.js';
import type { OwnPlace } from './own-paths.js';

const RULE = 'state.protected';
const CHANGES: ReadonlySet<string> = new Set(['fs.write', 'fs.chmod', 'fs.delete']);

/** Judges what a call does, as the disk stands while it is judged. */
export type OwnFiles = (
  reading: Pick<EffectReading, 'effects' | 'commands'>,
  facts: FileFacts,
  cwd: string,
) => readonly Finding[];

interface Place extends OwnPlace {
  readonly spelling: string;
}

/**
 * The floor under the guard itself: an agent changes neither the state folder nor the rules file, nor what its host
 * configures it with, whatever rules and thresholds say. Deleting a folder that holds them counts, and so does a program
 * that is told to work or write in one, though its effects do not name it (`npm install --prefix`, `git -C`, `make -C`). Another spelling of a name, which some
 * systems take for the same, is the same; an exception holds only as it is written.
 */
export function protectOwnFiles(own: readonly OwnPlace[], facts: FileFacts): OwnFiles {
  const places = own.flatMap(({ path, except }): readonly Place[] => {
    // Where a link in the folder leads, is excepted with it: what else may be reached so is not below an exception.
    const free = [...new Set(except.flatMap((part) => [part, facts.realpath(part)]))];
    const spellings = [...new Set([path, facts.realpath(path)])];
    return spellings.map((each) => ({ path: each, except: free, spelling: spellingOf(each) }));
  });
  return ({ effects, commands }, now, cwd) => {
    const found = effects.filter((effect) => changesOwn(effect, places, now)).map(({ evidence }) => evidence);
    const verbs = new Set(effects.map(({ verb }) => verb));
    for (const command of commands)
      if (worksIn(command, verbs, places, now, cwd)) found.push(command.evidence);
    return found.map(finding);
  };
}

function changesOwn(effect: Effect, places: readonly Place[], facts: FileFacts): boolean {
  if (!CHANGES.has(effect.verb)) return false;
  return pathsOf(effect, facts).some((path) =>
    places.some(
      (place) =>
        isOwn(path, place) ||
        (effect.verb === 'fs.delete' &&
          isWithin(place.spelling, spellingOf(path)) &&
          facts.kind(place.path) !== null),
    ),
  );
}

/** Whether a program works in an own place, or is told to change something there. */
function worksIn(
  { argv, cwd: own }: ReadCommand,
  verbs: ReadonlySet<EffectVerb>,
  places: readonly Place[],
  facts: FileFacts,
  cwd: string,
): boolean {
  return toldPaths(argv, verbs).some((path) => {
    const written = resolve(
      own ?? cwd,
      path.replace(/^~(?=\/|$)/u, () => facts.home),
    );
    return [written, facts.realpath(written)].some((each) => places.some((place) => isOwn(each, place)));
  });
}

function isOwn(path: string, place: Place): boolean {
  return isWithin(spellingOf(path), place.spelling) && !place.except.some((part) => isWithin(path, part));
}

/** A path as systems compare it that know no case and one form of each letter. */
function spellingOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function finding(evidence: Evidence): Finding {
  return {
    gate: 'rules',
    rule: RULE,
    floor: 'deny',
    field: evidence.param,
    message: {
      en: 'The records, snapshots, rules or configuration of the guard itself would be changed.',
      zh: '将更改防护系统自身的记录、快照、规则或配置。',
    },
    evidence,
  };
}
