import { shape } from '../effect-shape.js';
import { isProgramFolder, isSystemProgram, isTrustedProgram } from '../paths/control-paths.js';
import type { Place } from '../paths/locate.js';
import { isSecretPath } from '../paths/secret-paths.js';
import { isStream } from '../paths/zones.js';
import { NOTHING, Taint, type Data, type Field } from '../shell/data.js';
import { deletePath, emptyPath, placeOf, readPath, readQuietly, writePath } from '../shell/file-acts.js';
import { makeLink } from '../shell/make-link.js';
import type { Shell } from '../shell/shell-state.js';
import { has, note, valueOfOption, type Invocation } from './invocation.js';

const NOWHERE = /^\/dev\/(?:null|zero|full)$/;

interface Sides {
  readonly sources: readonly Field[];
  readonly target: Field | null;
}

function sidesOf(invocation: Invocation): Sides {
  const named = valueOfOption(invocation, '-t --target-directory');
  if (named !== null) return { sources: invocation.operands, target: named };
  return { sources: invocation.operands.slice(0, -1), target: invocation.operands.at(-1) ?? null };
}

/** The file that a source becomes: in a folder it keeps its name, except with `-T`. */
function landing({ shell, ...parsed }: Invocation, source: Field, target: Field): Field {
  if (has(parsed, '-T --no-target-directory')) return target;
  const place = placeOf(shell, target.text);
  const folder =
    target.text.endsWith('/') ||
    place.zone === 'system-root' ||
    isProgramFolder(place.path.toLowerCase()) ||
    shell.reading.world.facts.kind(place.path) === 'directory';
  if (!folder) return target;
  const name = source.text.slice(source.text.lastIndexOf('/') + 1);
  return { ...target, text: `${target.text.replace(/\/$/, '')}/${name}` };
}

/** `cp`, `install`, `ln`, `link`: what was in the source is in the target afterwards. */
export function readCopy(invocation: Invocation): Data {
  const { shell } = invocation;
  const { sources, target } = sidesOf(invocation);
  if (target === null) return NOTHING;
  // A copied secret is not shown to anybody by copying: its taint travels with the file.
  const links = LINKS.test(invocation.name) || has(invocation, '-s --symbolic-link -l --link');
  for (const source of sources) {
    // What is replaced by nothing is gone.
    if (NOWHERE.test(source.text) && !links && !target.text.endsWith('/')) {
      emptyPath(shell, target);
      continue;
    }
    const landed = landing(invocation, source, target);
    const content = readQuietly(shell, source, true);
    if (links) makeLink(shell, source, landed, (link) => put(shell, source, link, content));
    else put(shell, source, landed, content);
  }
  return NOTHING;
}

const LINKS = /^(?:ln|link|symlink)$/;

/** What never ends fills the disk. */
const FILLED = shape('fs.write', 'host', 'hard', 'normal');
const UNMASKED = shape('secret.read', 'process', 'irreversible', 'critical');
const SAME_OWNER = shape('fs.write', 'host', 'easy', 'normal');

/** What was at one place is at another now. */
function put(shell: Shell, source: Field, target: Field, content: Data): void {
  const from = placeOf(shell, source.text);
  const to = placeOf(shell, target.text);
  const { sink } = shell.reading;
  if (from.zone === 'system' && isSystemProgram(from.path)) shell.rebound.set(to.path, from.path);
  // Under a name that tells nothing, nobody guards a secret any more.
  if (isSecretPath(from.path) && !isSecretPath(to.path) && !/^(?:unknown|stream)$/.test(to.zone))
    sink.effect(UNMASKED, `${from.path} ${to.path}`, source.evidence);
  // One program of the system under another name of its own is no other program.
  if (from.zone === 'system' && isTrustedProgram(to.path.toLowerCase()) && isSystemProgram(from.path)) {
    sink.effect(SAME_OWNER, to.path, target.evidence);
    shell.files.set(to.path, content);
  } else {
    writePath(shell, target, content);
  }
}

const LEFT_TO_CHANCE = shape('fs.delete', 'host', 'partial', 'normal');
const OWN_FOLDER =
  /^\/(?:root|home\/[^/]+|users\/[^/]+)\/(?:documents|desktop|pictures|photos|videos|movies|music|mail|projects|work|src|\.config|\.local)$/i;

function isKeepsake({ zone, path }: Place): boolean {
  return zone === 'outside' && (OWN_FOLDER.test(path) || isSecretPath(path));
}

/** `mv`: the source is gone from its place; moved to nowhere it is gone for good. */
export function readMove(invocation: Invocation): Data {
  const { shell } = invocation;
  const { sink } = shell.reading;
  const { sources, target } = sidesOf(invocation);
  if (target === null) return NOTHING;
  const lost = NOWHERE.test(target.text);
  for (const source of sources) {
    const place = placeOf(shell, source.text);
    const content = readQuietly(shell, source, true);
    const stays = placeOf(shell, target.text).zone === 'workspace';
    const precious = !stays && (place.contents || place.zone === 'workspace-root' || place.zone === 'git');
    const theirs = ![
      'workspace',
      'workspace-root',
      'git',
      'temp',
      'temp-root',
      'unknown',
      'cache',
      'outside',
      'stream',
    ].includes(place.zone);
    // What is somebody's own does not outlive the next start of the machine there.
    if (isKeepsake(place) && placeOf(shell, target.text).zone.startsWith('temp'))
      sink.effect(LEFT_TO_CHANCE, place.path, source.evidence);
    // Moving within the project loses nothing; taking the ground from under the system does.
    const leaves = place.zone === 'workspace' || place.zone === 'temp';
    if (lost || theirs || leaves || (precious && place.zone !== 'outside'))
      deletePath(shell, source, true, !lost);
    if (!lost) put(shell, source, landing(invocation, source, target), content);
  }
  return NOTHING;
}

/** `dd`: `if=` is read, `of=` is written. */
export function readDd(invocation: Invocation): Data {
  const { shell, io } = invocation;
  let content = io.stdin;
  let target: Field | null = null;
  for (const operand of invocation.args) {
    const at = operand.text.indexOf('=');
    const word = { ...operand, text: operand.text.slice(at + 1) };
    if (operand.text.startsWith('if=')) content = readPath(shell, word);
    if (operand.text.startsWith('of=')) target = word;
  }
  const counted = invocation.args.some(({ text }) => text.startsWith('count='));
  if (counted) content = { text: content.text, taint: content.taint & ~Taint.endless };
  if (target === null) return content;
  if ((content.taint & Taint.endless) !== 0 && !isStream(target.text)) note(invocation, FILLED, target.text);
  writePath(shell, target, content);
  return NOTHING;
}

/** `tee`: what comes in is printed and written to every operand. */
export function readTee(invocation: Invocation): Data {
  const { shell, io } = invocation;
  for (const operand of invocation.operands)
    writePath(shell, operand, io.stdin, has(invocation, '-a --append'));
  return io.stdin;
}
