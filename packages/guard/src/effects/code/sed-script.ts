import type { Evidence } from '@sentinel-agentos/core';
import { fieldOf } from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import { writePath } from '../shell/file-acts.js';
import { childShell, type Shell } from '../shell/shell-state.js';
import { isOdd } from './roundabout.js';

/** `1e command`, `e command` on its own, or an address before it. */
const EXECUTES = /^(?:\d+|\$|\/(?:[^/\\]|\\.)*\/)?\s*!?\s*e\s+(.+)$/;
const WRITES = /^(?:\d+|\$|\/(?:[^/\\]|\\.)*\/)?\s*!?\s*w\s+(\S+)/;
const SUBSTITUTES = /^(?:\d+|\$|\/(?:[^/\\]|\\.)*\/|[\d,$]+)?\s*!?\s*s(?=[^\w\s\\])/;
/** Longest script that is looked through. */
const MAX_SCRIPT = 16 * 1024;

/** Reads a sed script: its commands that run programs or write files. Everything else only changes text. */
export function readSedScript(script: string, shell: Shell, evidence: Evidence): void {
  if (script.length > MAX_SCRIPT) shell.reading.sink.finding('shell.too-large', evidence);
  const inner = childShell(shell, { origin: evidence, depth: shell.depth + 1, escaped: true });
  const run = (command: string): void => {
    const { engine, sink } = shell.reading;
    const mark = sink.commandCount;
    engine.text(fieldOf(command, evidence), inner, UNCONNECTED, evidence);
    if (sink.commandsSince(mark).some(isOdd)) sink.finding('shell.escape', evidence);
  };
  for (const part of script.slice(0, MAX_SCRIPT).split(/[;{}\n]/)) {
    const command = part.trim();
    const executed = EXECUTES.exec(command)?.[1];
    if (executed !== undefined) run(executed);
    const file = WRITES.exec(command)?.[1];
    if (file !== undefined) writePath(shell, fieldOf(file, evidence), null);
  }
  readSubstitutions(script.slice(0, MAX_SCRIPT), shell, evidence, run);
}

/** `s/pattern/replacement/flags`: with `e` the result runs, with `w file` it is written. */
function readSubstitutions(
  script: string,
  shell: Shell,
  evidence: Evidence,
  run: (command: string) => void,
): void {
  for (const line of script.split('\n')) {
    let rest = line;
    for (let round = 0; round < 64; round += 1) {
      const match = SUBSTITUTES.exec(rest.trimStart());
      if (match === null) break;
      const body = rest.trimStart().slice(match[0].length);
      const delimiter = body[0] ?? '';
      const middle = unescapedIndex(body, delimiter, 1);
      const end = middle < 0 ? -1 : unescapedIndex(body, delimiter, middle + 1);
      if (end < 0) break;
      const flags = /^[gpiIMme\d]*/.exec(body.slice(end + 1))?.[0] ?? '';
      if (flags.includes('e')) run(body.slice(middle + 1, end));
      const after = body.slice(end + 1 + flags.length);
      const file = /^\s*w\s+(\S+)/.exec(after)?.[1];
      if (file !== undefined) writePath(shell, fieldOf(file, evidence), null);
      const next = after.search(/[;}]/);
      if (next < 0) break;
      rest = after.slice(next + 1);
    }
  }
}

function unescapedIndex(text: string, char: string, from: number): number {
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === char) return i;
  }
  return -1;
}
