import { shape } from '../../effect-shape.js';
import { fieldOf, isKnown, Taint, unknownData } from '../../shell/data.js';
import { readPath } from '../../shell/file-acts.js';
import { judgeOrigin } from '../../shell/judge-code.js';
import { childShell } from '../../shell/shell-state.js';
import { isGiven, valueOf, type CmdletCall } from '../cmdlet-row.js';
import { pathsOf } from '../paths.js';
import { runCode } from '../run-cmdlet.js';
import { childSession, NO_INPUT } from '../session.js';
import { EMPTY_VALUE, itemsOf, roundsOf, taintOf, textValue, type Value } from '../value.js';

const AS_ROOT = shape('privilege.gain', 'host', 'hard', 'normal');
const REMOTE = shape('net.send', 'shared', 'partial', 'normal');
const OPENED = shape('process.spawn', 'workspace', 'hard', 'normal');

/** `Invoke-Expression`: text is read as code where it stands. */
export function readInvokeExpression(call: CmdletCall): readonly Value[] {
  const command = valueOf(call, 'command');
  if (command === null) return [];
  // Lines that come through a pipe are one text.
  const items = itemsOf(command);
  if (items.some((item) => item.block !== undefined)) return runCode(command, call.session);
  return call.session.engine.text(
    { text: items.map((item) => item.text).join(call.input.from ? '\n' : ' '), taint: taintOf(items) },
    call.session,
    true,
  );
}

/** `Invoke-Command`, `Start-Job`: a block here, later or on another machine. */
export function readInvokeCommand(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell } = session;
  const block = valueOf(call, 'scriptblock command initializationscript');
  const remote = valueOf(call, 'computername hostname session vmname containerid');
  if (session.endless && call.name !== 'invoke-command')
    shell.reading.sink.finding('shell.fork-bomb', session.evidence);
  const inner =
    remote === null
      ? childSession(session)
      : childSession(session, { shell: childShell(shell, { cwd: 'C:/Users/\0' }) });
  if (remote !== null) shell.reading.sink.effect(REMOTE, remote.text, session.evidence);
  const args = itemsOf(valueOf(call, 'argumentlist') ?? EMPTY_VALUE).map((value) => ({
    name: null,
    value,
    raw: value,
  }));
  for (const path of pathsOf(valueOf(call, 'filepath') ?? EMPTY_VALUE, session, true))
    shell.reading.engine.file(path, readPath(shell, path), shell, session.evidence);
  if (block === null) return [];
  const output = itemsOf(block).flatMap((item) =>
    item.block === undefined
      ? inner.engine.text(item, inner, false)
      : inner.engine.block(item.block, inner, { args }),
  );
  return remote === null ? output : [unknownData(Taint.download)];
}

/** `ForEach-Object`: a block for each value, or a member of each. */
export function readForEach(call: CmdletCall): readonly Value[] {
  const { session, input } = call;
  const body = valueOf(call, 'process parallel') ?? EMPTY_VALUE;
  const around = valueOf(call, 'begin end remainingscripts');
  const rounds = roundsOf(input.values.flatMap(itemsOf));
  const member =
    valueOf(call, 'membername')?.text ??
    (body.block === undefined && body.items === undefined ? body.text : '');
  const output: Value[] = [];
  if (around !== null) output.push(...runCode(around, session));
  const first = rounds.length > 0 ? rounds : [unknownData(0)];
  for (const value of first) {
    const item =
      input.filtered === true && /(?:^|\/)\*$/.test(value.text)
        ? { ...value, text: `${value.text.slice(0, -1)}\0` }
        : value;
    if (member !== '') {
      const args = itemsOf(valueOf(call, 'argumentlist') ?? EMPTY_VALUE);
      output.push(memberOf(item, member, args, call));
      continue;
    }
    for (const block of itemsOf(body))
      if (block.block !== undefined)
        output.push(...session.engine.block(block.block, session, { item, same: true }));
  }
  return output;
}

/** `% Name` is a property or, where it does something, a method. */
function memberOf(item: Value, member: string, args: readonly Value[], call: CmdletCall): Value {
  const { session } = call;
  session.variables.set('_', [item]);
  const calls =
    /^(?:delete|kill|invoke|terminate|replace|trim|split|toupper|tolower|tostring|substring)$/i.test(
      member,
    ) || args.some((arg) => arg.text !== '');
  return session.engine.evaluate(
    {
      kind: 'member',
      target: { kind: 'variable', name: '_' },
      name: { kind: 'text', text: member },
      args: calls
        ? args.filter((arg) => arg.text !== '').map((arg) => ({ kind: 'text', text: arg.text }))
        : null,
    },
    session,
  );
}

/** `Where-Object`: some of what comes in goes on. */
export function readWhere(call: CmdletCall): readonly Value[] {
  const { session, input } = call;
  const filter = valueOf(call, 'filterscript');
  for (const item of roundsOf(input.values.flatMap(itemsOf)))
    for (const each of filter === null ? [] : itemsOf(filter))
      if (each.block !== undefined) session.engine.block(each.block, session, { item, same: true });
  return input.values;
}

/** `Measure-Command { … }`: the block runs. */
export function readMeasure(call: CmdletCall): readonly Value[] {
  runCode(valueOf(call, 'expression') ?? EMPTY_VALUE, call.session);
  return [unknownData(0)];
}

/** `Start-Process`, `Invoke-Item`: a program with its arguments, or a file with the program it belongs to. */
export function readStartProcess(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell, evidence } = session;
  const { sink } = shell.reading;
  const file = valueOf(call, 'filepath path literalpath') ?? EMPTY_VALUE;
  if (session.endless) sink.finding('shell.fork-bomb', evidence);
  if (/^run\s*as/i.test(valueOf(call, 'verb')?.text ?? '')) sink.effect(AS_ROOT, file.text, evidence);
  if (/^https?:/i.test(file.text)) {
    sink.effect(OPENED, file.text, evidence);
    return [];
  }
  const given = itemsOf(valueOf(call, 'argumentlist') ?? EMPTY_VALUE).filter((value) => value.text !== '');
  const name = file.text
    .toLowerCase()
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/, '');
  if (/^(?:cmd|powershell|pwsh|wsl|bash)$/.test(name)) {
    // The arguments are one line, as these programs get it.
    const line = given.map((value) => value.text).join(' ');
    const words = [name, ...splitLine(line)].map((text) => fieldOf(text, evidence, taintOf(given)));
    shell.reading.engine.words(words, { ...shell, depth: shell.depth + 1 }, session.io, evidence);
    return [];
  }
  const folder = valueOf(call, 'workingdirectory');
  const moved =
    folder === null
      ? session
      : { ...session, shell: { ...shell, cwd: pathsOf(folder, session, true)[0]?.text ?? shell.cwd } };
  const words = given.flatMap((value) =>
    (isKnown(value.text) ? splitLine(value.text) : [value.text]).map((text) => textValue(text, value.taint)),
  );
  judgeWindow(call);
  session.engine.command(
    file,
    words.map((value) => ({ name: null, value, raw: value })),
    moved,
    NO_INPUT,
  );
  return isGiven(call, 'passthru') ? [unknownData(0)] : [];
}

function judgeWindow(call: CmdletCall): void {
  const file = valueOf(call, 'filepath path');
  if (file !== null && (file.taint & Taint.download) !== 0)
    judgeOrigin(file, call.session.shell, call.session.evidence);
}

/** Words of a command line, with `"…"` around what belongs together. */
function splitLine(line: string): readonly string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)) words.push(match[0].replaceAll('"', ''));
  return words.slice(0, 256);
}
