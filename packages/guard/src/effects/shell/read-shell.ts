import { readCmd } from '../cmd/read-cmd.js';
import { linkFileFacts } from '../../facts/linked-file-facts.js';
import { shape } from '../effect-shape.js';
import type { EffectSink } from '../effect-sink.js';
import { boundariesOf } from '../paths/zones.js';
import { readPowerShell } from '../powershell/read-powershell.js';
import type { World } from '../world.js';
import { readWords } from './command-words.js';
import type { Data, Field } from './data.js';
import { UNCONNECTED } from './io.js';
import { LIMITS } from './limits.js';
import { readFile, readText } from './nested-text.js';
import { parseShell } from './parse-shell.js';
import { readScript } from './script-reader.js';
import type { Engine, Shell } from './shell-state.js';
import { readWithWindows } from './windows-text.js';

const ENGINE: Engine = Object.freeze({
  script: readScript,
  text: readText,
  file: readFile,
  powershell: readPowerShell,
  cmd: readCmd,
  words: readWords,
});
const UNREADABLE = shape('unknown', 'host', 'partial', 'normal');

/** Starts a shell in `cwd` for one reading. `param` is the parameter its text stands in, `length` its length. */
export function createShell(given: World, sink: EffectSink, cwd: string, param: string, length = 0): Shell {
  const links = new Map<string, string>();
  const world = { ...given, facts: linkFileFacts(given.facts, links) };
  return {
    reading: {
      world,
      sink,
      boundaries: boundariesOf(world),
      engine: ENGINE,
      links,
      waits: false,
      budget: LIMITS.commands,
      paths: LIMITS.paths,
      parts: LIMITS.parts,
      nesting: 0,
      pipes: 0,
      spoken: new Set(),
    },
    origin: null,
    param,
    length,
    depth: 0,
    cwd,
    variables: new Map(),
    functions: new Map(),
    aliases: new Map(),
    rebound: new Map(),
    channels: new Map(),
    positional: [],
    files: new Map<string, Data>(),
    waiting: new Map(),
    calls: [],
    spawning: 0,
    choice: 0,
    choices: 1,
    inFunction: false,
    escaped: false,
  };
}

/** Reads a whole shell text: the parameter itself, so evidence points into it. */
export function readShellText(text: string, shell: Shell): void {
  const { sink } = shell.reading;
  const whole = { param: shell.param, start: 0, end: text.length };
  if (text.length > LIMITS.text) {
    sink.finding('shell.too-large', whole);
    sink.effect(UNREADABLE, '', whole);
  }
  // No program can be handed a NUL, and shells differ in what they make of one.
  if (text.includes('\0')) {
    sink.finding('shell.unparsed', whole, 'NUL');
    sink.effect(UNREADABLE, '', whole);
  }
  const script = parseShell(text);
  if (script === null) {
    sink.finding('shell.too-deep', whole);
    sink.effect(UNREADABLE, '', whole);
    return;
  }
  readWithWindows({ text, taint: 0 }, script, shell, shell.origin, (parsed) =>
    readScript(parsed, shell, UNCONNECTED),
  );
}

/** Reads a command that is given as separate arguments and never passes a shell. */
export function readArguments(words: readonly Field[], shell: Shell): void {
  const [first] = words;
  if (first !== undefined) readWords(words, shell, UNCONNECTED, first.evidence);
}
