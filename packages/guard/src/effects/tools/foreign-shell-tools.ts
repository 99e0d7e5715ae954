import { readForeignText } from '../programs/shell-programs.js';
import { UNCONNECTED } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import { NOWHERE, shellFor, UNREADABLE, type ToolContext } from './tool-context.js';
import { textsOf, wholeOf, type ParamText } from './tool-params.js';

const COMMANDS = [
  'command',
  'cmd',
  'commandline',
  'script',
  'code',
  'commands',
  'shellcommand',
  'powershellcommand',
  'input',
];
const ARGUMENTS = ['args', 'argv', 'arguments'];

/**
 * A tool that runs the text of a shell with another language: PowerShell and cmd are read, of the others only plain
 * commands. Nobody here knows which of several commands it will run, so each is read.
 */
export function readForeignTool({ call, said, sink, shells }: ToolContext): void {
  const [first, ...others] = textsOf(said, COMMANDS);
  if (first === undefined) {
    sink.finding('shell.foreign-syntax', NOWHERE, call.tool);
    sink.effect(UNREADABLE, call.tool, NOWHERE);
    return;
  }
  const args = textsOf(said, ARGUMENTS).map(({ text }) => text);
  for (const shell of shells) {
    readOne(first, [first.text, ...args].join(' '), call.tool, shell);
    for (const found of others) readOne(found, found.text, call.tool, shell);
  }
}

function readOne(found: ParamText, text: string, tool: string, outer: Shell): void {
  const shell = shellFor(found, outer);
  const data = { text, taint: 0 };
  const { engine } = shell.reading;
  // Text that is put together of several parameters has no span of its own.
  const evidence = text === found.text ? null : wholeOf(found);
  if (/p(?:ower_?)?sh|power_?shell/i.test(tool)) engine.powershell(data, shell, UNCONNECTED, evidence);
  else if (/cmd|command/i.test(tool)) engine.cmd(data, shell, UNCONNECTED, evidence);
  else readForeignText(data, tool, shell, UNCONNECTED, wholeOf(found));
}
