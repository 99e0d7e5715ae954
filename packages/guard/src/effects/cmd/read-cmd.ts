import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import { oneOf } from '../shell/branches.js';
import { joined, NOTHING, SOMETHING, Taint, unknownData, type Data } from '../shell/data.js';
import { writePath, readPath } from '../shell/file-acts.js';
import type { Io } from '../shell/io.js';
import { judgeOrigin } from '../shell/judge-code.js';
import { LIMITS } from '../shell/limits.js';
import { childShell, evidenceAt, type Shell } from '../shell/shell-state.js';
import { spend } from '../shell/spend.js';
import { expandVariables } from './expand-variables.js';
import { linePath } from './line-call.js';
import { parseLines } from './parse-lines.js';
import { runFor, type LoopEngine } from './run-for.js';
import { runLineCommand, type Loops } from './run-line-command.js';
import { splitWords } from './split-words.js';
import type { LineCommand, LineNode, LineRedirect } from './syntax.js';

const UNREADABLE = shape('unknown', 'host', 'partial', 'normal');
const MAX_CHOICES = 8;
const ENGINE: LoopEngine = Object.freeze({ text: readLines, nodes: runNodes });

/**
 * Reads text as lines of `cmd` in a new shell. `evidence` is what a nested text is written as; null when the text is
 * the parameter itself. What can't be read is said to be `shell.foreign-syntax`; the rest is read all the same.
 */
export function readCmd(text: Data, shell: Shell, io: Io, evidence: Evidence | null): Data {
  const at = evidence ?? { param: shell.param, start: 0, end: text.text.length };
  judgeOrigin(text, shell, at);
  if (text.text.trim() === '') return NOTHING;
  if (shell.depth >= LIMITS.depth) {
    shell.reading.sink.finding('shell.too-deep', at);
    return unknownData(text.taint);
  }
  const inner = childShell(shell, { origin: evidence, depth: shell.depth + 1 });
  const whole = unquoted(text.text, evidence === null);
  if (whole.replaceAll(UNKNOWN, '').trim() === '') {
    unread(inner, at, 'unknown');
    return unknownData(text.taint | Taint.shell);
  }
  const output = readLines(whole, inner, io, at, new Map());
  return { text: output.text, taint: output.taint | (text.taint & ~Taint.unset) };
}

/** `cmd /c "…"`: quotes around the whole are taken off, unless they are those of a program's name. */
function unquoted(text: string, typed: boolean): string {
  const line = text.trim();
  if (!line.startsWith('"') || !line.endsWith('"') || line.length < 2) return line;
  // Typed as it stands, the quotes are those of the first word and of the last.
  if (typed && /^"[^"\s]{1,260}"\s/.test(line)) return line;
  const inner = line.slice(1, -1);
  return !inner.includes('"') && /^[^&|<>]*\.(?:exe|com|bat|cmd)$/i.test(inner) ? line : inner;
}

/** Reads lines in a shell that is there. */
function readLines(text: string, shell: Shell, io: Io, at: Evidence, loops: Loops): Data {
  const { sink } = shell.reading;
  // Text inside of other text is parsed as often as that makes it up.
  if (shell.origin !== null && !spend(shell.reading, 1 + (text.length >> 5), at)) return unknownData(0);
  if (text.length > LIMITS.text) {
    sink.finding('shell.too-large', at);
    sink.effect(UNREADABLE, '', at);
  }
  const parsed = parseLines(text.slice(0, LIMITS.text));
  if (parsed.tooDeep || parsed.tooLarge) {
    sink.finding(parsed.tooDeep ? 'shell.too-deep' : 'shell.too-large', at);
    sink.effect(UNREADABLE, '', at);
  } else if (parsed.unread >= 0) {
    unread(shell, at, text.slice(parsed.unread, parsed.unread + 40));
  }
  if (spawnsItself(parsed.nodes)) sink.finding('shell.fork-bomb', at);
  return runNodes(parsed.nodes, shell, io, loops);
}

function unread(shell: Shell, at: Evidence, detail: string): void {
  shell.reading.sink.finding('shell.foreign-syntax', at, detail);
  shell.reading.sink.effect(UNREADABLE, '', at);
}

