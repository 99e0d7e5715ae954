import type {
  AndOr,
  CommandNode,
  CompoundList,
  Coproc,
  For,
  ParsedScript,
  Pipeline,
  PipelineNode,
  Statement,
  TestExpression,
  While,
  Word,
} from 'unbash';
import { shape } from '../effect-shape.js';
import { maybe, oneOf } from './branches.js';
import { fieldOf, joined, NOTHING, SOMETHING, type Data, type Field } from './data.js';
import { leavesJobs, spawnsWithoutEnd } from './endless-jobs.js';
import { UNCONNECTED, type Io } from './io.js';
import { LIMITS } from './limits.js';
import { feedRest } from './process-substitution.js';
import { connected, delivered, openRedirections } from './redirections.js';
import { childShell, evidenceAt, type Shell } from './shell-state.js';
import { readSimple } from './simple-command.js';
import { arithmetic, fieldsOf, valueOf } from './word-value.js';

const UNREADABLE = shape('unknown', 'host', 'partial', 'normal');
/** Rounds of a loop over a literal list that are read one by one. */
const MAX_ROUNDS = 16;

/** Reads a parsed text in a shell. What could not be parsed is reported; what could be is read. */
export function readScript(script: ParsedScript, shell: Shell, io: Io): Data {
  if (shell.depth >= LIMITS.depth) {
    const at = evidenceAt(shell, script.pos, script.end);
    shell.reading.sink.finding('shell.too-deep', at);
    shell.reading.sink.effect(UNREADABLE, '', at);
    return SOMETHING;
  }
  const [error] = script.errors ?? [];
  if (error !== undefined) {
    const at = evidenceAt(shell, script.pos, script.end);
    shell.reading.sink.finding('shell.unparsed', at, error.message);
    shell.reading.sink.effect(UNREADABLE, '', at);
  }
  return readStatements(script.commands, shell, io);
}

function readList(list: CompoundList, shell: Shell, io: Io): Data {
  return readStatements(list.commands, shell, io);
}

function readStatements(statements: readonly Statement[], shell: Shell, io: Io): Data {
  let output: Data = NOTHING;
  for (const statement of statements) {
    if (shell.reading.budget <= 0) {
      shell.reading.sink.finding('shell.too-large', evidenceAt(shell, statement.pos, statement.end));
      return SOMETHING;
    }
    const running =
      statement.background === true ? childShell(shell, { spawning: shell.spawning + 1 }) : shell;
    const { command } = statement;
    output = joined(
      output,
      command.type === 'AndOr' ? readAndOr(command, running, io) : readPipelineNode(command, running, io),
    );
  }
  return output;
}

function readAndOr(node: AndOr, shell: Shell, io: Io): Data {
  let output: Data = NOTHING;
  node.commands.forEach((command, index) => {
    if (index === 0) {
      output = readPipelineNode(command, shell, io);
      return;
    }
    const folder = shell.cwd;
    output = joined(
      output,
      maybe(shell, () => readPipelineNode(command, shell, io)),
    );
    // What stands after `||` runs when the step before it failed: it does not move the rest.
    if (node.operators[index - 1] === '||') shell.cwd = folder;
  });
  return output;
}

function readPipelineNode(node: PipelineNode, shell: Shell, io: Io): Data {
  return node.type === 'Pipeline' ? readPipeline(node, shell, io) : readNode(node, shell, io);
}

function readPipeline(node: Pipeline, shell: Shell, io: Io): Data {
  const [only] = node.commands;
  if (node.commands.length === 1 && only !== undefined) {
    // Nobody turns round how a shell ends that waits for input: `! sh` is typed into another program.
    if (only.type !== 'Command' || only.suffix.length > 0) return readNode(only, shell, io);
    const { waits } = shell.reading;
    shell.reading.waits = true;
    const output = readNode(only, shell, io);
    shell.reading.waits = waits;
    return output;
  }
  let data = io.stdin;
  node.commands.forEach((command, index) => {
    if (shell.reading.budget <= 0) {
      shell.reading.sink.finding('shell.too-large', evidenceAt(shell, command.pos, command.end));
      return;
    }
    const last = index === node.commands.length - 1;
    const spawning = command.type === 'Command' ? shell.spawning + 1 : shell.spawning;
    const part = childShell(shell, { spawning });
    // A pipe takes the place of what the shell's own input was.
    if (index > 0) part.channels.delete('0');
    data = readNode(command, part, {
      stdin: data,
      piped: index > 0 || io.piped,
      network: io.network,
      inherited: last && io.inherited,
    });
  });
  return data;
}

