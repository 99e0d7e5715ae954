import { readCommands } from './call-commands.js';
import { textParam } from './text-param.js';
import type { CommandSource } from './call-commands.js';
import type { ReadCommand } from '../../effects/effect-reading.js';

const ONE_AFTER_ANOTHER = /^(?:&&|[\s;])*$/;
/** Between commands nothing is quoted: what stands there behind `#` says nothing to the shell. */
const COMMENT = /(^|[\s;&])#[^\n]*/gu;

/** A simple command, and whether it had to succeed for the next one to run. */
export interface PlainCommand {
  readonly command: ReadCommand;
  readonly isCondition: boolean;
}

/**
 * The simple commands that a call runs one after another, joined by nothing but `&&`, `;` and line ends; null where
 * anything else stands between or around them: a pipe, another condition, a command within a command.
 */
export function plainChain(source: CommandSource): readonly PlainCommand[] | null {
  const commands = readCommands(source);
  const around = commands.length === 0 ? null : textAround(source, commands);
  if (around === null || !around.every((text) => ONE_AFTER_ANOTHER.test(text))) return null;
  return commands.map((command, index) => ({ command, isCondition: around[index + 1]?.trim() === '&&' }));
}

/** Whether a call runs simple commands one after another, joined by nothing but `&&`, `;` and line ends. */
export function isPlainChain(source: CommandSource): boolean {
  return plainChain(source) !== null;
}

/**
 * What stands before, between and behind commands of one text, without comments; null when they are of several texts or
 * within each other.
 */
function textAround({ call }: CommandSource, commands: readonly ReadCommand[]): readonly string[] | null {
  const param = commands[0]?.evidence.param;
  const text = param === undefined ? null : textParam(call.params, param);
  if (text === null) return null;
  const around: string[] = [];
  let at = 0;
  for (const { evidence } of commands) {
    if (evidence.param !== param || evidence.start < at) return null;
    around.push(text.slice(at, evidence.start));
    at = evidence.end;
  }
  const last = commands.at(-1)?.evidence;
  const rest = text.slice(at);
  around.push(last === undefined ? rest : withoutHereDocument(text.slice(last.start, at), rest));
  return around.map((each) => each.replace(COMMENT, '$1'));
}

/** The text after a command without the document that the command reads, if it reads one. */
function withoutHereDocument(command: string, rest: string): string {
  const [, delimiter] = /<<-?[ \t]*['"\\]?(\w+)/.exec(command) ?? [];
  if (delimiter === undefined) return rest;
  const lines = rest.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === delimiter);
  return end === -1 ? rest : [lines[0], ...lines.slice(end + 1)].join('\n');
}
