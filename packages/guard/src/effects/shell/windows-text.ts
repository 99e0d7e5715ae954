import type { Evidence } from '@sentinel-agentos/core';
import type { ParsedScript } from 'unbash';
import { shape } from '../effect-shape.js';
import { findCmdlet } from '../powershell/cmdlet-registry.js';
import { TELLING_ALIASES } from '../tables/powershell/aliases.js';
import { VERBS } from '../tables/powershell/verbs.js';
import { TELLING_LINE_COMMANDS } from '../tables/cmd.js';
import type { Data, Field } from './data.js';
import { UNCONNECTED } from './io.js';
import { LIMITS } from './limits.js';
import type { Shell, WindowsLanguage } from './shell-state.js';

/** Nothing to the shell that a text is given to; the shells of Windows were read instead. */
const ELSEWHERE = shape('process.spawn', 'workspace', 'hard', 'normal');
const CMDLET = /^[A-Za-z]{2,40}-[A-Za-z]\w{0,80}$/;
const PASCAL_CASE = /^[A-Z][A-Za-z]*-[A-Z]/;
const PARAMETER = /^-[A-Za-z]{2,}$/;
const SWITCH = /^\/[A-Za-z](?::\S*)?$/;

/** Whether a name in the place of a command is that of a cmdlet: one that is known, or one that is formed and spelt so. */
function isCmdlet(name: string): boolean {
  if (!CMDLET.test(name)) return false;
  const lower = name.toLowerCase();
  return (
    findCmdlet(lower) !== undefined ||
    (PASCAL_CASE.test(name) && VERBS.has(lower.slice(0, lower.indexOf('-'))))
  );
}

/**
 * The shell of Windows that a command is written for; null where it may be any. `known`: a program of that name is
 * usual elsewhere, so only arguments tell.
 */
export function languageOfCommand(
  name: string,
  args: readonly Pick<Field, 'text'>[],
  known: boolean,
): WindowsLanguage | null {
  const lower = name.toLowerCase().replace(/\.exe$/, '');
  // Carets take words apart that nobody should recognise.
  if (/^[a-z]+(?:\^[a-z]+)+$/.test(lower)) return 'cmd';
  // The name of a program elsewhere, which is given files and options, not code.
  if (lower === 'iex') return /\s/.test(args[0]?.text ?? '') ? 'powershell' : null;
  if (TELLING_LINE_COMMANDS.has(lower)) {
    if (args.some(({ text }) => SWITCH.test(text))) return 'cmd';
    if (known && !args.some(({ text }) => /^[A-Za-z]:|\\/.test(text))) return null;
    return TELLING_ALIASES.has(lower) && args.some(({ text }) => PARAMETER.test(text)) ? 'powershell' : 'cmd';
  }
  if (known) return null;
  if (/\.(?:exe|bat|cmd)$/i.test(name)) return 'cmd';
  return TELLING_ALIASES.has(lower) || isCmdlet(name) || lower.endsWith('.ps1') ? 'powershell' : null;
}

/** Arguments without the switches of `cmd`, which other shells would take for files at the root. */
export function withoutSwitches(args: readonly Field[]): readonly Field[] {
  return args.filter(({ text }) => !SWITCH.test(text));
}

