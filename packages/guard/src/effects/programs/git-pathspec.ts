import { posix } from 'node:path';
import { placeOf } from '../shell/file-acts.js';
import { isWithin } from '../paths/zones.js';
import { UNKNOWN } from '../paths/locate.js';
import type { EffectShape } from '../effect-shape.js';
import type { Field } from '../shell/data.js';
import type { Shell } from '../shell/shell-state.js';

/** What stands before the path: `:/`, `:!`, `:^`, `:(top,exclude)`. */
const MAGIC = /^:(?:\(([^)]*)\)|([/!^]+):?)/;
const WILDCARD = /[*?[\0]/;
/** Names of the state folder that a pattern is compared with. */
const MOST_NAMES = 512;
const MAX_STEPS = 64;

/** A word by which Git is told paths. */
export interface Pathspec {
  readonly text: string;
  /** Counted from the top of the work tree instead of the folder that Git works in. */
  readonly top: boolean;
  readonly excludes: boolean;
  readonly literal: boolean;
}

export function pathspecOf(text: string): Pathspec {
  const [whole = '', words = '', signs = ''] = MAGIC.exec(text) ?? [];
  const magic = words.split(',').map((word) => word.trim());
  return {
    text: text.slice(whole.length),
    top: signs.includes('/') || magic.includes('top'),
    excludes: /[!^]/.test(signs) || magic.includes('exclude'),
    literal: magic.includes('literal'),
  };
}

/** The top of the work tree that Git works in: the nearest folder with a `.git`, else the folder itself. */
export function topOf(shell: Shell): string {
  const { facts } = shell.reading.world;
  const start = placeOf(shell, '.').path;
  let at = start;
  for (let step = 0; step < MAX_STEPS && at.startsWith('/'); step += 1) {
    if (facts.kind(posix.join(at, '.git')) !== null) return at;
    if (at === '/') break;
    at = posix.dirname(at);
  }
  return start;
}

/** The path that a pathspec means, or a pattern. Its stars take slashes too: then it is something below a folder. */
export function placeIn({ text, top, literal }: Pathspec, shell: Shell): string {
  const folder = top ? topOf(shell) : placeOf(shell, '.').path;
  const wild = literal ? -1 : text.search(WILDCARD);
  if (wild < 0) return placeOf({ ...shell, cwd: folder }, text === '' ? '.' : text).path;
  const told = text.slice(0, text.lastIndexOf('/', wild) + 1);
  const start = placeOf({ ...shell, cwd: folder }, told === '' ? '.' : told).path;
  const last = text.slice(text.lastIndexOf('/') + 1);
  return `${start === '/' ? '' : start}/${UNKNOWN}${WILDCARD.test(last) ? `/${last}` : ''}`;
}

/** Notes an effect on each path that Git is told, or on the whole work tree where it is told none. */
export function notePaths(
  shell: Shell,
  shape: EffectShape,
  words: readonly Field[],
  at: Field['evidence'],
): void {
  const { sink } = shell.reading;
  const specs = words.map(({ text }) => pathspecOf(text)).filter(({ excludes }) => !excludes);
  if (specs.length === 0) sink.effect(shape, topOf(shell), at);
  for (const spec of specs) sink.effect(shape, placeIn(spec, shell), at);
}

/** Whether pathspecs take in the guard's own folder, some of it, or a folder around it. None of them: all below. */
export function takesState(shell: Shell, words: readonly Field[], everywhere = false): boolean {
  const { boundaries, world } = shell.reading;
  const { state } = boundaries;
  const start = everywhere ? topOf(shell) : placeOf(shell, '.').path;
  if (world.facts.kind(state) === null) return false;
  const specs = words.map(({ text }) => pathspecOf(text));
  const excluded = specs.filter(({ excludes }) => excludes);
  if (excluded.some((spec) => placeIn({ ...spec, literal: true }, shell) === state)) return false;
  if (specs.length === excluded.length) return isWithin(state, start);
  return specs.some((spec) => !spec.excludes && meansState(spec, shell));
}

function meansState(spec: Pathspec, shell: Shell): boolean {
  const { state } = shell.reading.boundaries;
  if (spec.literal || !WILDCARD.test(spec.text)) {
    const path = placeIn(spec, shell);
    return isWithin(state, path) || isWithin(path, state);
  }
  // What is not known may be anything; a person is asked about it anyway.
  if (spec.text.includes(UNKNOWN)) return false;
  const folder = spec.top ? topOf(shell) : placeOf(shell, '.').path;
  const pattern = patternOf(posix.join(folder === '/' ? '' : folder, spec.text));
  return namesIn(state, shell).some((path) => pattern.test(path) || pattern.test(`${path}/`));
}

/** The state folder, the folders around it, and what is in it, two levels deep. */
function namesIn(state: string, shell: Shell): readonly string[] {
  const { facts } = shell.reading.world;
  const names: string[] = [];
  for (let at = state; at !== '/' && at.startsWith('/'); at = posix.dirname(at)) names.push(at);
  const inside = facts.list(state).map((name) => `${state}/${name}`);
  const below = inside.flatMap((path) => facts.list(path).map((name) => `${path}/${name}`));
  return [...names, ...[...inside, ...below].slice(0, MOST_NAMES)];
}

/** Git's pattern over whole paths, in which stars take slashes too; small letters mean large ones as well. */
function patternOf(path: string): RegExp {
  let source = '';
  for (let at = 0; at < path.length; at += 1) {
    const char = path[at] ?? '';
    const close = char === '[' ? path.indexOf(']', at + 2) : -1;
    if (char === '*') {
      if (!source.endsWith('[^]*')) source += '[^]*';
    } else if (char === '?' || close > 0) source += '[^]';
    else source += char.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    if (close > 0) at = close;
  }
  return new RegExp(`^${source}$`, 'i');
}
