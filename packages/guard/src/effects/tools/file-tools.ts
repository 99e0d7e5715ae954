import type { ParamValue } from '@sentinel-agentos/core';
import { shape, type EffectShape } from '../effect-shape.js';
import { isSecretPath } from '../paths/secret-paths.js';
import { SOMETHING, type Field } from '../shell/data.js';
import { deletePath, readPath, writePath } from '../shell/file-acts.js';
import { fetchUrl } from '../shell/network-acts.js';
import type { Shell } from '../shell/shell-state.js';
import { pathWord } from './path-word.js';
import { readPatchText } from './patch-tool.js';
import { NOWHERE, wordOf, type ToolContext } from './tool-context.js';
import type { ToolKind } from './tool-names.js';
import { textsIn, textsOf, valuesIn, type ParamLayer } from './tool-params.js';
import { verbOf, type Act } from './tool-verbs.js';
import { wordsOf } from './tool-words.js';

const UNKNOWN_FILE = shape('unknown', 'workspace', 'hard', 'normal');
/** A change of a file that nobody can name. */
const UNKNOWN_CHANGE = shape('unknown', 'host', 'partial', 'normal');
/** A change of somebody's repository on a server. */
const COMMITTED = shape('vcs.push', 'shared', 'partial', 'normal');

/** The names of what is kept in a folder of keys. */
const KEYS_LISTED = shape('fs.read', 'process', 'hard', 'sensitive');
const KEY_FOLDER = /(?:^|[/\\])\.(?:ssh|gnupg|aws|kube|azure|password-store)(?:[/\\]|$)/i;

/** Every name under which a file tool is told its path. */
export const PATHS: readonly string[] =
  'path filepath file filename fullpath absolutepath relativepath targetfile targetpath target notebookpath notebook directory dir directorypath dirpath folder folderpath paths files filepaths filenames uri uris fileuri image images pdf document'.split(
    ' ',
  );
const SOURCES =
  'source src from oldpath sourcepath sourcefile frompath oldname oldfile originalpath srcpath path filepath file filename paths files sources'.split(
    ' ',
  );
const TARGETS =
  'destination dest dst to newpath target targetpath destinationpath destpath topath newfile outputpath output targetdir destinationdir destdir targetdirectory destinationdirectory destinationfolder'.split(
    ' ',
  );
/** `to` is as often the new text of a change. */
const NEW_PLACES = TARGETS.filter((name) => name !== 'to');
/** A new name beside the old one. */
const NEW_NAMES = ['newname', 'newfilename', 'renameto'];
const PATTERNS = ['pattern', 'glob', 'include', 'patterns', 'filepattern', 'globs'];

export type FileKind = Extract<
  ToolKind,
  'read' | 'grep' | 'list' | 'write' | 'editor' | 'patch' | 'delete' | 'move' | 'copy'
>;
export type FileAct = 'read' | 'write' | 'delete' | 'move' | 'copy';
const WORSE: readonly FileAct[] = ['read', 'write', 'copy', 'move', 'delete'];

/** Reads the call of a file tool: a path means the same as in a shell, and nothing in it is expanded but the home. */
export function readFileTool(kind: FileKind, context: ToolContext): void {
  for (const shell of context.shells) readIn(kind, context, shell);
  const servers = textsOf(context.said, ['owner', 'repo', 'repository', 'projectid']);
  if (servers.length > 1 && !['read', 'grep', 'list'].includes(kind))
    context.sink.effect(COMMITTED, servers.map(({ text }) => text).join('/'), NOWHERE);
}

function readIn(kind: FileKind, context: ToolContext, shell: Shell): void {
  switch (kind) {
    case 'list':
      readNames(context, shell);
      return;
    case 'grep':
      readMatches(context, shell);
      return;
    case 'patch':
      readPatch(context, shell);
      return;
    case 'editor':
      readEditor(context, shell);
      return;
    case 'read':
    case 'write':
    case 'delete':
    case 'move':
    case 'copy':
      readFiles(kind, context, shell);
  }
}

