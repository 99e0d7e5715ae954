import { shape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import { argumentOfWindowsShell, programOfWindowsShell } from '../paths/windows-words.js';
import { fieldOf, isKnown, SOMETHING, Taint, type Field } from '../shell/data.js';
import { writtenProgram } from '../shell/written-program.js';
import { isWindowsProgram } from '../tables/windows-programs.js';
import { ALIASES } from '../tables/powershell/aliases.js';
import { VERBS } from '../tables/powershell/verbs.js';
import { findCmdlet } from './cmdlet-registry.js';
import { runCmdlet } from './run-cmdlet.js';
import type { GivenArgument, PipeInput, Session } from './session.js';
import type { Argument, Element } from './syntax.js';
import { itemsOf, joinedText, listOf, printedText, textValue, type Value } from './value.js';
import { readByVerb } from './verbs.js';

const ELEVATED = shape('privilege.gain', 'host', 'easy', 'normal');

/** Arguments of a command as values; a splatted table becomes named ones. */
export function evaluateArguments(element: Element, session: Session): readonly GivenArgument[] {
  const args = element.args.flatMap((arg) => evaluateArgument(arg, session));
  session.shell.reading.parts -= args.length >> 2;
  return args;
}

function evaluateArgument(arg: Argument, session: Session): readonly GivenArgument[] {
  const { engine } = session;
  if (arg.kind === 'splat') {
    const value = engine.evaluate({ kind: 'variable', name: arg.name }, session);
    if (value.entries === undefined)
      return itemsOf(value).map((item) => ({ name: null, value: item, raw: item }));
    return [...value.entries].map(([name, entry]) => ({
      name,
      value: entry,
      raw: textValue(`-${name}:${entry.text}`),
    }));
  }
  if (arg.kind === 'value') {
    const value = engine.evaluate(arg.value, session);
    return [{ name: null, value, raw: value }];
  }
  const raw = engine.evaluate(arg.raw, session);
  const value = arg.value === null ? null : engine.evaluate(arg.value, session);
  return [{ name: arg.name, value, raw }];
}

/** Runs the command of one part of a pipeline. */
export function runElementCommand(
  element: Element,
  args: readonly GivenArgument[],
  session: Session,
  input: PipeInput,
): readonly Value[] {
  const head = session.engine.evaluate(element.head, session);
  if (element.call !== null && head.block !== undefined)
    return session.engine.block(head.block, session, { args, same: element.call === '.' });
  // `. file` and `& file` run a file; a list of words after `&` is one name.
  const name = head.items === undefined ? head : { text: joinedText(head.items, ' '), taint: head.taint };
  if (element.call === '.' && isKnown(name.text) && /[\\/.]/.test(name.text) && !/^[\w-]+$/.test(name.text)) {
    return runCommand(name, args, session, input);
  }
  return runCommand(name, args, session, input);
}

/** A variable that nobody set is empty: in a name, `r${x}i` is `ri`. */
function nameOf({ text, taint }: Value): string {
  if ((taint & Taint.unset) === 0 || isKnown(text)) return text;
  const name = text.replaceAll(UNKNOWN, '');
  const lower = name.toLowerCase();
  return findCmdlet(ALIASES.get(lower) ?? lower) === undefined ? text : name;
}

const MODULE = /^[A-Za-z][\w.]*\\(?=[A-Za-z]+-[A-Za-z]+$)/;

/** Runs what a name means: alias, function, cmdlet, program or file, in this order. */
export function runCommand(
  head: Value,
  args: readonly GivenArgument[],
  session: Session,
  input: PipeInput,
): readonly Value[] {
  const written = nameOf(head).trim().replace(MODULE, '');
  if (written === '') return [];
  const { sink } = session.shell.reading;
  const lower = written.toLowerCase();
  const meant = session.aliases.get(lower) ?? lower;
  const defined = session.functions.get(meant);
  if (defined !== undefined) return callFunction(defined, args, session, input);
  const name = meansProgram(meant, args) ? meant : (ALIASES.get(meant) ?? meant);
  const row = isKnown(name) ? findCmdlet(name) : undefined;
  // What a file names is not told by the text.
  if ((head.taint & Taint.file) !== 0 && !isKnown(head.text))
    sink.finding('shell.foreign-syntax', session.evidence);
  if (row === undefined && !isVerbNoun(name)) return runProgramOf(head, written, args, session, input);
  if ((head.taint & Taint.decoded) !== 0) sink.finding('flow.decoded-to-shell', session.evidence, name);
  sink.command({
    argv: [name, ...args.map((arg) => (isKnown(arg.raw.text) ? arg.raw.text : null))],
    evidence: session.evidence,
  });
  if (row !== undefined) return runCmdlet(name, row, args, session, input);
  return readByVerb(name, args, session, input);
}

/** A cmdlet that no table knows, and no program with a dash in its name. */
function isVerbNoun(name: string): boolean {
  return (
    /^[a-z]+-[a-z][a-z0-9]*$/.test(name) &&
    VERBS.has(name.slice(0, name.indexOf('-'))) &&
    !isWindowsProgram(name)
  );
}

/** `curl` and `wget` are programs of their own where nobody uses the parameters of `Invoke-WebRequest`. */
function meansProgram(name: string, args: readonly GivenArgument[]): boolean {
  if (name !== 'curl' && name !== 'wget') return false;
  const own =
    /^(?:uri|ur|usebasicparsing|useb\w*|outfile|outf\w*|method|me\w*|infile|inf\w*|headers|body|bo\w*|contenttype|passthru|webSession|credential)$/i;
  return (
    !args.some((arg) => arg.name !== null && own.test(arg.name)) && args.some((arg) => arg.name !== null)
  );
}

function callFunction(
  block: NonNullable<Value['block']>,
  args: readonly GivenArgument[],
  session: Session,
  input: PipeInput,
): readonly Value[] {
  if (session.calls.includes(block)) return [SOMETHING];
  const inner: Session = { ...session, calls: [...session.calls, block] };
  const item = input.from ? { item: listOf(input.values) } : {};
  return session.engine.block(block, inner, { args, ...item });
}

/** Words of another program as it gets them: lists are several words, blocks nothing it understands. */
function runProgramOf(
  head: Value,
  written: string,
  args: readonly GivenArgument[],
  session: Session,
  input: PipeInput,
): readonly Value[] {
  const { shell, evidence, io } = session;
  for (const arg of args) if (arg.value?.block !== undefined) session.engine.block(arg.value.block, session);
  const [command, ...rest] = args;
  if (
    /^g?sudo(?:\.exe)?$/i.test(written) &&
    command?.value !== undefined &&
    command.value !== null &&
    command.name === null
  ) {
    shell.reading.sink.effect(ELEVATED, command.value.text, evidence);
    return runCommand(command.value, rest, session, input);
  }
  const name = writtenProgram(written, shell) ?? programOfWindowsShell(written);
  const plain = name
    .slice(name.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/\.exe$/, '');
  const keeps = isWindowsProgram(plain) || /^(?:ba|z|da)?sh$|^wsl$|^python[\d.]*$|^node$/.test(plain);
  const words: Field[] = [{ ...fieldOf(name, evidence, head.taint) }];
  for (const { raw } of args) {
    for (const item of itemsOf(raw)) {
      const text = keeps ? item.text : argumentOfWindowsShell(item.text);
      words.push({ text, taint: item.taint, evidence, glob: /[*?]/.test(text) });
    }
  }
  const data = printedText(input.values);
  const given = input.from ? { stdin: data, piped: true, network: io.network, inherited: io.inherited } : io;
  const output = shell.reading.engine.words(words, { ...shell, depth: shell.depth + 1 }, given, evidence);
  if (output.text === '' && output.taint === 0) return [];
  const lines = isKnown(output.text)
    ? output.text.replace(/\n$/, '').split('\n').slice(0, 64)
    : [output.text];
  return lines.map((text) => ({ text, taint: output.taint }));
}
