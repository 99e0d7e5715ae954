import { findProgram } from '../programs/program-registry.js';
import { fieldOf, type Field } from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import { wordOf, type ToolContext } from './tool-context.js';
import { textsIn, wholeOf, type ParamLayer, type ParamText } from './tool-params.js';

const LINES = ['command', 'cmd', 'clicommand', 'commandline', 'subcommand'];
const ARGUMENTS = ['args', 'argv', 'arguments', 'flags'];
/** Words that say no more than that something is run. */
const RUNS: ReadonlySet<string> = new Set(
  'run exec execute call invoke command cmd cli tool use shell line'.split(' '),
);

/** The program that a tool is named after (`docker`, `call_aws`), or null. */
function programOf({ name }: ToolContext): string | null {
  const words = name.words.filter((word) => !RUNS.has(word));
  const program = words.join('-');
  return program !== '' && findProgram(program) !== undefined ? program : null;
}

/**
 * A tool that is named after a program and told its arguments, or its whole command line: what that program would do
 * in a shell. False where it is no such tool.
 */
export function readProgramTool(context: ToolContext): boolean {
  const program = programOf(context);
  if (program === null) return false;
  let any = false;
  for (const shell of context.shells)
    for (const layer of context.said) any = readLayer(program, layer, shell) || any;
  return any;
}

function readLayer(program: string, layer: ParamLayer, shell: Shell): boolean {
  const given = [...textsIn(layer, LINES), ...textsIn(layer, ARGUMENTS)];
  const [first] = given;
  if (first === undefined) return false;
  const { engine } = shell.reading;
  const listed = given.some(({ param }) => /\.\d+$/.test(param));
  if (listed) {
    const words = given.map((found): Field => wordOf(found));
    const named = words[0]?.text === program ? [] : [fieldOf(program, wholeOf(first))];
    engine.words([...named, ...words], shell, UNCONNECTED, wholeOf(first));
    return true;
  }
  const line = given.map(({ text }) => text).join(' ');
  const named = line.trimStart().split(/\s/, 1)[0] === program;
  engine.text({ text: named ? line : `${program} ${line}`, taint: 0 }, shell, UNCONNECTED, wholeOf(first));
  if (!named) readAsCommand(program, first, shell);
  return true;
}

/** A tool that takes any command in spite of its name would run this one; a subcommand's name is none. */
function readAsCommand(program: string, found: ParamText, shell: Shell): void {
  const word = found.text.trimStart().split(/\s/, 1)[0] ?? '';
  const own = findProgram(program);
  if (own === undefined || findProgram(word) === undefined) return;
  // `docker rm web` takes away a container, but none is called like a path.
  if (own.commands?.has(word) === true && !/\s[~/]/.test(found.text)) return;
  if (!/^(?:sudo|sh|bash|rm|dd|curl|wget|python3?|node)$/.test(word)) return;
  shell.reading.engine.text({ text: found.text, taint: 0 }, shell, UNCONNECTED, wholeOf(found));
}
