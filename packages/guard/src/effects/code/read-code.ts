import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import type { Language } from '../programs/role.js';
import { fieldOf, joined, NOTHING, Taint, unknownData, type Data } from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import { deletePath, readPath, writePath } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';
import { judgeOrigin } from '../shell/judge-code.js';
import { childShell, type Shell } from '../shell/shell-state.js';
import { LANGUAGES, type CodePattern } from './code-patterns.js';
import { readSedScript } from './sed-script.js';
import { literalAt, literalsFrom } from './string-literals.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const SHELL_STARTED = shape('code.exec', 'workspace', 'hard', 'sensitive');
const FETCHED = shape('net.fetch', 'shared', 'easy', 'normal');
const KILL = shape('process.kill', 'process', 'hard', 'normal');
/** Program text that is looked through; what lies beyond makes the whole of it `unknown`. */
const MAX_CODE = 64 * 1024;
const MAX_HITS = 64;

/**
 * Looks through inline program text for what it starts, deletes, reads and sends. A pattern reader, not an
 * interpreter: it sees literal arguments, and says when code is hidden. Everything else is ordinary code.
 */
export function readCode(language: Language, code: Data, shell: Shell, evidence: Evidence): void {
  const { sink } = shell.reading;
  judgeOrigin(code, shell, evidence);
  if (language === 'sed') {
    readSedScript(code.text, shell, evidence);
    return;
  }
  if (language !== 'awk' && language !== 'vim') sink.effect(CODE, '', evidence);
  const facts = LANGUAGES[language];
  const text = code.text.slice(0, MAX_CODE);
  const inner = childShell(shell, { origin: evidence, depth: shell.depth + 1, escaped: true });
  let read: Data = NOTHING;
  for (const pattern of facts.patterns) {
    let hits = 0;
    for (const match of text.matchAll(pattern.call)) {
      hits += 1;
      if (hits > MAX_HITS) break;
      read = joined(read, act(pattern, text, match.index + match[0].length, inner, evidence));
    }
  }
  if (facts.hidden.test(text)) {
    sink.finding('flow.decoded-to-shell', evidence);
    sink.effect(SHELL_STARTED, '', evidence);
  }
  if (facts.spawns.test(text)) sink.effect(SHELL_STARTED, '', evidence);
  if (facts.socket.test(text) && facts.shell.test(text)) sink.finding('shell.reverse-shell', evidence);
  if (!facts.network.test(text)) return;
  if ((read.taint & Taint.secret) !== 0) sendData(shell, unknownData(read.taint), '', evidence);
  else sink.effect(FETCHED, '', evidence);
}

function act(pattern: CodePattern, code: string, at: number, shell: Shell, evidence: Evidence): Data {
  const { engine, sink } = shell.reading;
  if (pattern.as === 'kill') {
    sink.effect(KILL, '', evidence);
    return NOTHING;
  }
  if (pattern.as === 'argv') {
    const words = literalsFrom(code, code[at] === '[' ? at + 1 : at);
    // `os.execv(path, [name, …])` names the program twice.
    const argv = code[at] === '[' ? words : words.filter((word, index) => index !== 1 || word !== words[0]);
    engine.words(
      argv.map((word) => fieldOf(word, evidence)),
      shell,
      UNCONNECTED,
      evidence,
    );
    return NOTHING;
  }
  if (pattern.as === 'rest') {
    const end = code.indexOf('\n', at);
    engine.text(fieldOf(code.slice(at, end < 0 ? undefined : end), evidence), shell, UNCONNECTED, evidence);
    return NOTHING;
  }
  const literal = literalAt(code, at) ?? literalAt(code, code[at] === '[' ? at + 1 : at);
  if (literal === null) return NOTHING;
  const word = fieldOf(expanded(literal.value, shell), evidence);
  switch (pattern.as) {
    case 'command':
      engine.text(word, shell, UNCONNECTED, evidence);
      return NOTHING;
    case 'delete':
    case 'delete-tree':
      deletePath(shell, word, pattern.as === 'delete-tree');
      return NOTHING;
    case 'read':
      return readPath(shell, word);
    case 'write':
      writePath(shell, word, null);
      return NOTHING;
  }
}

function expanded(path: string, shell: Shell): string {
  return path === '~' || path.startsWith('~/') ? shell.reading.world.facts.home + path.slice(1) : path;
}
