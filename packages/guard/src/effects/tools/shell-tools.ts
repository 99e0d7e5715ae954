import { shape } from '../effect-shape.js';
import { fieldOf, SOMETHING, type Data, type Field } from '../shell/data.js';
import { readEnvironment } from '../shell/environment-injection.js';
import { readPath } from '../shell/file-acts.js';
import { readArguments, readShellText } from '../shell/read-shell.js';
import { setValue } from '../shell/simple-command.js';
import type { Shell } from '../shell/shell-state.js';
import { readPatchText } from './patch-tool.js';
import { NOWHERE, shellFor, UNREADABLE, withFolders, wordOf, type ToolContext } from './tool-context.js';
import { says, textsIn, valuesIn, wholeOf, type ParamLayer, type ParamText } from './tool-params.js';
import { typedTexts } from './typed-text.js';

const ELEVATED = shape('privilege.gain', 'host', 'easy', 'normal');
const COMMANDS = [
  'command',
  'cmd',
  'commandline',
  'script',
  'code',
  'shellcommand',
  'bashcommand',
  'commands',
  'cmds',
];
const ARGUMENTS = ['args', 'argv', 'arguments'];
/** What is typed into a terminal that runs already. */
const TYPED = ['data', 'keys', 'chars', 'keystrokes', 'text', 'hex', 'literal', 'paste'];
const FOLDERS = ['directory', 'dir', 'folder', 'dirpath'];
const SCRIPT_FILES = ['path', 'file', 'filepath', 'scriptpath', 'filename'];
const RIGHTS = [
  'elevated',
  'sudo',
  'asroot',
  'runasroot',
  'privileged',
  'withescalatedpermissions',
  'runasadmin',
];
/** Actions of a terminal that only show it, or put it away. */
const LOOKS = /^(?:read|list|resize|close|open|create|status|log|poll|get|wait|screenshot|show)$/i;
const ENVIRONMENTS = ['env', 'environment', 'envvars', 'environmentvariables'];

/**
 * A tool that runs commands. Nobody here knows which of several commands it will run, so each is read. `input` is what
 * a caller's positional argument is judged as; beside a command it is only what that reads.
 */
export function readShellTool(outer: ToolContext): void {
  const context = withFolders(outer, FOLDERS);
  const { sink, call, said } = context;
  for (const shell of context.shells) {
    const inner = withEnvironment(context, shell);
    let read = false;
    for (const layer of said) read = readLayer(layer, inner) || read;
    if (!read) read = readTyped(context, inner);
    if (!read) read = readScriptFile(context, inner);
    // It runs something, and nobody can see what.
    if (!read && !onlyLooks(context)) sink.effect(UNREADABLE, call.tool, NOWHERE);
  }
  if (says(said, RIGHTS)) sink.effect(ELEVATED, call.tool, NOWHERE);
}

/** A terminal is a thing, and its action says what is done with it; other tools run something whatever it says. */
function onlyLooks({ said, name }: ToolContext): boolean {
  if (name.words.at(-1) !== 'terminal') return false;
  const [top] = said;
  const actions = top === undefined ? [] : textsIn(top, ['action']);
  return actions.length > 0 && actions.every(({ text }) => LOOKS.test(text));
}

function readLayer(layer: ParamLayer, shell: Shell): boolean {
  const given = textsIn(layer, COMMANDS);
  const listed = given.filter(({ param }) => isItem(param, layer));
  const texts = given.filter((found) => !listed.includes(found));
  const args = textsIn(layer, ARGUMENTS);
  const [first] = texts;
  const several = textsIn(layer, ['commands', 'cmds']);
  for (const found of several) readShellText(found.text, shellFor(found, shell));
  const words = listed.filter((found) => !several.includes(found));
  if (first === undefined && words.length > 0) readWords([...words, ...args], shell);
  else if (first !== undefined && args.length + words.length > 0) {
    readWords([first, ...words, ...args], shell);
    // A host that joins them for a shell after all would run this.
    if (/[\s;|&$`<>(]/.test(first.text)) readShellText(first.text, shellFor(first, shell));
  } else if (first !== undefined) readShellText(first.text, shellFor(first, shell));
  for (const found of texts.slice(1)) {
    if (!several.includes(found)) readShellText(found.text, shellFor(found, shell));
  }
  if (given.length > 0) return true;
  const inputs = textsIn(layer, ['input']);
  const [input] = inputs;
  if (input === undefined) return false;
  if (inputs.some(({ param }) => isItem(param, layer))) readWords([...inputs, ...args], shell);
  else readShellText(input.text, shellFor(input, shell));
  return true;
}

/**
 * Commands among the parameters of a tool that is no shell: texts for a shell, and lists of words. Returns whether
 * there are any.
 */
export function readCommandsAmong(
  layers: readonly ParamLayer[],
  names: readonly string[],
  shell: Shell,
): boolean {
  let any = false;
  for (const layer of layers) {
    for (const name of names) {
      const texts = textsIn(layer, [name]);
      any ||= texts.length > 0;
      const several = name === 'commands' || name === 'cmds';
      if (!several && texts.some(({ param }) => isItem(param, layer))) readWords(texts, shell);
      else for (const found of texts) readShellText(found.text, shellFor(found, shell));
    }
  }
  return any;
}

/** Whether a text stood in a list rather than under a name itself. */
function isItem(param: string, layer: ParamLayer): boolean {
  const last = param.slice(param.lastIndexOf('.') + 1);
  return /^\d+$/.test(last) && !layer.members.has(last);
}

function readWords(words: readonly ParamText[], shell: Shell): void {
  const [program, operand] = words;
  if (program !== undefined && operand !== undefined && /^(?:apply_?patch)$/i.test(program.text))
    readPatchText(operand, shell);
  readArguments(
    words.map((found): Field => wordOf(found)),
    shell,
  );
}

/** Text that is typed into a shell, or into whatever runs in one. */
export function readTyped({ said }: ToolContext, shell: Shell): boolean {
  const typed = typedTexts(said, [...TYPED, 'input']);
  for (const { found, text } of typed) {
    const inner = { ...shellFor(found, shell), origin: wholeOf(found) };
    readShellText(text, inner);
  }
  return typed.length > 0;
}

function readScriptFile({ said }: ToolContext, shell: Shell): boolean {
  const files = said.flatMap((layer) => textsIn(layer, SCRIPT_FILES));
  for (const file of files) {
    const word = wordOf(file);
    shell.reading.engine.file(word, readPath(shell, word), shell, wholeOf(file));
  }
  return files.length > 0;
}

/** What `env` would make programs run, and what it sets for the command. */
function withEnvironment({ said }: ToolContext, shell: Shell): Shell {
  const names: string[] = [];
  const inner: Shell = { ...shell, variables: new Map(shell.variables) };
  const set = (name: string, value: Data): void => {
    if (!/^[A-Za-z_]\w*$/.test(name)) return;
    names.push(name);
    setValue(inner, name, value, true);
  };
  for (const layer of said) {
    for (const value of valuesIn(layer, ENVIRONMENTS)) {
      if (typeof value !== 'object' || value === null || value instanceof Uint8Array) continue;
      for (const [key, item] of Object.entries(value).slice(0, 1000) as [string, unknown][]) {
        const pair = typeof item === 'string' ? /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(item) : null;
        if (Array.isArray(value) && pair !== null) set(pair[1] ?? '', fieldOf(pair[2] ?? '', NOWHERE));
        else set(key, typeof item === 'string' ? fieldOf(item, NOWHERE) : SOMETHING);
      }
    }
  }
  if (names.length > 0) readEnvironment(names, inner, NOWHERE);
  return inner;
}
