import type { Evidence } from '@sentinel-agentos/core';
import { maybe } from '../shell/branches.js';
import { isKnown, joined, NOTHING, SOMETHING, unknownData, type Data } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import type { Io } from '../shell/io.js';
import { childShell, evidenceAt, type Shell } from '../shell/shell-state.js';
import { spend } from '../shell/spend.js';
import { expandVariables } from './expand-variables.js';
import { linePath } from './line-call.js';
import type { LineEngine, Loops } from './run-line-command.js';
import { splitWords } from './split-words.js';
import type { LineNode } from './syntax.js';

/** Rounds that are read; they use up what the reading may evaluate long before in loops inside one another. */
const MAX_ROUNDS = 256;
const ENDLESS_ROUNDS = 100;

type LineLoop = Extract<LineNode, { kind: 'for' }>;

/** The parts of the reader that a loop comes back to. */
export interface LoopEngine extends LineEngine {
  nodes(nodes: readonly LineNode[], shell: Shell, io: Io, loops: Loops): Data;
}

/** `for`: the body for each word, file, folder, number, or line that a command prints. */
export function runFor(node: LineLoop, shell: Shell, io: Io, loops: Loops, engine: LoopEngine): Data {
  const evidence = evidenceAt(shell, node.start, node.end);
  const all = rounds(node, shell, io, loops, evidence, engine);
  if (all.length > MAX_ROUNDS) shell.reading.sink.finding('shell.too-large', evidence);
  if (node.mode === 'l' && countsOn(node.set) && node.body.some(starts))
    shell.reading.sink.finding('shell.fork-bomb', evidence);
  let output: Data = NOTHING;
  for (const value of all.slice(0, MAX_ROUNDS)) {
    if (!spend(shell.reading, 1, evidence)) break;
    const inner = new Map(loops).set(node.variable, value);
    // `tokens=1,2` fills the letters that follow as well.
    if (node.mode === 'f')
      for (const next of following(node.variable)) inner.set(next, unknownData(value.taint));
    output = joined(
      output,
      maybe(shell, () => engine.nodes(node.body, shell, io, inner)),
    );
  }
  return output;
}

/** `(start,step,end)` of a loop that goes on longer than anybody starts programs. */
function countsOn(set: string): boolean {
  const [from = NaN, step = NaN, to = NaN] = set.split(',').map(Number);
  return step === 0 || Math.abs((to - from) / step) >= ENDLESS_ROUNDS;
}

function starts(node: LineNode): boolean {
  return node.kind === 'group'
    ? node.body.some(starts)
    : node.kind === 'command' && /^@?start\b/i.test(node.text);
}

function following(letter: string): readonly string[] {
  const code = letter.charCodeAt(0);
  return [1, 2, 3, 4].map((step) => String.fromCharCode(code + step));
}

function rounds(
  node: LineLoop,
  shell: Shell,
  io: Io,
  loops: Loops,
  evidence: Evidence,
  engine: LoopEngine,
): readonly Data[] {
  if (!spend(shell.reading, node.set.length >> 6, evidence)) return [];
  const words = splitWords(expandVariables(node.set, loops, shell), evidence, true);
  if (node.mode === 'l') return [SOMETHING];
  if (node.mode === 'f') return linesOf(node, words, shell, io, loops, evidence, engine);
  if (node.mode !== 'r') return words;
  // `for /r FOLDER` looks below a folder.
  const [folder] = splitWords(expandVariables(node.options, loops, shell), evidence, false);
  const root = folder === undefined ? '.' : folder.text.replace(/[\\/]$/, '');
  return words.map((word) => ({ text: `${root}/${word.text}`, taint: word.taint }));
}

function linesOf(
  node: LineLoop,
  words: ReturnType<typeof splitWords>,
  shell: Shell,
  io: Io,
  loops: Loops,
  evidence: Evidence,
  engine: LoopEngine,
): readonly Data[] {
  const set = node.set.trim();
  const mark = set[0] ?? '';
  const backquoted = /usebackq/i.test(node.options);
  if (mark === (backquoted ? '`' : "'")) {
    const command = set.slice(1, set.endsWith(mark) ? -1 : undefined);
    return lines(
      engine.text(
        command,
        childShell(shell, { depth: shell.depth + 1 }),
        { ...io, piped: false, stdin: NOTHING },
        evidence,
        loops,
      ),
    );
  }
  if (mark === (backquoted ? "'" : '"'))
    return lines({
      text: words
        .map((word) => word.text)
        .join(' ')
        .replace(/^'|'$/g, ''),
      taint: 0,
    });
  return words.flatMap((word) => lines(readPath(shell, linePath(word))));
}

function lines(data: Data): readonly Data[] {
  if (!isKnown(data.text) || data.text === '') return [unknownData(data.taint)];
  return data.text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, MAX_ROUNDS + 1)
    .map((text) => ({ text: text.trim(), taint: data.taint }));
}
