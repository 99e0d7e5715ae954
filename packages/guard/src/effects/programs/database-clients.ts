import { shape } from '../effect-shape.js';
import { readSql } from '../sql/read-sql.js';
import { isKnown, SOMETHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { readPath, writePath } from '../shell/file-acts.js';
import { note, type Invocation } from './invocation.js';

const PROMPT = shape('process.spawn', 'workspace', 'hard', 'normal');
const NATIVE = shape('code.exec', 'host', 'hard', 'critical');
/** What a server's database holds is not for everybody; a file of the project is packed when all of it is printed. */
const ROWS = unknownData(Taint.system);

/** Values of the options among the names. */
export const values =
  (names: string) =>
  (invocation: Invocation): readonly Field[] =>
    invocation.options.flatMap(({ name, value }) =>
      value !== null && ` ${names} `.includes(` ${name} `) ? [value] : [],
    );

/** A client whose SQL comes by options, as a script file, or on standard input. */
export function client(
  scope: 'shared' | 'workspace',
  statements: (invocation: Invocation) => readonly Field[],
): (invocation: Invocation) => Data {
  return (invocation) => {
    const { io, evidence, input } = invocation;
    const given = statements(invocation);
    for (const text of given) readInput(text, invocation, scope);
    const script = invocation.options.some(({ role }) => role === 'read');
    const asked = given.length > 0 || script || invocation.options.some(({ role }) => role === 'shell');
    if (script && input !== io.stdin) readInput({ ...input, glob: false, evidence }, invocation, scope);
    if (io.piped) readInput({ ...io.stdin, glob: false, evidence }, invocation, scope);
    else if (!asked && !invocation.options.some(({ name }) => name === '-l' || name === '--list'))
      note(invocation, PROMPT, invocation.name);
    return scope === 'shared'
      ? ROWS
      : given.some(({ text }) => /^\s*\.dump|\bselect\b/i.test(text))
        ? ROWS
        : SOMETHING;
  };
}

/** Commands of the clients' own that leave SQL for the shell: `\! x`, `.shell x`, `\o |x`, `… TO PROGRAM 'x'`. */
const TO_SHELL =
  /(?:^|[\n;])[ \t]*(?:\\!|\.(?:shell|system)\b|system[ \t]|!)[ \t]*([^\n]+)|(?:^|[\n;])[ \t]*(?:\\(?:o|out|g|gx|w|write|copy[^\n|']{0,500})|\.(?:output|once|read|import)|pager|\\P)[ \t]*(?:'\||"\||\|)[ \t]*([^\n]+)|(?:^|[\n;])[ \t]*\\copy\b[^\n]{0,500}\bprogram[ \t]+'([^'\n]+)/gi;
/** Commands of the clients' own that write a file. */
const TO_FILE =
  /(?:^|[\n;])[ \t]*(?:\\(?:o|out|w|write|s)|\.(?:output|once|save|backup|log|clone|trace|excel)|tee|\\T)[ \t]+(?:main[ \t]+)?["']?([^\s|"';][^\s"';]*)/gi;
/** Commands of the clients' own that run a script. */
const RUNS_SCRIPT =
  /(?:^|[\n;])[ \t]*(?:\\(?:i|ir|include|include_relative|\.)|\.read|source)[ \t]+["']?([^\s|"';]+)/gi;
const LOADS = /(?:^|[\n;])[ \t]*\.load[ \t]+\S/;
const MAX_COMMANDS = 32;

function readInput(text: Field, invocation: Invocation, scope: 'shared' | 'workspace'): void {
  const { shell, io } = invocation;
  let hits = 0;
  for (const match of text.text.matchAll(TO_SHELL)) {
    hits += 1;
    if (hits > MAX_COMMANDS) break;
    const command = { text: match[1] ?? match[2] ?? match[3] ?? '', taint: text.taint };
    shell.reading.engine.text(command, { ...shell, escaped: true }, io, text.evidence);
  }
  for (const match of text.text.matchAll(TO_FILE)) {
    hits += 1;
    if (hits > MAX_COMMANDS) break;
    if (match[1] !== 'stdout' && match[1] !== 'off')
      writePath(
        shell,
        { text: match[1] ?? '', taint: text.taint, glob: false, evidence: text.evidence },
        null,
      );
  }
  for (const match of text.text.matchAll(RUNS_SCRIPT)) {
    hits += 1;
    if (hits > MAX_COMMANDS) break;
    const { evidence, taint } = text;
    const script = readPath(shell, { text: match[1] ?? '', taint, glob: false, evidence });
    if (isKnown(script.text) && script.text !== '') readSql(script.text, shell, evidence, scope);
    else note(invocation, PROMPT, match[1] ?? '');
  }
  if (LOADS.test(text.text)) note(invocation, NATIVE, text.text);
  if (!/^\s*[\\.]/.test(text.text)) readSql(text.text, shell, text.evidence, scope);
  else if (text.text.includes('\n'))
    readSql(text.text.replaceAll(/(?:^|\n)[ \t]*[\\.][^\n]*/g, '\n'), shell, text.evidence, scope);
}
