import type { Evidence } from '@sentinel-agentos/core';
import { pathOfWindowsShell } from '../paths/windows-words.js';
import type { Data } from '../shell/data.js';
import type { PathWord } from '../shell/file-acts.js';
import type { Io } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import type { LineWord } from './split-words.js';

/** One command of `cmd` itself being run. */
export interface LineCall {
  /** Its name in lower case. */
  readonly name: string;
  /** Words that are no switches. */
  readonly operands: readonly LineWord[];
  /** Switches in lower case, with their slash. */
  readonly switches: readonly string[];
  /** Everything after the name as it stands, variables replaced. */
  readonly rest: Data;
  readonly shell: Shell;
  readonly io: Io;
  readonly evidence: Evidence;
}

/** How a command of `cmd` is read. Returns what it prints. */
export type LineReader = (call: LineCall) => Data;

/** A word as the acts on files take it. */
export function linePath(word: LineWord): PathWord {
  return { text: pathOfWindowsShell(word.text), taint: word.taint, glob: word.glob, evidence: word.evidence };
}
