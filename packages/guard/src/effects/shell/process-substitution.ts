import type { ProcessSubstitutionPart } from 'unbash';
import { NOTHING, type Data } from './data.js';
import { UNCONNECTED } from './io.js';
import { childShell, evidenceAt, type Shell } from './shell-state.js';

/**
 * The path that a process substitution stands for. `<(…)` is read now and its output kept as the content
 * of that path; `>(…)` waits until something is written there.
 */
export function processPath(part: ProcessSubstitutionPart, shell: Shell): string {
  const { reading } = shell;
  reading.pipes += 1;
  const path = `/dev/fd/process-${reading.pipes}`;
  const { script } = part;
  if (script === undefined) {
    reading.sink.finding('shell.unparsed', evidenceAt(shell, part.pos, part.end));
    return path;
  }
  const inner = childShell(shell, { depth: shell.depth + 1 });
  if (part.operator === '<') {
    shell.files.set(path, reading.engine.script(script, inner, UNCONNECTED));
    return path;
  }
  shell.waiting.set(path, {
    fed: false,
    run: (stdin: Data) => {
      reading.engine.script(script, inner, { ...UNCONNECTED, stdin, piped: true });
    },
  });
  return path;
}

/** Hands data to the process behind a path, if one waits there. */
export function feed(shell: Shell, path: string, data: Data): boolean {
  const process = shell.waiting.get(path);
  if (process === undefined) return false;
  process.fed = true;
  process.run(data);
  return true;
}

/** Starts the processes that nothing was written to: their own effects happen all the same. */
export function feedRest(shell: Shell): void {
  for (const process of shell.waiting.values()) {
    if (process.fed) continue;
    process.fed = true;
    process.run(NOTHING);
  }
}