/** Reads every object of the parameters that names a file, each by its own verb where that is the harder one. */
function readFiles(act: FileAct, context: ToolContext, shell: Shell): void {
  const { said, call } = context;
  let named = 0;
  for (const layer of said) named += readAsSaid(act, layer, shell);
  if (named > 0) return;
  // What a caller's positional argument is judged as.
  const inputs = act === 'move' || act === 'copy' ? [] : textsOf(said, ['input']);
  for (const found of inputs) actOn(act, pathWord(found, shell), shell);
  if (inputs.length === 0) unknownFile(call.tool, shell, act === 'read' ? UNKNOWN_FILE : UNKNOWN_CHANGE);
}

const ACTS: Readonly<Partial<Record<Act, FileAct>>> = {
  delete: 'delete',
  wipe: 'delete',
  move: 'move',
  copy: 'copy',
  make: 'write',
  change: 'write',
};

/** What an item such as `{ type: 'delete', path }` does; a parameter never makes a tool milder than its name. */
function harder(act: FileAct, layer: ParamLayer): FileAct {
  const said = textsIn(layer, ['type', 'action', 'op', 'operation', 'changetype', 'editmode', 'command']);
  let worst = act;
  for (const word of said.flatMap(({ text }) => wordsOf(text))) {
    const verb = verbOf(word);
    const found = word === 'rename' ? 'move' : verb === null ? undefined : ACTS[verb.act];
    if (found !== undefined && WORSE.indexOf(found) > WORSE.indexOf(worst)) worst = found;
  }
  return worst;
}

/** Reads an object by the harder of both verbs. A tool that reads still shows a file, whatever else is said about it. */
function readAsSaid(act: FileAct, layer: ParamLayer, shell: Shell): number {
  const worst = harder(act, layer);
  if (act === 'read' && worst !== 'read') readLayer('read', layer, shell);
  return readLayer(worst, layer, shell);
}

/** Returns how many paths the object names. */
function readLayer(act: FileAct, layer: ParamLayer, shell: Shell): number {
  if (act === 'move' || act === 'copy') return carryAll(act, layer, shell);
  const names = act === 'delete' ? [...PATHS, ...PATTERNS] : act === 'read' ? [...PATHS, 'include'] : PATHS;
  const paths = textsIn(layer, names);
  for (const found of paths) actOn(act, pathWord(found, shell), shell);
  // A new place among the parameters of a change is written too.
  if (act === 'write')
    for (const found of textsIn(layer, NEW_PLACES)) writePath(shell, pathWord(found, shell), null, true);
  return paths.length;
}

function actOn(act: FileAct, path: Field, shell: Shell): void {
  if (act === 'read' && /^(?:https?|ftp):/i.test(path.text)) fetchUrl(shell, path, path.evidence);
  else if (act === 'read') readPath(shell, path);
  else if (act === 'write') writePath(shell, path, null, true);
  else deletePath(shell, path, true);
}

function carryAll(act: 'move' | 'copy', layer: ParamLayer, shell: Shell): number {
  const sources = textsIn(layer, SOURCES).map((found) => pathWord(found, shell));
  const targets = textsIn(layer, TARGETS).map((found) => pathWord(found, shell));
  const renamed = textsIn(layer, NEW_NAMES).flatMap((found) => {
    const name = pathWord(found, shell);
    if (name.text.includes('/')) return [name];
    return sources.map((source) => ({ ...name, text: source.text.replace(/[^/]*$/, '') + name.text }));
  });
  const ends = [...targets, ...renamed];
  if (sources.length + ends.length === 0) return 0;
  if (sources.length === 0 || ends.length === 0) unknownFile('', shell, UNKNOWN_CHANGE);
  let content = SOMETHING;
  for (const source of sources) {
    const found = readPath(shell, source);
    if (act === 'move') deletePath(shell, source, true, ends.length > 0);
    content = found.text === '' ? content : { text: SOMETHING.text, taint: content.taint | found.taint };
    if (sources.length === 1 && found.text !== '') content = found;
  }
  for (const end of ends) writePath(shell, end, content);
  return sources.length + ends.length;
}

