import { basename, join } from 'node:path/posix';
import type { Effect, ToolCall } from '@sentinel-agentos/core';
import { changeTexts } from './change-texts.js';
import { isRegenerable } from '../effects/paths/regenerable-paths.js';
import { isWithin } from '../matching/located-path.js';
import { textAtPlace, type Change } from './change.js';
import { twinsOf } from './file-twins.js';
import type { CommandLines, TextWord } from './command-lines.js';
import type { World } from '../effects/world.js';

/** A path in a text: what stands before it in its word (`of=`, `@`), and where the word is. */
interface WrittenPath {
  readonly param: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly path: string;
  /** Whether it stands in a shell text, where a name could need quotes. */
  readonly inShell: boolean;
}

/** Effects that are looked at; a call with more is not mended by one path. */
const MAX_EFFECTS = 6;
const ALL_OF_FOLDER = /(?<=^|\/)\.?\*$/u;
const PLAIN_NAME = /^[\p{L}\p{N}_./~@%+:,-]+$/u;
const DEFAULT_FOLDER = 'build';

/**
 * Other paths in place of those that a call touches: a folder that a build makes again instead of the whole, a
 * place in the workspace instead of one outside, the example instead of the secret.
 */
export function pathChanges(
  call: ToolCall,
  effects: readonly Effect[],
  lines: ReadonlyMap<string, CommandLines>,
  world: World,
): readonly Change[] {
  return effects
    .filter(({ target }) => target.startsWith('/') && !target.includes('…'))
    .slice(0, MAX_EFFECTS)
    .flatMap((effect) =>
      writtenPaths(call, effect, lines, world).flatMap((written) =>
        changesOf(effect, written, folderOf(call, lines.get(written.param)), world),
      ),
    );
}

function changesOf(
  effect: Effect,
  written: WrittenPath,
  cwd: string | null,
  world: World,
): readonly Change[] {
  const put = (path: string, says: Change['says']): readonly Change[] => {
    if (written.inShell && !PLAIN_NAME.test(path)) return [];
    const { param, start, end, before } = written;
    return [{ edits: [{ param, start, end, text: before + path }], says }];
  };
  const { verb, target } = effect;
  if (verb === 'fs.delete') {
    return smallerDeletions(target, written.path, cwd, world).flatMap((path) =>
      put(path, changeTexts.remove(path, written.path)),
    );
  }
  const twins = twinsOf(written.path, target, world.facts);
  if (verb === 'fs.write') {
    return [...twins, ...insideWorkspace(target, cwd, world)].flatMap((path) =>
      put(path, changeTexts.write(path, written.path)),
    );
  }
  return verb === 'fs.read' || verb === 'secret.read'
    ? twins.flatMap((path) => put(path, changeTexts.read(path, written.path)))
    : [];
}

/**
 * A folder that a build makes again, in place of one that holds it: the workspace, a folder above it, all of the
 * home folder, or a folder of the workspace. Whoever deletes anything else means that and nothing smaller.
 */
function smallerDeletions(
  target: string,
  written: string,
  cwd: string | null,
  world: World,
): readonly string[] {
  const { facts, workspaceRoot } = world;
  const root = facts.realpath(workspaceRoot);
  const folder = target.replace(ALL_OF_FOLDER, '').replace(/(?<=.)\/$/u, '');
  const made = (inside: string): string | undefined =>
    facts.list(inside).find((name) => isRegenerable(name) && facts.kind(join(inside, name)) === 'directory');
  if (isWithin(folder, root) && folder !== root) {
    const name = made(folder);
    return name === undefined ? [] : [join(written.replace(ALL_OF_FOLDER, '') || '.', name)];
  }
  const holdsMore = isWithin(root, folder) || isWithin(facts.home, folder);
  return holdsMore ? [fromCwd(join(root, made(root) ?? DEFAULT_FOLDER), cwd)] : [];
}

/** The same name in the workspace. */
function insideWorkspace(target: string, cwd: string | null, world: World): readonly string[] {
  const root = world.facts.realpath(world.workspaceRoot);
  const isPlain = isWithin(target, root) && !/\/\.git(?:\/|$)/u.test(target);
  return isPlain || basename(target) === '' ? [] : [fromCwd(join(root, basename(target)), cwd)];
}

/** The folder that a relative path starts from; null where the text itself goes elsewhere first. */
function folderOf({ cwd }: ToolCall, lines: CommandLines | undefined): string | null {
  const moves = lines?.commands.some(({ words }) => /^(?:cd|pushd|chdir)$/u.test(words[0]?.value ?? ''));
  return moves === true ? null : cwd;
}

/** As it would be written in a folder. */
function fromCwd(path: string, cwd: string | null): string {
  if (cwd === null || !isWithin(path, cwd)) return path;
  return `./${path.slice(cwd.length + 1)}`;
}

/** Where in the call the path of an effect was written. */
function writtenPaths(
  call: ToolCall,
  effect: Effect,
  lines: ReadonlyMap<string, CommandLines>,
  world: World,
): readonly WrittenPath[] {
  const { evidence, target } = effect;
  const { param } = evidence;
  const inShell = lines.get(param);
  if (inShell === undefined) {
    const path = textAtPlace(call.params, param)?.slice(evidence.start, evidence.end);
    return path === undefined || path === '' ? [] : [{ ...evidence, ...splitWord(path), inShell: false }];
  }
  // A program's own name is no path that it was given.
  const words = inShell.commands.flatMap((command) => [...command.words.slice(1), ...command.files]);
  const exact = words.filter(({ start, end }) => start === evidence.start && end === evidence.end);
  const found = exact.length > 0 ? exact : words.filter((word) => leadsTo(word, target, call.cwd, world));
  return found
    .slice(0, 1)
    .map(({ value, start, end }) => ({ param, start, end, ...splitWord(value), inShell: true }));
}

function leadsTo({ value }: TextWord, target: string, cwd: string, { facts }: World): boolean {
  const { path } = splitWord(value);
  if (path === '' || path.startsWith('-')) return false;
  const plain = path.replace(ALL_OF_FOLDER, '') || '.';
  const home = plain === '~' || plain.startsWith('~/') ? facts.home + plain.slice(1) : plain;
  const absolute = home.startsWith('/') ? join(home) : join(cwd, home);
  const aim = target.replace(ALL_OF_FOLDER, '').replace(/(?<=.)\/$/u, '') || '/';
  return [absolute, facts.realpath(absolute)].some((each) => (each.replace(/(?<=.)\/$/u, '') || '/') === aim);
}

/** `of=/dev/sda`, `@.env`, `file=@.env`: what comes before the path stays. */
function splitWord(word: string): { readonly before: string; readonly path: string } {
  const before = /^(?:[\w.-]*=@|[\w.-]+[=@]|@)/u.exec(word)?.[0] ?? '';
  return { before, path: word.slice(before.length) };
}
