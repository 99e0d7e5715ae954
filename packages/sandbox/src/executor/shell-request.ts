import type { Params, ParamValue } from '@sentinel-agentos/core';
import type { ExecRequest } from '../backend.js';

/** Tools that run a command line, by name. These run inside a sandbox; others are functions of the host. */
export const SHELL_TOOLS: ReadonlySet<string> = new Set(['exec', 'bash', 'sh', 'shell']);

/** A request, the command line that a first look is taken at; or why there is none. */
export type ShellRequest =
  | { readonly kind: 'request'; readonly command: string; readonly request: ExecRequest }
  | { readonly kind: 'rejected'; readonly reason: string };

function rejected(reason: string): ShellRequest {
  return { kind: 'rejected', reason };
}

function own(params: Params, names: readonly string[]): ParamValue | undefined {
  const name = names.find((each) => Object.hasOwn(params, each));
  return name === undefined ? undefined : params[name];
}

function isTextList(value: ParamValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string');
}

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function readEnv(value: ParamValue | undefined): Readonly<Record<string, string>> | undefined {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array) return undefined;
  const entries = Object.entries(value);
  const fits = entries.every(
    ([name, text]) => typeof text === 'string' && !text.includes('\0') && /^[^=\0]+$/.test(name),
  );
  return fits ? (Object.fromEntries(entries) as Record<string, string>) : undefined;
}

/**
 * What a shell tool is to run: `command` (or `cmd`, `script`) as a text for the shell or as a list of program and
 * arguments, with `cwd`, `env`, `stdin` and `timeoutMs`. Never throws.
 */
export function readShellRequest(tool: string, params: Params): ShellRequest {
  const given = own(params, ['command', 'cmd', 'script', 'argv']);
  const shell = tool === 'bash' ? 'bash' : 'sh';
  let argv: readonly string[];
  let command: string;
  if (typeof given === 'string' && given.trim() !== '') {
    argv = [shell, '-c', given];
    command = given;
  } else if (isTextList(given)) {
    argv = given;
    command = given.map(quote).join(' ');
  } else {
    return rejected('Parameter command must be a command line, or a list of program and arguments');
  }
  if (argv.some((part) => part.includes('\0'))) return rejected('Command holds a NUL character');
  const cwd = own(params, ['cwd', 'workdir', 'working_directory']);
  if (cwd !== undefined && cwd !== null && (typeof cwd !== 'string' || cwd.includes('\0'))) {
    return rejected('Parameter cwd must be a path');
  }
  const env = readEnv(own(params, ['env']));
  if (env === undefined) return rejected('Parameter env must be a record of texts');
  const stdin = own(params, ['stdin', 'input']);
  const timeout = own(params, ['timeoutMs', 'timeout_ms']);
  return {
    kind: 'request',
    command,
    request: {
      argv,
      env,
      ...(typeof cwd === 'string' ? { cwd } : {}),
      ...(typeof stdin === 'string' || stdin instanceof Uint8Array ? { stdin } : {}),
      ...(typeof timeout === 'number' && timeout > 0 ? { timeoutMs: timeout } : {}),
    },
  };
}