function readNode(node: CommandNode, shell: Shell, io: Io): Data {
  switch (node.type) {
    case 'Command':
      return readSimple(node, shell, io);
    case 'Redirected': {
      const outer = shell.channels;
      shell.channels = new Map(outer);
      openRedirections(node.redirects, shell);
      const joinedIo = connected(shell, io);
      const inner = new Map(shell.channels);
      inner.delete('0');
      inner.delete('1');
      const written = shell.channels;
      shell.channels = inner;
      const output = readNode(node.command, shell, joinedIo);
      shell.channels = written;
      const left = delivered(output, shell, evidenceAt(shell, node.pos, node.end));
      feedRest(shell);
      shell.channels = outer;
      return left;
    }
    case 'Subshell':
      return readList(node.body, childShell(shell), io);
    case 'BraceGroup':
      return readList(node.body, shell, io);
    case 'If': {
      const condition = readList(node.clause, shell, io);
      const reads = [() => readList(node.then, shell, io)];
      for (const branch of node.elif) {
        reads.push(() => joined(readList(branch.clause, shell, io), readList(branch.then, shell, io)));
      }
      const otherwise = node.else;
      if (otherwise !== undefined) reads.push(() => readList(otherwise, shell, io));
      return oneOf(shell, reads, otherwise === undefined).reduce(joined, condition);
    }
    case 'While':
      return readWhile(node, shell, io);
    case 'For':
    case 'Select':
      return readFor(node.name, node.wordlist, node.body, shell, io);
    case 'ArithmeticFor':
      for (const part of [node.initialize, node.test, node.update]) arithmetic(part, shell);
      if (node.test === undefined && leavesJobs(node.body)) forkBomb(node, shell);
      return maybe(shell, () => readList(node.body, shell, io));
    case 'Case': {
      valueOf(node.word, shell);
      for (const item of node.items) for (const pattern of item.pattern) valueOf(pattern, shell);
      const reads = node.items.map((item) => () => readList(item.body, shell, io));
      return oneOf(shell, reads, true).reduce(joined, NOTHING);
    }
    case 'TestCommand':
      readTest(node.expression, shell);
      return NOTHING;
    case 'ArithmeticCommand':
      arithmetic(node.expression, shell);
      return NOTHING;
    case 'Function':
      shell.functions.set(node.name.value, { node, origin: shell.origin });
      return NOTHING;
    case 'Coproc':
      return readCoproc(node, shell);
  }
}

function readWhile(node: While, shell: Shell, io: Io): Data {
  if (spawnsWithoutEnd(node)) forkBomb(node, shell);
  const condition = readList(node.clause, shell, io);
  return joined(
    condition,
    maybe(shell, () => readList(node.body, shell, io)),
  );
}

function readFor(name: Word, list: For['wordlist'], body: CompoundList, shell: Shell, io: Io): Data {
  const fields =
    list === undefined
      ? shell.inFunction
        ? shell.positional
        : [unknownField(name, shell)]
      : list.flatMap((word) => fieldsOf(word, shell));
  const rounds: (readonly Data[])[] = fields.slice(0, MAX_ROUNDS).map((field: Field) => [field]);
  if (fields.length > MAX_ROUNDS) rounds.push(fields.slice(MAX_ROUNDS));
  let output: Data = NOTHING;
  const mark = { read: false };
  let round = 0;
  for (const values of rounds) {
    // A body that never looks at the variable does the same in every round.
    if (round > 0 && !mark.read) break;
    round += 1;
    shell.variables.set(name.value, { values, exported: false, mark });
    output = joined(
      output,
      maybe(shell, () => readList(body, shell, io)),
    );
  }
  return output;
}

function unknownField(at: Word, shell: Shell): Field {
  return fieldOf(SOMETHING.text, evidenceAt(shell, at.pos, at.end));
}

function forkBomb(node: { readonly pos: number; readonly end: number }, shell: Shell): void {
  shell.reading.sink.finding('shell.fork-bomb', evidenceAt(shell, node.pos, node.end));
}

function readTest(expression: TestExpression, shell: Shell): void {
  switch (expression.type) {
    case 'TestUnary':
      readSubscript(expression.operand, shell);
      return;
    case 'TestBinary':
      valueOf(expression.left, shell);
      valueOf(expression.right, shell);
      return;
    case 'TestLogical':
      for (const operand of expression.operands) readTest(operand, shell);
      return;
    case 'TestNot':
      readTest(expression.operand, shell);
      return;
    case 'TestGroup':
      readTest(expression.expression, shell);
      return;
  }
}

/** `[[ -v 'a[$(command)]' ]]`: a subscript is arithmetic even where it stands in quotes, and a substitution in it runs. */
function readSubscript(word: Word, shell: Shell): void {
  const value = valueOf(word, shell);
  if (/\[.*(?:\$\(|`)/s.test(value.text))
    shell.reading.engine.text(
      { text: `: ${value.text}`, taint: value.taint },
      shell,
      UNCONNECTED,
      evidenceAt(shell, word.pos, word.end),
    );
}

/** A coprocess runs beside the shell; its output is read from the descriptor in `${NAME[0]}`. */
function readCoproc(node: Coproc, shell: Shell): Data {
  const inner = childShell(shell, { spawning: shell.spawning + 1 });
  const { body } = node;
  const io = { stdin: SOMETHING, piped: false, network: false, inherited: false };
  const output = body.type === 'CompoundList' ? readList(body, inner, io) : readNode(body, inner, io);
  const descriptors = ['63', '60'].map((text) => ({ text, taint: 0 }));
  shell.variables.set(node.name?.value ?? 'COPROC', {
    values: descriptors.slice(0, 1),
    array: descriptors,
    exported: false,
  });
  shell.channels.set('63', { kind: 'data', data: output });
  return NOTHING;
}