/** How texts for PowerShell begin, and no others. */
const BEGINS =
  /^\s{0,64}(?:\$(?:env:|global:|script:)?\w{1,64}[ \t]{0,8}[-+]?=(?![=~])|\[[\w.]{2,64}\]::?|\d{1,9}\.\.\d{1,9}[ \t]{0,8}\||(?:try|foreach)[ \t]{0,8}[({]|@[({])/i;
/** Paths and parameters as nobody writes them for another shell: it would take their backslashes for its own. */
const POWERSHELL_SIGN =
  /(?:^|[\s=,(;|])(?:[A-Za-z]:\\(?!\\)|~\\[\w.]|\.\.\\\.\.|-(?:recurse|literalpath|erroraction)(?![\w-]))|\$env:\w/i;
const CMD_SIGN =
  /%(?:userprofile|homepath|homedrive|appdata|localappdata|systemroot|windir|systemdrive|programfiles|programdata|public|comspec|temp|tmp|username|computername|cd|path|~dp0)(?::[^%\s]{1,20})?%|%~dp0/i;
/** A word where a command may begin, or what only `cmd` begins a command with. */
const PLACES =
  /(?:^|[;|&({}=\r\n"'])[ \t]{0,64}@?(?:([A-Za-z]{2,40}(?:-[A-Za-z]\w{0,80})?)(?![\w-])(?=[ \t]{0,8}([^ \t\r\n]{0,8}))|(\[[\w.]{2,64}\]::|\$(?:env:)?\w{1,64}[ \t]{0,8}[-+]?=(?![=~])|[&.][ \t]{0,8}[{('"$]))/gi;
const CONDITION = /^(?:\/i|not|exist|defined|errorlevel|"|%)/i;
const LOOP = /^(?:\/[dflr]|%)/i;
/** Places in one text that are looked at. */
const MAX_PLACES = 2000;

/** What a POSIX shell makes of a text: nothing, or something with its own words, such as `do` and `fi`. */
type Form = 'broken' | 'compound' | 'plain';
const COMPOUND = /^(?:For|ArithmeticFor|If|While|Case|Select|TestCommand)$/;

function formOf(script: ParsedScript): Form {
  if (script.errors !== undefined && script.errors.length > 0) return 'broken';
  return script.commands.some(({ command }) => COMPOUND.test(command.type)) ? 'compound' : 'plain';
}

/** The shells of Windows that names and signs in a text tell of, and one that only its brackets would suit. */
interface Languages {
  readonly found: ReadonlySet<WindowsLanguage>;
  readonly maybe: WindowsLanguage | null;
}

/** The shells of Windows that a text may be written for although a POSIX shell makes something else of it, or nothing. */
function languagesOfText(text: string, form: Form): Languages {
  const found = signsOf(text, form);
  let maybe: Languages['maybe'] = null;
  if (BEGINS.test(text)) found.add('powershell');
  // `"C:\"` is closed in Windows and open elsewhere: what follows would be hidden in a string. So would the next line.
  if (form !== 'broken' && !/\\["'\r\n]/.test(text)) return { found, maybe };
  let places = 0;
  for (const [, name, next = '', other] of withoutDocuments(text).matchAll(PLACES)) {
    places += 1;
    if (places > MAX_PLACES) break;
    if (name === undefined) {
      if (form === 'broken' && other !== undefined) maybe = 'powershell';
      continue;
    }
    const lower = name.toLowerCase();
    if ((lower === 'if' && CONDITION.test(next)) || (lower === 'for' && LOOP.test(next)))
      return { found: new Set<WindowsLanguage>(['cmd']), maybe: null };
    const language = languageOfCommand(name, next === '' ? [] : [{ text: next }], false);
    if (language !== null) found.add(language);
    if (lower === 'rmdir' && SWITCH.test(next)) found.add('cmd');
  }
  return { found, maybe };
}

/** Paths, parameters and variables that tell. The other shells refuse the whole of a text with words of this one. */
function signsOf(text: string, form: Form): Set<WindowsLanguage> {
  const found = new Set<WindowsLanguage>();
  if (form === 'compound' || (!POWERSHELL_SIGN.test(text) && !CMD_SIGN.test(text))) return found;
  const commands = withoutDocuments(text);
  if (POWERSHELL_SIGN.test(commands)) found.add('powershell');
  if (CMD_SIGN.test(commands)) found.add('cmd');
  return found;
}

/** A text without the documents in it (`<<END`): whatever stands there is no command. */
function withoutDocuments(text: string): string {
  if (!text.includes('<<')) return text;
  const opening = /<<-?[ \t]{0,8}(["']?)(\w{1,64})\1[^\n]*\n/g;
  let left = '';
  let at = 0;
  for (let count = 0; count < LIMITS.documents; count += 1) {
    opening.lastIndex = at;
    const match = opening.exec(text);
    const end = match === null ? -1 : text.indexOf(`\n${match[2] ?? ''}`, match.index + match[0].length - 1);
    if (match === null || end < 0) break;
    left += text.slice(at, match.index + match[0].length);
    at = end;
  }
  return left + text.slice(at);
}

/**
 * Reads a text for a POSIX shell by `read`, and as written for the shells of Windows where it may be: the worse counts.
 * `evidence` is what a nested text is written as; null when the text is the parameter itself.
 */
export function readWithWindows(
  text: Data,
  script: ParsedScript,
  shell: Shell,
  evidence: Evidence | null,
  read: (script: ParsedScript) => Data,
): Data {
  const { spoken, sink } = shell.reading;
  const form = formOf(script);
  const broken = form === 'broken';
  const { found: told, maybe } = languagesOfText(text.text, form);
  const around = [...spoken];
  let understood = false;
  for (const language of told) understood = readAs(text, language, shell, evidence) || understood;
  // Brackets alone are no sign: a text that nobody understands stays one.
  if (maybe !== null && !told.has(maybe)) readAs(text, maybe, shell, evidence);
  spoken.clear();
  // What a POSIX shell would run before it gives up is read all the same.
  if (broken && understood) sink.effect(ELSEWHERE, '', evidence ?? wholeOf(text, shell));
  const output = read(broken && understood ? { ...script, errors: [] } : script);
  const heard = Array.from(spoken).filter((language) => !told.has(language));
  for (const language of heard) readAs(text, language, shell, evidence);
  spoken.clear();
  for (const language of around) spoken.add(language);
  return output;
}

function wholeOf({ text }: Data, { param }: Shell): Evidence {
  return { param, start: 0, end: text.length };
}

/** Reads a text as written for a shell of Windows. True when all of it was understood. */
function readAs(text: Data, language: WindowsLanguage, shell: Shell, evidence: Evidence | null): boolean {
  const { engine, sink } = shell.reading;
  const before = sink.reading().findings.length;
  engine[language](text, shell, UNCONNECTED, evidence);
  return sink
    .reading()
    .findings.slice(before)
    .every(
      ({ rule }) =>
        rule !== 'shell.foreign-syntax' && rule !== 'shell.too-deep' && rule !== 'shell.too-large',
    );
}
