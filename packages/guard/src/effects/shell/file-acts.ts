import { shape } from '../effect-shape.js';
import { expandGlob } from '../paths/glob-targets.js';
import { plainPatterns } from '../paths/glob-options.js';
import { locate, type Place } from '../paths/locate.js';
import {
  deletion,
  permission,
  readingOf,
  settingsOf,
  writing,
  type Deleting,
  type PathEffect,
} from '../paths/path-effects.js';
import { holdsSecrets, isPrivatePath, isSecretPath } from '../paths/secret-paths.js';
import { unsignedList } from '../paths/package-lists.js';
import { isRegenerable } from '../paths/regenerable-paths.js';
import { isPlainSettings } from '../paths/startup-lines.js';
import { shareHost } from '../paths/windows-paths.js';
import { isWithin } from '../paths/zones.js';
import { altered, isKnown, joined, NOTHING, Taint, unknownData, type Data, type Field } from './data.js';
import { feed } from './process-substitution.js';
import { QUIET_SINK } from './quiet-sink.js';
import { globOptionsOf } from './set-globbing.js';
import type { Shell } from './shell-state.js';
import { matchedState } from './state-words.js';

/** A path argument: its text, where it stood, and whether the shell would expand a pattern in it. */
export type PathWord = Pick<Field, 'text' | 'taint' | 'glob' | 'evidence'>;

/** A secret on a machine that others see. */
const DISCLOSED = shape('net.send', 'shared', 'irreversible', 'critical');
const ENDLESS = /^\/dev\/(?:zero|full|u?random)$/;
const DESCRIPTOR = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/;

function places(word: PathWord, shell: Shell, follow: boolean): readonly Place[] {
  const { reading } = shell;
  if (reading.paths <= 0) {
    reading.sink.finding('shell.too-large', word.evidence);
    return [];
  }
  reading.paths -= 1;
  const { world, boundaries } = reading;
  const options = { cwd: shell.cwd, facts: world.facts, boundaries, follow };
  if (!word.glob) return [locate(word.text, options)];
  const place = locate(word.text, options);
  if (place.contents) return [place];
  return expandGlob(word.text, shell.cwd, world.facts).map((text) => locate(text, options));
}

/**
 * The words that a pattern is with plain options, and what it matches of the product's own. What is read is no less for
 * being read by one of them.
 */
function plainWords(word: PathWord, shell: Shell): readonly PathWord[] {
  if (!word.glob) return [word];
  const options = globOptionsOf(shell);
  const own = matchedState(word.text, shell);
  const words = options.dots || options.anyCase ? plainPatterns(word.text, options) : [word.text];
  return [...words, ...(own === null ? [] : [own])].map((text) => ({ ...word, text }));
}

function report(effect: PathEffect | null, place: Place, word: PathWord, shell: Shell): void {
  if (effect === null) return;
  const { sink } = shell.reading;
  const { evidence } = word;
  sink.effect(effect.shape, place.contents ? contentsOf(place, word) : place.path, evidence);
  if (effect.rule !== undefined) sink.finding(effect.rule, evidence, place.path);
}

/** What is meant of a folder. Patterns such as `.*` take other names than `*` does. */
function contentsOf({ path }: Place, { text }: PathWord): string {
  const pattern = text.slice(text.lastIndexOf('/') + 1);
  return `${path === '/' ? '' : path}/${pattern.startsWith('.') ? pattern : '*'}`;
}

/** Reads a file, or with `tree` everything below a folder. Returns its content with where it came from. */
export function readPath(shell: Shell, word: PathWord, tree = false): Data {
  const descriptor = DESCRIPTOR.exec(word.text);
  if (descriptor !== null) return channelData(shell, descriptor[1] ?? '');
  let data = NOTHING;
  for (const place of places(word, shell, true)) {
    const known = shell.files.get(place.path);
    if (known !== undefined && place.zone === 'stream') data = joined(data, known);
    const effect = readingOf(place, word.text, tree);
    report(effect, place, word, shell);
    if (ENDLESS.test(place.path)) data = joined(data, unknownData(Taint.endless));
    if (effect === null) continue;
    data = joined(data, known ?? unknownData(contentTaint(place, effect, shell, tree || place.contents)));
  }
  return data;
}

