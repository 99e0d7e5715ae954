import type { Data } from './data.js';

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

/** Nothing is connected: input is empty, output is the caller's. */
export const UNCONNECTED: Io = Object.freeze({
  stdin: Object.freeze({ text: '', taint: 0 }),
  piped: false,
  network: false,
  inherited: true,
});
