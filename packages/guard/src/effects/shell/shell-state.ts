import type { Evidence } from '@sentinel-agentos/core';
import type { Function as FunctionNode, ParsedScript } from 'unbash';
import type { EffectSink } from '../effect-sink.js';
import type { World } from '../world.js';
import type { Boundaries } from '../paths/zones.js';
import type { GlobOptions } from '../paths/glob-options.js';
import type { Data, Field } from './data.js';
import type { Io } from './io.js';

/**
 * The parts of the interpreter that call one another. They are handed around as one value so that no
 * file imports a file that imports it.
 */
export interface Engine {
  /** Reads a parsed text in a shell; returns what it would print. */
  script(script: ParsedScript, shell: Shell, io: Io): Data;
  /** Reads a text as shell code run by a new shell below `shell`. */
  text(text: Data, shell: Shell, io: Io, evidence: Evidence, options?: TextOptions): Data;
  /** A file is run as a program or a script; `content` is what is known of it. */
  file(file: Field, content: Data, shell: Shell, evidence: Evidence): Data;
  /**
   * Reads a text as PowerShell code, or as lines for Windows' `cmd`, in a new shell below `shell`. Without evidence
   * the text is the parameter itself.
   */
  powershell(text: Data, shell: Shell, io: Io, evidence: Evidence | null): Data;
  cmd(text: Data, shell: Shell, io: Io, evidence: Evidence | null): Data;
  /** Reads one command given as words. */
  words(words: readonly Field[], shell: Shell, io: Io, evidence: Evidence): Data;
}

/** Shells of Windows whose language is read. */
export type WindowsLanguage = 'powershell' | 'cmd';

export interface TextOptions {
  /** `eval` and `source` run in the shell itself; everything else in a new one. */
  readonly same?: boolean;
  readonly positional?: readonly Field[];
}

/** What is the same for every shell of one reading. */
export interface Reading {
  readonly world: World;
  readonly sink: EffectSink;
  readonly boundaries: Boundaries;
  readonly engine: Engine;
  /** Links that the call made so far: absolute paths to absolute paths. `world.facts` follows them. */
  readonly links: Map<string, string>;
  /** True after a program that waits for typed input: what follows would be typed into it. */
  waits: boolean;
  /** Simple commands that may still be read. */
  budget: number;
  /** Paths that may still be looked at. */
  paths: number;
  /** Parts of words that may still be evaluated, and how many stand around the current one. */
  parts: number;
  nesting: number;
  /** Names process substitutions apart. */
  pipes: number;
  /** Names of container images that the call builds. */
  readonly images: Set<string>;
  /** Shells of Windows that commands of the text itself are written for. */
  readonly spoken: Set<WindowsLanguage>;
}

/** A variable of the shell: every value it may have here, or the elements of an array. */
export interface Variable {
  readonly values: readonly Data[];
  readonly array?: readonly Data[];
  readonly exported: boolean;
  /** Set when the value was looked at: a loop whose variable nobody reads is read once. */
  readonly mark?: { read: boolean };
  /** Name of the variable that this one is another name for (`declare -n`). */
  readonly refers?: string;
}

/** What an open descriptor is connected to. */
export type Channel =
  | { readonly kind: 'data'; readonly data: Data }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'network'; readonly host: string }
  | { readonly kind: 'process'; readonly path: string };

/** A process substitution that waits for its input. */
export interface WaitingProcess {
  readonly run: (stdin: Data) => void;
  fed: boolean;
}

/** A function definition, with the text that its positions refer to. */
export interface DefinedFunction {
  readonly node: FunctionNode;
  readonly origin: Evidence | null;
  /** Given to shells below by `export -f`. */
  readonly exported?: boolean;
}

/** A function that is being read, and how many background jobs surrounded its call. */
export interface FunctionCall {
  /** The definition, not the name: a function may define another of its own name and call that. */
  readonly node: FunctionNode;
  readonly spawning: number;
}

