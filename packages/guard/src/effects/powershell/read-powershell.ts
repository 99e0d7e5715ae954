import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import { isKnown, NOTHING, SOMETHING, Taint, unknownData, type Data } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import { judgeOrigin } from '../shell/judge-code.js';
import { LIMITS } from '../shell/limits.js';
import { childShell, type Shell } from '../shell/shell-state.js';
import { evaluate } from './evaluate.js';
import { parsePowerShell } from './parse-statements.js';
import { runCommand } from './run-command.js';
import { runBlock, runStatements } from './run-statements.js';
import { spendText, type PowerShellEngine, type Session } from './session.js';
import type { Script } from './syntax.js';
import { printedText, type Value } from './value.js';

const ENGINE: PowerShellEngine = Object.freeze({
  statements: runStatements,
  evaluate,
  block: runBlock,
  text: readText,
  command: runCommand,
});
const UNREADABLE = shape('unknown', 'host', 'partial', 'normal');

/**
 * Reads text as PowerShell code in a new shell. `evidence` is what a nested text is written as; null when the text is
 * the parameter itself. What can't be read is said to be `shell.foreign-syntax`; the rest is read all the same.
 */
export function readPowerShell(text: Data, shell: Shell, io: Io, evidence: Evidence | null): Data {
  const { sink } = shell.reading;
  const at = evidence ?? { param: shell.param, start: 0, end: text.text.length };
  judgeOrigin(text, shell, at);
  if (text.text.trim() === '') return NOTHING;
  if (shell.depth >= LIMITS.depth) {
    sink.finding('shell.too-deep', at);
    return unknownData(text.taint);
  }
  const session: Session = {
    engine: ENGINE,
    shell: childShell(shell, { origin: evidence, depth: shell.depth + 1 }),
    io,
    variables: new Map(),
    functions: new Map(),
    aliases: new Map(),
    evidence: at,
    depth: shell.depth + 1,
    calls: [],
    endless: false,
    choice: 0,
    choices: 1,
  };
  if (text.text.includes(UNKNOWN) && text.text.replaceAll(UNKNOWN, '').trim() === '') {
    return unread(text, session, 'unknown');
  }
  // Text inside of other text is read as often as that text makes it up.
  if (evidence !== null && !spendText(text.text, session)) return unknownData(text.taint);
  const output = printedText(runText(text.text, session));
  return { text: output.text, taint: output.taint | (text.taint & ~Taint.unset) };
}

/** Text that a session runs as code: in itself when `same`. */
function readText(text: Data, session: Session, same: boolean): readonly Value[] {
  const { shell, evidence } = session;
  judgeOrigin(text, shell, evidence);
  if (text.text.trim() === '') return [];
  if (session.depth >= LIMITS.depth) {
    shell.reading.sink.finding('shell.too-deep', evidence);
    return [unknownData(text.taint)];
  }
  if (!isKnown(text.text) && text.text.replaceAll(UNKNOWN, '').trim() === '')
    return [unread(text, session, 'unknown')];
  if (!spendText(text.text, session)) return [SOMETHING];
  const inner: Session = {
    ...session,
    shell: { ...shell, origin: evidence },
    variables: same ? session.variables : new Map(session.variables),
    depth: session.depth + 1,
  };
  const values = runText(text.text, inner);
  shell.cwd = inner.shell.cwd;
  if (same) session.variables = inner.variables;
  return values.map((value) => ({ ...value, taint: value.taint | (text.taint & ~Taint.unset) }));
}

function runText(text: string, session: Session): readonly Value[] {
  const { sink } = session.shell.reading;
  if (text.length > LIMITS.text) {
    sink.finding('shell.too-large', session.evidence);
    sink.effect(UNREADABLE, '', session.evidence);
  }
  const script: Script = parsePowerShell(text.slice(0, LIMITS.text));
  if (script.tooDeep || script.tooLarge) {
    sink.finding(script.tooDeep ? 'shell.too-deep' : 'shell.too-large', session.evidence);
    sink.effect(UNREADABLE, '', session.evidence);
  } else if (script.unread >= 0) {
    unread({ text, taint: 0 }, session, text.slice(script.unread, script.unread + 40));
  }
  return session.engine.statements(script.block.body, session);
}

function unread(text: Data, session: Session, detail: string): Data {
  const { sink } = session.shell.reading;
  // Where it came from has been judged; there is nothing in it that could be read.
  if ((text.taint & (Taint.download | Taint.published)) !== 0) return unknownData(text.taint | Taint.shell);
  sink.finding('shell.foreign-syntax', session.evidence, detail);
  sink.effect(UNREADABLE, '', session.evidence);
  return unknownData(text.taint | Taint.shell);
}
