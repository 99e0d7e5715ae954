import type { Evidence } from '@sentinel-agentos/core';
import { SOMETHING } from '../shell/data.js';
import { writePath } from '../shell/file-acts.js';
import { LIMITS } from '../shell/limits.js';
import { evidenceAt } from '../shell/shell-state.js';
import { spend } from '../shell/spend.js';
import { evaluateArguments, runElementCommand } from './run-command.js';
import { pathsOf } from './paths.js';
import {
  childSession,
  copyingCost,
  maybe,
  merged,
  NO_INPUT,
  oneOf,
  type BlockCall,
  type PipeInput,
  type Session,
} from './session.js';
import type { Block, Element, Statement } from './syntax.js';
import { EMPTY_VALUE, itemsOf, listOf, printedText, roundsOf, type Value } from './value.js';

const MAX_CHOICES = 8;

/** Reads statements one after the other; returns what they print. */
export function runStatements(statements: readonly Statement[], session: Session): readonly Value[] {
  const output: Value[] = [];
  for (const statement of statements) {
    if (!spend(session.shell.reading, 1, session.evidence)) break;
    for (const value of runStatement(statement, session)) if (output.length < 512) output.push(value);
  }
  return output;
}

function runStatement(statement: Statement, session: Session): readonly Value[] {
  const { engine } = session;
  switch (statement.kind) {
    case 'pipeline':
      return runPipeline(statement, session);
    case 'chain':
      return statement.parts.flatMap((part, index) =>
        index === 0 ? runStatement(part, session) : maybe(session, () => runStatement(part, session)),
      );
    case 'branches': {
      const output: Value[] = [];
      for (const condition of statement.conditions) engine.statements(condition, session);
      oneOf(
        session,
        statement.bodies.map((body) => () => {
          output.push(...engine.block(body, session, { same: true }));
        }),
        !statement.complete,
      );
      return output;
    }
    case 'loop': {
      const inner: Session = statement.endless ? { ...session, endless: true } : session;
      engine.statements(statement.head, session);
      const output = maybe(inner, () => engine.block(statement.body, inner, { same: true }));
      session.variables = inner.variables;
      return output;
    }
    case 'foreach': {
      const rounds = roundsOf(engine.statements(statement.list, session).flatMap(itemsOf));
      const output: Value[] = [];
      for (const value of rounds) {
        if (!spend(session.shell.reading, 1, session.evidence)) break;
        session.variables.set(statement.name, [value]);
        output.push(...maybe(session, () => engine.block(statement.body, session, { same: true })));
      }
      return output;
    }
    case 'function':
      session.functions.set(statement.name, statement.block);
      return [];
    case 'try': {
      const output = [...engine.block(statement.body, session, { same: true })];
      for (const handler of statement.handlers)
        output.push(...maybe(session, () => engine.block(handler, session, { same: true })));
      if (statement.last !== null) output.push(...engine.block(statement.last, session, { same: true }));
      return output;
    }
  }
}

/** Reads a pipeline once for every value its variables may have. */
function runPipeline(pipeline: Extract<Statement, { kind: 'pipeline' }>, session: Session): readonly Value[] {
  const { choice, choices } = session;
  // Inside of a command that is being read for one alternative, that one counts.
  if (choice > 0 || choices > 1) return runElements(pipeline.elements, session);
  session.shell.reading.parts -= copyingCost(session);
  const before = session.variables;
  session.variables = new Map(before);
  session.choices = 1;
  const output = [...runElements(pipeline.elements, session)];
  let after = session.variables;
  for (let next = 1; next < Math.min(session.choices, MAX_CHOICES); next += 1) {
    session.choice = next;
    session.variables = new Map(before);
    output.push(...runElements(pipeline.elements, session));
    after = merged(after, session.variables);
  }
  session.variables = after;
  session.choice = 0;
  session.choices = 1;
  return output;
}

function runElements(elements: readonly Element[], session: Session): readonly Value[] {
  let input: PipeInput = NO_INPUT;
  for (const [index, element] of elements.entries()) {
    const { reading } = session.shell;
    const evidence = evidenceAt(session.shell, element.start, element.end);
    if (reading.budget <= 0) {
      reading.sink.finding('shell.too-large', evidence);
      return [];
    }
    reading.budget -= 1;
    const outer = session.evidence;
    session.evidence = evidence;
    const values = redirected(runElement(element, session, input), element, session, evidence);
    session.evidence = outer;
    input = { from: true, values, filtered: input.filtered === true || (index > 0 && isFilter(element)) };
  }
  return input.values;
}

function isFilter(element: Element): boolean {
  return (
    element.head.kind === 'text' &&
    /^(?:where-object|where|\?|select-object|select)$/i.test(element.head.text)
  );
}

function runElement(element: Element, session: Session, input: PipeInput): readonly Value[] {
  if (element.call === '') {
    const value = session.engine.evaluate(element.head, session);
    return value === EMPTY_VALUE ? [] : [value];
  }
  return runElementCommand(element, evaluateArguments(element, session), session, input);
}

/** What a command prints goes to a file instead. */
function redirected(
  values: readonly Value[],
  element: Element,
  session: Session,
  evidence: Evidence,
): readonly Value[] {
  let left = values;
  for (const { target, append } of element.redirects) {
    if (target === null) continue;
    const file = session.engine.evaluate(target, session);
    if (/^(?:nul|con|)$/i.test(file.text)) continue;
    for (const path of pathsOf(file, session, true))
      writePath(session.shell, { ...path, evidence }, printedText(values), append);
    left = [];
  }
  return left;
}

/** Runs a block with its own arguments and `$_`. */
export function runBlock(block: Block, session: Session, call: BlockCall = {}): readonly Value[] {
  const { reading } = session.shell;
  if (session.depth >= LIMITS.depth) {
    reading.sink.finding('shell.too-deep', session.evidence);
    return [SOMETHING];
  }
  if (!spend(reading, 1 + copyingCost(session), session.evidence)) return [SOMETHING];
  const inner: Session =
    call.same === true
      ? { ...session, depth: session.depth + 1 }
      : childSession(session, { depth: session.depth + 1 });
  if (call.item !== undefined) {
    inner.variables = new Map(inner.variables).set('_', [call.item]).set('psitem', [call.item]);
  }
  if (call.same !== true || block.params.length > 0) bind(block, inner, call);
  const output = inner.engine.statements(block.body, inner);
  if (call.same === true) {
    session.variables = inner.variables;
    session.choices = Math.max(session.choices, inner.choices);
  }
  return output;
}

/** Gives declared parameters the arguments by name, the others in order. */
function bind(block: Block, inner: Session, call: BlockCall): void {
  const named = new Map<string, Value>();
  const rest: Value[] = [];
  let waiting: string | null = null;
  for (const { name, value } of call.args ?? []) {
    if (name !== null) {
      const full =
        block.params.find((param) => param.name.startsWith(name.toLowerCase()))?.name ?? name.toLowerCase();
      waiting = value === null ? full : null;
      named.set(full, value ?? { text: 'True', taint: 0 });
    } else if (value !== null) {
      if (waiting !== null && block.params.some((param) => param.name === waiting)) named.set(waiting, value);
      else rest.push(value);
      waiting = null;
    }
  }
  for (const { name, value } of block.params) {
    const given = named.get(name) ?? rest.shift();
    inner.variables.set(name, [
      given ?? (value === null ? EMPTY_VALUE : inner.engine.evaluate(value, inner)),
    ]);
  }
  if (call.args !== undefined) inner.variables.set('args', [listOf(rest, true)]);
}
