import { shape } from '../effect-shape.js';
import { decodeCommand } from '../powershell/decode.js';
import { isKnown, NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import { joinWords } from './carriers.js';
import { note, runWords, type Invocation } from './invocation.js';
import { opensShell } from './shell-programs.js';

const DISTRIBUTION_LOST = shape('fs.delete', 'host', 'irreversible', 'critical');
const STOPPED = shape('process.kill', 'host', 'partial', 'normal');
const INSTALLED = shape('pkg.install', 'host', 'easy', 'normal');

/** Parameters of the program that take a value. Any beginning of one that fits no other is it. */
const VALUED = [
  'executionpolicy',
  'ep',
  'version',
  'windowstyle',
  'inputformat',
  'if',
  'outputformat',
  'of',
  'configurationname',
  'custompipename',
  'settingsfile',
  'workingdirectory',
  'wd',
  'psconsolefile',
];
const FLAGS = [
  'nologo',
  'noexit',
  'noprofile',
  'noprofileloadtime',
  'noninteractive',
  'sta',
  'mta',
  'login',
  'interactive',
  'help',
  'sshservermode',
];

type Switch = 'command' | 'encoded' | 'file' | 'value' | 'flag' | null;

/** What a word with a dash is to `powershell`. `/` and other dashes do as well. */
function switchOf(text: string): Switch {
  const match = /^(?:--?|\/|[–—―])([A-Za-z?]+)$/.exec(text);
  if (match === null) return null;
  const name = (match[1] ?? '').toLowerCase();
  const begins = (full: string): boolean => full.startsWith(name);
  if (name === 'ec' || (begins('encodedcommand') && name !== '')) return 'encoded';
  if (begins('commandwithargs') || name === 'cwa') return 'command';
  if (begins('file')) return 'file';
  if (begins('encodedarguments') || VALUED.some(begins)) return 'value';
  return FLAGS.some(begins) ? 'flag' : null;
}

/** `powershell`, `pwsh`: code after `-Command`, encoded code, a script file, or what comes in. */
export function readPowerShellProgram(invocation: Invocation): Data {
  const { shell, args, evidence } = invocation;
  const { engine, sink } = shell.reading;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (arg === undefined) break;
    const rest = args.slice(at + 1);
    switch (switchOf(arg.text)) {
      case 'value':
        at += 1;
        continue;
      case 'flag':
        continue;
      case 'encoded': {
        const [code] = rest;
        sink.finding('flow.decoded-to-shell', evidence);
        const decoded = code === undefined || !isKnown(code.text) ? null : decodeCommand(code.text);
        const data = decoded === null ? unknownData(Taint.decoded) : { text: decoded, taint: Taint.decoded };
        return engine.powershell(data, shell, invocation.io, evidence);
      }
      case 'file':
        return runFile(invocation, rest[0]);
      case 'command':
        return rest[0]?.text === '-' ? readInput(invocation) : runCode(invocation, rest);
      case null:
        if (arg.text === '-') return readInput(invocation);
        if (/\.ps1$/i.test(arg.text)) return runFile(invocation, arg);
        return runCode(invocation, args.slice(at));
    }
  }
  return readInput(invocation);
}

function runCode(invocation: Invocation, words: readonly Field[]): Data {
  if (words.length === 0) return NOTHING;
  const { shell, io, evidence } = invocation;
  const code = joinWords(words);
  return shell.reading.engine.powershell(
    code,
    shell,
    { ...io, network: false },
    words[0]?.evidence ?? evidence,
  );
}

function runFile(invocation: Invocation, file: Field | undefined): Data {
  const { shell, evidence } = invocation;
  if (file === undefined || file.text === '-') return readInput(invocation);
  return shell.reading.engine.file(file, readPath(shell, file), shell, evidence);
}