/** State of one shell while its text is read. Children get copies of what children don't share. */
export interface Shell {
  readonly reading: Reading;
  /** Parameter and span that evidence points to when the text isn't the parameter itself. */
  readonly origin: Evidence | null;
  readonly param: string;
  /** Length of the parameter. The parser counts past it where a text ends in the middle of something. */
  readonly length: number;
  readonly depth: number;
  cwd: string;
  variables: Map<string, Variable>;
  functions: Map<string, DefinedFunction>;
  aliases: Map<string, string>;
  /** `hash -p` and PATH tricks: command name to the program that really runs. */
  rebound: Map<string, string>;
  channels: Map<string, Channel>;
  positional: readonly Field[];
  /** Content of files this call writes, by absolute path. One for all shells of a reading. */
  readonly files: Map<string, Data>;
  readonly waiting: Map<string, WaitingProcess>;
  /** Functions being read, outermost first. */
  readonly calls: readonly FunctionCall[];
  /** Background jobs and pipes around the current command. */
  spawning: number;
  /** Which alternative of a variable is looked at, and the most that any had so far. */
  choice: number;
  choices: number;
  /** Whether positional parameters are known: in a function, or with arguments after `sh -c`. */
  inFunction: boolean;
  /** True inside a program that is no shell, such as an editor: a shell started there escapes from it. */
  readonly escaped: boolean;
  /** Where the unknown parts of the text that is read came from: see `gapsOf`. */
  readonly gaps?: number;
  /** What `dotglob` and `nocaseglob` make of patterns. A shell that had them once is taken to have them still. */
  globbing?: GlobOptions;
  /** Folders that `pushd` left, the last one first. */
  left?: readonly string[];
  /** After `set -a` every variable is exported. */
  exportsAll?: boolean;
  /** After a file of secrets was sourced: a variable that nothing here sets may be one of them. */
  sourcedSecret?: boolean;
}

/** A shell for a subshell, a pipeline part or a nested text: changes stay inside. */
export function childShell(shell: Shell, changes: Partial<Shell> = {}): Shell {
  return {
    ...shell,
    variables: copied(shell.variables),
    functions: copied(shell.functions),
    aliases: copied(shell.aliases),
    rebound: copied(shell.rebound),
    channels: copied(shell.channels),
    ...changes,
  };
}

/** Most of these are empty, and an empty map is made faster than copied. */
function copied<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  return map.size === 0 ? new Map<K, V>() : new Map(map);
}

/** Evidence for a span of the text that is being read. */
export function evidenceAt(shell: Shell, start: number, end: number): Evidence {
  if (shell.origin !== null) return shell.origin;
  const last = Math.min(end, shell.length);
  return { param: shell.param, start: Math.min(start, last), end: last };
}

/** Every value a name may have, or null when the shell itself does not set it. */
export function lookUp(shell: Shell, name: string): Variable | null {
  let variable = shell.variables.get(name);
  for (let hops = 0; variable?.refers !== undefined && hops < 8; hops += 1) {
    variable = shell.variables.get(variable.refers);
  }
  return variable ?? null;
}

/** The name that stands behind a name given by `declare -n`. */
export function referred(shell: Shell, name: string): string {
  let target = name;
  for (let hops = 0; hops < 8; hops += 1) {
    const refers = shell.variables.get(target)?.refers;
    if (refers === undefined) break;
    target = refers;
  }
  return target;
}

/** Sets a variable in this shell, through `declare -n` names. */
export function assign(shell: Shell, name: string, variable: Variable): void {
  shell.variables.set(referred(shell, name), variable);
}

/** Whether a variable given by the call itself names another place: a proxy, a mirror, another source for an installer. */
export function isDiverted(shell: Shell): boolean {
  for (const { exported, values } of shell.variables.values())
    if (exported && values.some(({ text }) => text.includes('://'))) return true;
  return false;
}
