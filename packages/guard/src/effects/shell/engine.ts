import type { Evidence } from '@sentinel-agentos/core';
import type { ParsedScript } from 'unbash';
import type { Data, Field } from './data.js';
import type { Shell } from './shell-state.js';

/** What a command is connected to. */
export interface Io {
  readonly stdin: Data;
  /** True when something was connected to standard input: a pipe, a file, a document. */
  readonly piped: boolean;
  /** True when input or output is a network connection. */
  readonly network: boolean;
  /** True when the output goes through a pipe to a network program or leaves otherwise. */
  readonly inherited: boolean;
}

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
  /** Reads one command given as words. */
  words(words: readonly Field[], shell: Shell, io: Io, evidence: Evidence): Data;
}

export interface TextOptions {
  /** `eval` and `source` run in the shell itself; everything else in a new one. */
  readonly same?: boolean;
  readonly positional?: readonly Field[];
}

export const UNCONNECTED: Io = Object.freeze({
  stdin: Object.freeze({ text: '', taint: 0 }),
  piped: false,
  network: false,
  inherited: true,
});
