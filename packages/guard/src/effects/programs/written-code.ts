import { readCode } from '../code/read-code.js';
import { isKnown, Taint, type Data } from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import type { Invocation } from './invocation.js';
import type { Language } from './role.js';

const MAX_FILES = 16;
const MAX_LINES = 64;

/** Languages by the ending of a file's name. */
const ENDINGS: Readonly<Record<string, Language>> = {
  py: 'python',
  js: 'js',
  mjs: 'js',
  cjs: 'js',
  jsx: 'js',
  ts: 'js',
  mts: 'js',
  cts: 'js',
  tsx: 'js',
  rb: 'ruby',
  rake: 'ruby',
  gemspec: 'ruby',
  php: 'php',
  pl: 'perl',
  t: 'perl',
  lua: 'lua',
  c: 'other',
  cc: 'other',
  cpp: 'other',
  cxx: 'other',
  m: 'other',
  rs: 'other',
  go: 'other',
  java: 'other',
  kt: 'other',
  kts: 'other',
  scala: 'other',
  swift: 'other',
  cs: 'other',
  zig: 'other',
  nim: 'other',
  hs: 'other',
  ex: 'other',
  exs: 'other',
  gradle: 'other',
};

/**
 * What a compiler, a test runner or a task runner would run of the files that this very call has written. What was
 * there before is the project's own code.
 */
export function readWrittenCode(invocation: Invocation): Data | undefined {
  const { shell, io, operands, evidence } = invocation;
  // `gcc -x c -`: the program comes in by a pipe.
  if (
    io.piped &&
    isKnown(io.stdin.text) &&
    operands.some(({ text }) => text === '-' || text === '/dev/stdin')
  )
    readCode('other', io.stdin, shell, evidence, false);
  let files = 0;
  for (const [path, content] of shell.files) {
    if (!isKnown(content.text) || content.text === '') continue;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const language = languageOf(name);
    if (language === undefined) continue;
    files += 1;
    if (files > MAX_FILES) break;
    if (language === 'recipes') readRecipes(content, invocation);
    else readCode(language, content, shell, evidence, false);
  }
  return undefined;
}

function languageOf(name: string): Language | 'recipes' | undefined {
  if (/^\.?justfile$/i.test(name)) return 'recipes';
  if (/^(?:Rakefile|Gemfile|Vagrantfile|Fastfile)$/i.test(name)) return 'ruby';
  if (/^(?:SConstruct|SConscript|wscript)$/.test(name)) return 'python';
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
}

const RECIPE_LINE = /^[ \t]{1,40}[@-]{0,2}(\S[^\n]*)$/gm;

function readRecipes({ text, taint }: Data, { shell, evidence }: Invocation): void {
  let lines = 0;
  for (const match of text.matchAll(RECIPE_LINE)) {
    lines += 1;
    if (lines > MAX_LINES) break;
    shell.reading.engine.text({ text: match[1] ?? '', taint }, shell, UNCONNECTED, evidence);
  }
}

/** `npm run NAME`: the scripts of a `package.json` that this call has written. */
export function readWrittenScripts(invocation: Invocation): Data | undefined {
  const { shell, operands, name, evidence } = invocation;
  readWrittenCode(invocation);
  const content = shell.files.get(`${shell.cwd}/package.json`);
  readFetchedManifest(invocation);
  if (content === undefined || !isKnown(content.text)) return undefined;
  const asked = new Set([name.slice(name.lastIndexOf(' ') + 1), ...operands.map(({ text }) => text)]);
  for (const [script, text] of scriptsOf(content.text))
    if (asked.has(script.replace(/^(?:pre|post)/, '')) || asked.has(script))
      shell.reading.engine.text({ text, taint: content.taint }, shell, UNCONNECTED, evidence);
  return undefined;
}

/** A `package.json` from the network: its scripts run when packages are installed, and whenever they are named. */
export function readFetchedManifest({ shell, evidence }: Invocation): undefined {
  const text = 'package.json';
  const content = shell.files.size === 0 ? undefined : shell.files.get(`${shell.cwd}/${text}`);
  if (content !== undefined && (content.taint & Taint.download) !== 0)
    shell.reading.engine.file({ text, taint: 0, glob: false, evidence }, content, shell, evidence);
  return undefined;
}

function scriptsOf(json: string): readonly (readonly [name: string, text: string])[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return [];
  }
  if (typeof parsed !== 'object' || parsed === null || !('scripts' in parsed)) return [];
  const { scripts } = parsed;
  if (typeof scripts !== 'object' || scripts === null) return [];
  return Object.entries(scripts)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .slice(0, MAX_LINES);
}

/** `npm pkg set scripts.NAME=TEXT`: what runs at the next start of the script. */
export function readPackageFields({ operands, shell }: Invocation): Data | undefined {
  if (operands[0]?.text !== 'set') return undefined;
  for (const operand of operands.slice(1)) {
    const text = /^scripts(?:\.[^=]+|\[[^=]+\])=([\s\S]*)$/.exec(operand.text)?.[1];
    if (text !== undefined)
      shell.reading.engine.text({ text, taint: operand.taint }, shell, UNCONNECTED, operand.evidence);
  }
  return undefined;
}
