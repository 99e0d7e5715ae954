import { readCommands } from './call-commands.js';
import { textParam } from './text-param.js';
import type { CommandSource } from './call-commands.js';
import type { ReadCommand } from '../../effects/effect-reading.js';

const NOTHING = /^[\s;]*$/;
const ONE_AFTER_ANOTHER = /^(?:&&|[\s;])*$/;

/** The command of a call that runs one simple command and nothing else: no pipe, no condition, no second command. */
export function soleCommand(source: CommandSource): ReadCommand | null {
  const [command, ...more] = readCommands(source);
  if (command === undefined || more.length > 0) return null;
  const around = textAround(source, [command]);
  return around !== null && NOTHING.test(around) ? command : null;
}

/** Whether a call runs simple commands one after another, joined by nothing but `&&`, `;` and line ends. */
export function isPlainChain(source: CommandSource): boolean {
  const around = textAround(source, readCommands(source));
  return around !== null && ONE_AFTER_ANOTHER.test(around);
}

/** What stands between and around commands of one text; null when they are of several texts or within each other. */
function textAround({ call }: CommandSource, commands: readonly ReadCommand[]): string | null {
  const param = commands[0]?.evidence.param;
  const text = param === undefined ? null : textParam(call.params, param);
  if (text === null) return null;
  let around = '';
  let at = 0;
  for (const { evidence } of commands) {
    if (evidence.param !== param || evidence.start < at) return null;
    around += `${text.slice(at, evidence.start)} `;
    at = evidence.end;
  }
  const last = commands.at(-1)?.evidence;
  const rest = text.slice(at);
  return around + (last === undefined ? rest : withoutHereDocument(text.slice(last.start, at), rest));
}

/** The text after a command without the document that the command reads, if it reads one. */
function withoutHereDocument(command: string, rest: string): string {
  const [, delimiter] = /<<-?[ \t]*['"\\]?(\w+)/.exec(command) ?? [];
  if (delimiter === undefined) return rest;
  const lines = rest.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === delimiter);
  return end === -1 ? rest : [lines[0], ...lines.slice(end + 1)].join('\n');
}
