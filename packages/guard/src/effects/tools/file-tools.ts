import type { ToolCall } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { fieldOf, SOMETHING, type Field } from '../shell/data.js';
import { deletePath, readPath, writePath } from '../shell/file-acts.js';
import type { Shell } from '../shell/shell-state.js';
import { patchedFiles } from './patch-paths.js';
import type { ToolKind } from './tool-names.js';
import { allTexts, firstText, own, wholeOf, type ParamText } from './tool-params.js';

const UNKNOWN_FILE = shape('unknown', 'workspace', 'hard', 'normal');
/** A change of a file that nobody can name. */
const UNKNOWN_CHANGE = shape('unknown', 'host', 'partial', 'normal');
const PATHS = [
  'path',
  'file_path',
  'filePath',
  'filepath',
  'file',
  'filename',
  'fileName',
  'target_file',
  'targetFile',
  'notebook_path',
  'directory',
  'dir',
  'paths',
  'files',
  'uri',
];
const SOURCES = ['source', 'src', 'from', 'old_path', 'oldPath', 'source_path', 'path'];
const TARGETS = ['destination', 'dest', 'dst', 'to', 'new_path', 'newPath', 'target', 'destination_path'];

type FileKind = Extract<ToolKind, 'read' | 'list' | 'write' | 'patch' | 'delete' | 'move' | 'copy'>;

/** Reads the call of a file tool: paths mean the same as in a shell, without anything being expanded but `~`. */
export function readFileTool(kind: FileKind, call: ToolCall, shell: Shell): void {
  const { params } = call;
  if (kind === 'list') return;
  if (kind === 'patch') {
    readPatch(call, shell);
    return;
  }
  if (kind === 'move' || kind === 'copy') {
    const from = firstText(params, SOURCES);
    const to = firstText(params, TARGETS);
    if (from === null || to === null) unknownFile(call, shell, UNKNOWN_CHANGE);
    else carry(kind, word(from, shell), word(to, shell), shell);
    return;
  }
  const named = allTexts(params, PATHS);
  // What a caller's positional argument is judged as.
  const paths = named.length > 0 ? named : allTexts(params, ['input']);
  if (paths.length === 0) unknownFile(call, shell, kind === 'read' ? UNKNOWN_FILE : UNKNOWN_CHANGE);
  for (const found of paths) {
    const path = word(found, shell);
    if (kind === 'read' || own(params, 'command') === 'view') readPath(shell, path);
    else if (kind === 'write') writePath(shell, path, null, true);
    else deletePath(shell, path, true);
  }
}

function carry(kind: 'move' | 'copy', from: Field, to: Field, shell: Shell): void {
  const content = readPath(shell, from);
  if (kind === 'move') deletePath(shell, from, true, true);
  writePath(shell, to, content.text === '' ? SOMETHING : content);
}

function readPatch(call: ToolCall, shell: Shell): void {
  const patch = firstText(call.params, ['patch', 'input', 'diff', 'content', 'command']);
  const files = patch === null ? [] : patchedFiles(patch);
  for (const file of files) {
    const evidence = { param: patch?.param ?? '', start: file.start, end: file.end };
    const path = { ...fieldOf(file.path, evidence) };
    if (file.change === 'delete') deletePath(shell, path, false);
    else writePath(shell, path, null, true);
  }
  for (const found of allTexts(call.params, PATHS)) writePath(shell, word(found, shell), null, true);
  if (files.length === 0 && allTexts(call.params, PATHS).length === 0)
    unknownFile(call, shell, UNKNOWN_CHANGE);
}

function word(found: ParamText, shell: Shell): Field {
  const text = found.text.replace(/^file:\/\//, '');
  const home = shell.reading.world.facts.home;
  return fieldOf(text === '~' || text.startsWith('~/') ? home + text.slice(1) : text, wholeOf(found));
}

function unknownFile(call: ToolCall, shell: Shell, effect: typeof UNKNOWN_FILE): void {
  shell.reading.sink.effect(effect, call.tool, { param: '', start: 0, end: 0 });
}