/** `%0|%0`, and a label that starts more of the same before it goes back. */
function spawnsItself(nodes: readonly LineNode[]): boolean {
  const labels = new Set<string>();
  let starts = false;
  for (const node of nodes) {
    if (
      node.kind === 'pipe' &&
      node.parts.every((part) => part.kind === 'command' && /^"?%~?[a-z]*0"?$/i.test(part.text))
    )
      return true;
    if (node.kind === 'label') labels.add(node.name);
    if (node.kind !== 'command') continue;
    if (/^start\b/i.test(node.text)) starts = true;
    const target = /^goto\s*:?\s*(\S+)/i.exec(node.text)?.[1]?.toLowerCase();
    if (starts && target !== undefined && labels.has(target)) return true;
    if (/^start\b.*%~?[a-z]*0"?$/i.test(node.text)) return true;
  }
  return false;
}

function runNodes(nodes: readonly LineNode[], shell: Shell, io: Io, loops: Loops): Data {
  let output: Data = NOTHING;
  for (const node of nodes) {
    // Branches and loops copy what is set.
    const cost = node.kind === 'command' || node.kind === 'label' ? 1 : 1 + (shell.variables.size >> 5);
    if (!spend(shell.reading, cost, whereAt(shell))) break;
    output = joined(output, runNode(node, shell, io, loops));
  }
  return output;
}

function whereAt(shell: Shell): Evidence {
  return shell.origin ?? { param: shell.param, start: 0, end: shell.length };
}

function runNode(node: LineNode, shell: Shell, io: Io, loops: Loops): Data {
  switch (node.kind) {
    case 'label':
      return NOTHING;
    case 'group':
      return redirected(runNodes(node.body, shell, io, loops), node.redirects, shell, loops, whereAt(shell));
    case 'pipe': {
      let data = io.stdin;
      node.parts.forEach((part, index) => {
        data = runNode(part, childShell(shell), { ...io, stdin: data, piped: index > 0 || io.piped }, loops);
      });
      return data;
    }
    case 'if': {
      const reads = [
        () => runNodes(node.body, shell, io, loops),
        () => runNodes(node.otherwise, shell, io, loops),
      ];
      return oneOf(shell, reads, false).reduce(joined, NOTHING);
    }
    case 'for':
      return runFor(node, shell, io, loops, ENGINE);
    case 'command':
      return runEach(node, shell, io, loops);
  }
}

/** Reads a command once for every value its variables may have. */
function runEach(node: LineCommand, shell: Shell, io: Io, loops: Loops): Data {
  const { choice, choices } = shell;
  shell.choice = 0;
  shell.choices = 1;
  let output = runCommand(node, shell, io, loops);
  for (let next = 1; next < Math.min(shell.choices, MAX_CHOICES); next += 1) {
    shell.choice = next;
    output = joined(output, runCommand(node, shell, io, loops));
  }
  shell.choice = choice;
  shell.choices = Math.max(choices, shell.choices);
  return output;
}

function runCommand(node: LineCommand, shell: Shell, io: Io, loops: Loops): Data {
  const { reading } = shell;
  const evidence = evidenceAt(shell, node.start, node.end);
  if (reading.budget <= 0) {
    reading.sink.finding('shell.too-large', evidence);
    return NOTHING;
  }
  reading.budget -= 1;
  const input = node.redirects.find((redirect) => redirect.operator === '<');
  const given: Io =
    input === undefined
      ? io
      : { ...io, stdin: fileOf(input, shell, loops, evidence, (word) => readPath(shell, word)), piped: true };
  const output = runLineCommand(node.text, shell, given, evidence, loops, ENGINE);
  return redirected(output, node.redirects, shell, loops, evidence);
}

function fileOf(
  redirect: LineRedirect,
  shell: Shell,
  loops: Loops,
  evidence: Evidence,
  act: (word: ReturnType<typeof linePath>) => Data,
): Data {
  const [word] = splitWords(expandVariables(redirect.target, loops, shell), evidence, false);
  if (word === undefined || /^\\{0,2}(?:\.\\)?(?:nul|con|prn)$/i.test(word.text)) return NOTHING;
  return act({ ...linePath(word), glob: false });
}

function redirected(
  output: Data,
  redirects: readonly LineRedirect[],
  shell: Shell,
  loops: Loops,
  evidence: Evidence,
): Data {
  let left = output;
  for (const redirect of redirects) {
    if (redirect.operator === '<' || redirect.target === '') continue;
    fileOf(redirect, shell, loops, evidence, (word) => {
      writePath(shell, word, redirect.error ? SOMETHING : output, redirect.operator === '>>');
      return NOTHING;
    });
    if (!redirect.error) left = NOTHING;
  }
  return left;
}