/** An editor's command says whether it looks; a path outside of its commands is written. */
function readEditor(context: ToolContext, shell: Shell): void {
  const commands = textsOf(context.said, ['command', 'action']).map(({ text }) => text.toLowerCase());
  const looks = commands.length > 0 && commands.every((text) => /^(?:view|read|open|show)$/.test(text));
  readFiles(looks ? 'read' : 'write', context, shell);
}

function readPatch({ said, call }: ToolContext, shell: Shell): void {
  let files = 0;
  for (const patch of textsOf(said, [
    'patch',
    'input',
    'diff',
    'content',
    'command',
    'patches',
    'text',
    'changes',
  ])) {
    files += readPatchText(patch, shell);
  }
  for (const layer of said) {
    for (const changes of valuesIn(layer, ['changes', 'files'])) files += readKeyedChanges(changes, shell);
    const act = harder('write', layer);
    files += readLayer(act, layer, shell);
    if (act === 'move' || act === 'copy') files += readLayer('write', layer, shell);
  }
  if (files === 0) unknownFile(call.tool, shell, UNKNOWN_CHANGE);
}

/** `changes: { 'src/a.ts': { type: 'delete' } }`: the keys are paths. */
function readKeyedChanges(changes: ParamValue, shell: Shell): number {
  if (
    typeof changes !== 'object' ||
    changes === null ||
    Array.isArray(changes) ||
    changes instanceof Uint8Array
  )
    return 0;
  const entries = Object.entries(changes).slice(0, 1000);
  for (const [path, change] of entries) {
    const word = pathWord({ param: 'changes', text: path }, shell);
    const removed = typeof change === 'object' && JSON.stringify(change).includes('"delete"');
    actOn(removed ? 'delete' : 'write', { ...word, evidence: NOWHERE }, shell);
  }
  return entries.length;
}

/** Names of files are shown. Those in a folder of keys tell what there is to take. */
function readNames({ said }: ToolContext, shell: Shell): void {
  for (const found of textsOf(said, [...PATHS, ...PATTERNS, 'query'])) {
    const path = pathWord(found, shell);
    if (KEY_FOLDER.test(path.text)) shell.reading.sink.effect(KEYS_LISTED, path.text, path.evidence);
  }
}

/** Lines of files are shown: whether one of them is a secret file tells its path or its pattern. */
function readMatches({ said }: ToolContext, shell: Shell): void {
  for (const found of textsOf(said, [...PATHS, 'root', 'searchdirectory', 'searchpath'])) {
    const path = pathWord(found, shell);
    if (isSecretPath(path.text)) readPath(shell, path);
  }
  for (const found of textsOf(said, [
    'glob',
    'include',
    'includes',
    'includepattern',
    'filepattern',
    'fileglob',
  ])) {
    const last = found.text.slice(found.text.lastIndexOf('/') + 1);
    const names = [last, last.replaceAll('*', ''), last.replaceAll('*', 'x')];
    const secret = names.find((name) => isSecretPath(name));
    if (secret !== undefined) readPath(shell, { ...wordOf(found), text: secret });
  }
}

function unknownFile(tool: string, shell: Shell, effect: EffectShape): void {
  shell.reading.sink.effect(effect, tool, NOWHERE);
}

/** Reads the files that the parameters of any other tool name, each by the harder of its verbs. */
export function readNamedFiles(act: FileAct, layers: readonly ParamLayer[], shell: Shell): void {
  for (const layer of layers) readAsSaid(act, layer, shell);
}

/** Sends the files that a call names along. */
export function filesIn(
  layers: readonly ParamLayer[],
  names: readonly string[],
  shell: Shell,
): readonly Field[] {
  return textsOf(layers, names).map((found) => pathWord(found, shell));
}
