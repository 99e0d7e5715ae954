import { shape } from '../effect-shape.js';
import { readCode } from '../code/read-code.js';
import type { Language } from '../programs/role.js';
import { readPath } from '../shell/file-acts.js';
import { readShellText } from '../shell/read-shell.js';
import type { Shell } from '../shell/shell-state.js';
import { NOWHERE, shellFor, UNREADABLE, wordOf, type ToolContext } from './tool-context.js';
import { textsOf, wholeOf, type ParamText } from './tool-params.js';

/** Program text in a language that is not known, or whose text is not read. */
const OTHER_CODE = shape('code.exec', 'workspace', 'hard', 'normal');

const CODES = [
  'code',
  'source',
  'sourcecode',
  'script',
  'program',
  'snippet',
  'input',
  'cell',
  'cellsource',
  'newsource',
  'expression',
  'python',
  'pythoncode',
  'javascript',
  'js',
  'query',
  'text',
  'content',
];
const COMMANDS = ['command', 'cmd', 'shell', 'commands'];
const LANGUAGES = ['language', 'lang', 'kernel', 'kernelname', 'runtime', 'interpreter'];
const FILES = ['path', 'file', 'filepath', 'filename', 'scriptpath'];

type Spoken = Language | 'shell';
/** What runs cells speaks one of these, and nearly always the first. */
const NOTEBOOKS: ReadonlySet<Spoken> = new Set(['python', 'js', 'ruby']);
const NOTEBOOK_WORDS: ReadonlySet<string> = new Set(['interpreter', 'cell', 'cells', 'notebook']);
const LANGUAGE_NAMES: Readonly<Record<string, Spoken>> = {
  python: 'python',
  py: 'python',
  ipython: 'python',
  jupyter: 'python',
  js: 'js',
  javascript: 'js',
  node: 'js',
  nodejs: 'js',
  typescript: 'js',
  ts: 'js',
  deno: 'js',
  bun: 'js',
  ruby: 'ruby',
  rb: 'ruby',
  perl: 'perl',
  php: 'php',
  lua: 'lua',
  bash: 'shell',
  sh: 'shell',
  shell: 'shell',
  zsh: 'shell',
};
/** Lines of a notebook that a shell runs. */
const SHELL_LINE = /^[ \t]*(?:!|%sx |%system )([^\n]*)/gm;
const SHELL_CELL = /^\s*%%(?:bash|sh|script (?:ba|z)?sh)\b[^\n]*\n([\s\S]*)$/;

/** A tool that runs program text: in the language of its name, and in the one that a parameter names. */
export function readCodeTool(context: ToolContext): void {
  const { said, layers, sink, call } = context;
  const languages = spokenIn(context);
  const codes = textsOf(said, CODES).concat(codesOnlyCarried(context));
  const commands = textsOf(said, COMMANDS);
  for (const shell of context.shells) {
    for (const found of codes) readProgramText(found, languages, shell);
    for (const found of commands) readShellText(found.text, shellFor(found, shell));
    if (codes.length > 0 || commands.length > 0) continue;
    const files = textsOf(layers, FILES);
    for (const file of files) {
      const word = wordOf(file);
      shell.reading.engine.file(word, readPath(shell, word), shell, wholeOf(file));
    }
    if (files.length === 0) sink.effect(UNREADABLE, call.tool, NOWHERE);
  }
}

/** Code may stand in an object that otherwise only carries something. */
function codesOnlyCarried({ layers }: ToolContext): readonly ParamText[] {
  return textsOf(
    layers.filter(({ carried }) => carried),
    ['code', 'source', 'script'],
  );
}

function spokenIn({ name, said }: ToolContext): ReadonlySet<Spoken | null> {
  const named = name.words.flatMap((word) => languageOf(word) ?? []);
  const given = textsOf(said, LANGUAGES).map(({ text }) =>
    languageOf(text.toLowerCase().replace(/[\d.\s-]+$/, '')),
  );
  const all = new Set<Spoken | null>([...named, ...given]);
  if (all.size > 0) return all;
  return name.words.some((word) => NOTEBOOK_WORDS.has(word)) ? NOTEBOOKS : new Set([null]);
}

function languageOf(word: string): Spoken | null {
  const plain = word.replace(/\d+$/, '');
  return Object.hasOwn(LANGUAGE_NAMES, plain) ? (LANGUAGE_NAMES[plain] ?? null) : null;
}

/** Reads program text in each of the languages it may be in; null stands for one that nobody named. */
export function readProgramText(found: ParamText, languages: ReadonlySet<Spoken | null>, shell: Shell): void {
  const at = wholeOf(found);
  const code = wordOf(found);
  const inner = shellFor(found, shell);
  for (const language of languages) {
    if (language === 'shell') readShellText(found.text, inner);
    else if (language !== null) readCode(language, code, inner, at);
    else {
      shell.reading.sink.effect(OTHER_CODE, '', at);
      for (const each of ['python', 'js', 'ruby'] as const) readCode(each, code, inner, at);
    }
    if (language === 'python' || language === null) readShellLines(found, inner);
  }
}

function readShellLines(found: ParamText, shell: Shell): void {
  const cell = SHELL_CELL.exec(found.text)?.[1];
  const lines = [...found.text.matchAll(SHELL_LINE)].map((match) => match[1] ?? '');
  const inner = { ...shell, origin: wholeOf(found) };
  for (const text of cell === undefined ? lines : [cell, ...lines]) readShellText(text, inner);
}
