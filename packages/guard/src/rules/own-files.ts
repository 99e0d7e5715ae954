import { resolve } from 'node:path';
import type { Effect, EffectVerb, Evidence, Finding } from '@sentinel-agentos/core';
import { isWithin } from '../matching/located-path.js';
import { pathsOf } from './file-rules.js';
import type { EffectReading, ReadCommand } from '../effects/effect-reading.js';
import type { FileFacts } from '../facts/file-facts.js';
import type { OwnPlace } from './own-paths.js';

const RULE = 'state.protected';
const CHANGES: ReadonlySet<string> = new Set(['fs.write', 'fs.chmod', 'fs.delete']);

/** Programs that change the folder they are told to work in, and by which effects of a call that is known. */
const FOLDER_PROGRAMS: ReadonlyMap<string, readonly EffectVerb[]> = new Map<string, readonly EffectVerb[]>([
  ['git', ['vcs.write', 'vcs.rewrite', 'fs.write', 'fs.delete']],
  ...'npm pnpm yarn bun npx pnpx bunx pip pip3 uv poetry pipenv composer cargo gem bundle'
    .split(' ')
    .map((name) => [name, ['pkg.install']] as const),
  ['sqlite3', ['db.mutate']],
]);

const FOLDER_OPTIONS: ReadonlySet<string> = new Set(
  '-C -t -d --prefix --dir --cwd --directory --target --target-dir --root --project --path --install-dir --modules-folder --global-dir --work-tree --git-dir --working-dir'.split(
    ' ',
  ),
);

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
 * configures it with, whatever rules and thresholds say. Deleting a folder that holds them counts, and so does a package
 * manager or git that is told to work in one (`npm install --prefix`, `git -C`). Another spelling of a name, which some
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

/** Whether a program that changes its folder runs in an own one, or is given a path in one. */
function worksIn(
  { argv, cwd: own }: ReadCommand,
  verbs: ReadonlySet<EffectVerb>,
  places: readonly Place[],
  facts: FileFacts,
  cwd: string,
): boolean {
  const program = argv[0] ?? '';
  const changes = FOLDER_PROGRAMS.get(program.slice(program.lastIndexOf('/') + 1).toLowerCase());
  if (changes === undefined || !changes.some((verb) => verbs.has(verb))) return false;
  const folder = own ?? cwd;
  const files = program.endsWith('sqlite3') ? argv.flatMap((word) => word ?? []).slice(1) : [];
  return ['.', ...foldersIn(argv), ...files].some((path) => {
    const written = resolve(
      folder,
      path.replace(/^~(?=\/|$)/u, () => facts.home),
    );
    return [written, facts.realpath(written)].some((each) => places.some((place) => isOwn(each, place)));
  });
}

/** The folders that a command names to work in: after an option, or glued to it (`--prefix=x`, `-Cx`). */
function foldersIn(argv: readonly (string | null)[]): readonly string[] {
  return argv.flatMap((word, at) => {
    const [, option, glued] = /^(--[\w-]+|-[A-Za-z])(?:=?(.+))?$/su.exec(word ?? '') ?? [];
    const folder = option !== undefined && FOLDER_OPTIONS.has(option) ? (glued ?? argv[at + 1]) : null;
    return folder === null || folder === undefined || folder.includes('\0') ? [] : [folder];
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
