import type { Evidence } from '@sentinel-agentos/core';
import { fieldOf } from '../shell/data.js';
import { UNCONNECTED } from '../shell/engine.js';
import { writePath } from '../shell/file-acts.js';
import { childShell, type Shell } from '../shell/shell-state.js';

/** `1e command`, `e command` on its own, or an address before it. */
const EXECUTES = /(?:^|[;{}\n])\s*(?:\d+|\$|\/(?:[^/\\\n]|\\.)*\/)?\s*!?\s*e\s+([^\n]+)/g;
/** Flags of an `s` command with `e`: the result of the substitution runs. */
const SUBSTITUTION =
  /(?:^|[;{}\n\d$/])\s*s([|/#,@:!%+_])((?:[^\\\n]|\\[\s\S])*?)\1((?:[^\\\n]|\\[\s\S])*?)\1([gpiIMm\d]*e[gpiIMm\d]*)(?=$|[;}\s])/g;
const WRITES = /(?:^|[;{}\n]|\/[gpiIMm\d]*)\s*w\s+([^\s;}\n]+)/g;

/** Reads a sed script: its commands that run programs or write files. Everything else only changes text. */
export function readSedScript(script: string, shell: Shell, evidence: Evidence): void {
  const inner = childShell(shell, { origin: evidence, depth: shell.depth + 1, escaped: true });
  const run = (text: string): void => {
    shell.reading.engine.text(fieldOf(text, evidence), inner, UNCONNECTED, evidence);
  };
  for (const match of script.matchAll(EXECUTES)) run(match[1] ?? '');
  for (const match of script.matchAll(SUBSTITUTION)) run(match[3] ?? '');
  for (const match of script.matchAll(WRITES)) writePath(shell, fieldOf(match[1] ?? '', evidence), null);
}