/** Code that comes in through a pipe; without one the shell waits for what is typed. */
function readInput(invocation: Invocation): Data {
  const { shell, io, evidence } = invocation;
  const { sink, engine } = shell.reading;
  if (io.network) sink.finding('shell.reverse-shell', evidence);
  if (!io.piped) {
    opensShell(invocation);
    return unknownData(Taint.shell);
  }
  const output = engine.powershell(io.stdin, shell, { ...io, stdin: NOTHING, piped: false }, evidence);
  return { ...output, taint: output.taint | Taint.shell };
}

/** `cmd /c LINE`: the rest of the words as one line. */
export function readCmdProgram(invocation: Invocation): Data {
  const { shell, io, evidence, args } = invocation;
  const { sink, engine } = shell.reading;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (arg === undefined) break;
    // Git Bash turns `/c` into a path unless it is written `//c`; the command may follow without a blank.
    const match = /^\/{1,2}([ckrsqdauCKRSQDAU])(?!:)(.*)$/s.exec(arg.text);
    if (match === null) {
      if (/^\/{1,2}[a-z]:/i.test(arg.text)) continue;
      break;
    }
    if (!/^[ckr]$/i.test(match[1] ?? '')) continue;
    const attached = match[2] ?? '';
    const words = [...(attached === '' ? [] : [{ ...arg, text: attached }]), ...args.slice(at + 1)];
    if (words.length === 0) return readInputLines(invocation);
    return engine.cmd(lineOf(words), shell, { ...io, network: false }, evidence);
  }
  if (io.network) sink.finding('shell.reverse-shell', evidence);
  return readInputLines(invocation);
}

function readInputLines(invocation: Invocation): Data {
  const { shell, io, evidence } = invocation;
  if (!io.piped) {
    opensShell(invocation);
    return unknownData(Taint.shell);
  }
  const output = shell.reading.engine.cmd(io.stdin, shell, { ...io, stdin: NOTHING, piped: false }, evidence);
  return { ...output, taint: output.taint | Taint.shell };
}

/** Words as the line that the program gets: one with blanks in it is quoted, unless it is all there is. */
function lineOf(words: readonly Field[]): Data {
  const taint = words.reduce((all, word) => all | word.taint, 0);
  const [only] = words;
  if (words.length === 1 && only !== undefined) return { text: only.text, taint };
  const text = words
    .map(({ text: word }) => (/\s/.test(word) && !word.includes('"') ? `"${word}"` : word))
    .join(' ');
  return { text, taint };
}

/** `wsl`: a command of the Linux beside it, or what becomes of that Linux itself. */
export function readWsl(invocation: Invocation): Data {
  const { shell, io, evidence, args } = invocation;
  const { engine } = shell.reading;
  for (let at = 0; at < args.length; at += 1) {
    const text = args[at]?.text ?? '';
    const rest = args.slice(at + 1);
    if (/^(?:-d|--distribution|-u|--user|--cd|--shell-type)$/.test(text)) {
      at += 1;
    } else if (/^(?:--unregister)$/.test(text)) {
      note(invocation, DISTRIBUTION_LOST, rest[0]?.text);
      return NOTHING;
    } else if (/^(?:--shutdown|-t|--terminate|--unmount|--mount)$/.test(text)) {
      note(invocation, STOPPED, text);
      return NOTHING;
    } else if (
      /^(?:--install|--update|--import|--import-in-place|--set-default|-s|--set-version|--manage|--set-default-version)$/.test(
        text,
      )
    ) {
      note(invocation, INSTALLED, text);
      return NOTHING;
    } else if (/^(?:-l|--list|--status|-v|--version|--help|--export)$/.test(text)) {
      return NOTHING;
    } else if (text === '-e' || text === '--exec') {
      return runWords(invocation, rest);
    } else if (text !== '~') {
      return engine.text(joinWords(text === '--' ? rest : args.slice(at)), shell, io, evidence);
    }
  }
  if (io.piped) return engine.text(io.stdin, shell, { ...io, stdin: NOTHING, piped: false }, evidence);
  opensShell(invocation);
  return unknownData(Taint.shell);
}
