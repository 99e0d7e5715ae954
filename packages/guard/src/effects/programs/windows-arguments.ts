import { pathOfWindowsShell } from '../paths/windows-words.js';
import type { Data, Field } from '../shell/data.js';
import type { Invocation } from './invocation.js';

/** The words that are no switches. */
export function operandsOf({ args }: Invocation): readonly Field[] {
  // A path that a variable held may begin with a slash as well.
  return args.filter((arg) => !/^[/-]{1,2}[A-Za-z?][^/\\:]*(?::[^/]*)?$/.test(arg.text));
}

/** The value after a switch, or attached to it by a colon. */
export function after(invocation: Invocation, name: RegExp): Field | null {
  const { args } = invocation;
  for (const [index, arg] of args.entries()) {
    const match = /^[/-]{1,2}([A-Za-z]+)(?::(.*))?$/s.exec(arg.text);
    if (match === null || !name.test(match[1] ?? '')) continue;
    return match[2] === undefined ? (args[index + 1] ?? null) : { ...arg, text: match[2] };
  }
  return null;
}

/** A word as the path that Windows takes it for. */
export function path(word: Field): Field {
  return { ...word, text: pathOfWindowsShell(word.text) };
}

/** A line that Windows runs as a new process. */
export function runLine(invocation: Invocation, line: Data | null): void {
  const { shell, io, evidence } = invocation;
  if (line !== null && line.text.trim() !== '') shell.reading.engine.cmd(line, shell, io, evidence);
}