/** Content of a file that is used, copied or sourced but shown to nobody: where it came from travels along. */
export function readQuietly(shell: Shell, word: PathWord, tree = false): Data {
  return readPath({ ...shell, reading: { ...shell.reading, sink: QUIET_SINK } }, word, tree);
}

/** What a descriptor that was opened earlier would give. */
export function channelData(shell: Shell, descriptor: string): Data {
  const channel = shell.channels.get(descriptor);
  if (channel === undefined) return NOTHING;
  switch (channel.kind) {
    case 'data':
      return channel.data;
    case 'file':
    case 'process':
      return shell.files.get(channel.path) ?? unknownData(Taint.file);
    case 'network':
      return unknownData(Taint.download);
  }
}

function contentTaint(place: Place, effect: PathEffect, shell: Shell, tree: boolean): number {
  let taint: number = Taint.file;
  if (effect.shape.verb === 'secret.read') taint |= Taint.secret;
  if (shareHost(place.path) !== null) taint |= Taint.download;
  if (place.zone === 'system' && place.path.startsWith('/etc/')) taint |= Taint.system;
  if (place.zone === 'outside' && isPrivatePath(place.path)) taint |= Taint.system;
  for (const [path, data] of shell.files) {
    if (path !== place.path && isWithin(path, place.path)) taint |= data.taint & Taint.secret;
    if ((data.taint & Taint.download) !== 0 && isPartOf(place, path, shell)) taint |= Taint.download;
  }
  if (tree && (taint & Taint.secret) === 0) {
    const { facts } = shell.reading.world;
    const inside = (): boolean =>
      facts.list(place.path).some((name) => isSecretPath(`${place.path}/${name}`));
    if (place.zone === 'home' || place.zone === 'root' || holdsSecrets(place.path) || inside())
      taint |= Taint.secret;
    if (isWhole(place, shell)) taint |= Taint.whole;
  }
  return taint;
}

/** Sources that were fetched are prepared for building by scripts of these names. */
const PREPARES = /\/(?:configure|config|bootstrap|autogen\.sh|buildconf|gradlew|mvnw)$/i;

/** Whether a file that was not there before is among what this call filled a folder with. */
function isPartOf({ path }: Place, filled: string, shell: Shell): boolean {
  // Below a folder whose name is not known, as `mktemp -d` gives it, installers of every day run what they unpack.
  if (!filled.endsWith('/\0') || !isKnown(path) || PREPARES.test(path)) return false;
  return isWithin(path, filled.slice(0, -2)) && shell.reading.world.facts.kind(path) === null;
}

/** Whether a place is a folder that holds more than what a build made. */
function isWhole(place: Place, shell: Shell): boolean {
  const { workspace } = shell.reading.boundaries;
  if (/^(?:temp|temp-root|cache|stream|unknown)$/.test(place.zone)) return false;
  if (shell.reading.world.facts.kind(place.path) === 'file' || FILE_NAME.test(place.path)) return false;
  const inside = isWithin(place.path, workspace) ? place.path.slice(workspace.length + 1) : place.path;
  return !isRegenerable(inside);
}

/** Writes a file. `data` is what lands in it as far as known; null when nothing is known about it. */
export function writePath(shell: Shell, word: PathWord, data: Data | null, append = false): void {
  for (const each of plainWords(word, shell)) writeNamed(shell, each, data, append);
}

function writeNamed(shell: Shell, word: PathWord, data: Data | null, append: boolean): void {
  const { world } = shell.reading;
  if (data !== null && feed(shell, word.text, data)) return;
  if (shell.waiting.has(word.text)) return;
  for (const place of places(word, shell, true)) {
    const known = shell.files.get(place.path);
    const exists = known === undefined && isHost(place) && world.facts.kind(place.path) !== null;
    const plain = append && data !== null && data.taint === 0 && isPlainSettings(data.text);
    const effect = plain ? settingsOf(writing(place, exists)) : writing(place, exists);
    report(effect, place, word, shell);
    if (data !== null) report(unsignedList(place.path, data.text), place, word, shell);
    const host = shareHost(place.path);
    if (host !== null && data !== null && (data.taint & Taint.secret) !== 0) {
      shell.reading.sink.effect(DISCLOSED, host, word.evidence);
      shell.reading.sink.finding('flow.secret-to-network', word.evidence, host);
    }
    if (data === null && known !== undefined)
      shell.files.set(place.path, { text: known.text, taint: altered(known.taint) });
    if (effect === null || data === null) continue;
    const before = append ? (known ?? NOTHING) : NOTHING;
    shell.files.set(place.path, joined(before, data));
  }
}

function isHost(place: Place): boolean {
  return place.zone === 'outside' || place.zone === 'system' || place.zone === 'system-root';
}

/** A folder or empty file is made. Something that exists already is left as it is. */
export function makePath(shell: Shell, word: PathWord): void {
  for (const each of plainWords(word, shell))
    for (const place of places(each, shell, true)) report(writing(place, false), place, each, shell);
}

/** Deletes a path, `recursive` with everything below it. `moved`: what was there stands elsewhere afterwards. */
export function deletePath(shell: Shell, word: PathWord, recursive: boolean, moved = false): void {
  for (const each of plainWords(word, shell)) deleteNamed(shell, each, recursive, moved);
}

function deleteNamed(shell: Shell, word: PathWord, recursive: boolean, moved: boolean): void {
  // `$UNSET/` and `$UNSET/*` are `/` when the variable is empty.
  const emptied = word.text.replaceAll('\0', '');
  // A pattern of which nothing is known stands for more words than were listed: any of them may be the root.
  if (word.glob && recursive && emptied === '') shell.reading.sink.finding('shell.too-large', word.evidence);
  const reckless = (word.taint & Taint.unset) !== 0 && /^\/+(?:\*+|\.\*|\{.*\*.*\})?$/.test(emptied);
  for (const place of places(word, shell, false)) {
    const { boundaries, world } = shell.reading;
    const how = {
      workspace: boundaries.workspace,
      recursive,
      reckless,
      ...standing(place, shell),
      kept: moved || world.snapshotsTaken === true,
      // `mv .` is refused: what a listing of `.` hands over to it are the files in there.
      emptied: moved && (place.contents || /^(?:\.\/)*\.?$/.test(word.text)),
    };
    report(deletion(place, how), place, word, shell);
    shell.files.delete(place.path);
  }
}

/** Empties a file. A folder, or something that a listing of it names, stands for every file that is in there. */
export function emptyPath(shell: Shell, word: PathWord): void {
  const { zone, path } = placeOf(shell, word.text);
  const many = zone === 'workspace-root' || (zone === 'workspace' && path.endsWith('\0'));
  deletePath(shell, word, many || !FILE_NAME.test(path));
}

const FILE_NAME = /[^/]\.[\w*?]{1,6}$/;

/** What stands at a place: what is not there yet is known by its name, or because the call itself made it. */
function standing(place: Place, shell: Shell): Pick<Deleting, 'single' | 'made'> {
  const kind = shell.reading.world.facts.kind(place.path);
  if (kind !== null) return { single: kind !== 'directory', made: false };
  const made = [...shell.files.keys()].some((path) => isWithin(path, place.path));
  return { single: FILE_NAME.test(place.path), made };
}

/** Changes mode or owner of a path. */
export function changeMode(shell: Shell, word: PathWord, recursive: boolean, open: boolean): void {
  for (const each of plainWords(word, shell))
    for (const place of places(each, shell, true))
      report(permission(place, recursive, open), place, each, shell);
}

/** The place of a path that is neither read nor changed. */
export function placeOf(shell: Shell, text: string): Place {
  const { world, boundaries } = shell.reading;
  return locate(text, { cwd: shell.cwd, facts: world.facts, boundaries });
}
