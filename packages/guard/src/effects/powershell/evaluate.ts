import { SOMETHING, Taint, unknownData } from '../shell/data.js';
import { spend } from '../shell/spend.js';
import { castTo } from './casts.js';
import { callMethod } from './object-members.js';
import { applyBinary, applyUnary, elementAt } from './operators.js';
import { spendText, type Session } from './session.js';
import { callStatic, staticProperty } from './static-members.js';
import { propertyOf } from './string-members.js';
import type { Expression } from './syntax.js';
import {
  EMPTY_VALUE,
  costOf,
  itemsOf,
  joinedText,
  listOf,
  objectValue,
  taintOf,
  textValue,
  type Value,
} from './value.js';
import { readVariable, writeVariable, writeVariables } from './variables.js';

/** The value of an expression as far as it is known. What it calls and starts is read. */
export function evaluate(expression: Expression, session: Session): Value {
  const { reading } = session.shell;
  if (!spend(reading, 1, session.evidence)) return SOMETHING;
  const value = evaluated(expression, session);
  // Words and variables are there already; whatever is made anew takes room and time.
  if (expression.kind !== 'text' && expression.kind !== 'variable') reading.parts -= costOf(value);
  return value;
}

function evaluated(expression: Expression, session: Session): Value {
  switch (expression.kind) {
    case 'text':
      return expression.number === true
        ? objectValue('number', expression.text)
        : { text: expression.text, taint: 0 };
    case 'parts': {
      const values = expression.parts.map((part) => evaluate(part, session));
      return { text: joinedText(values, ''), taint: taintOf(values) };
    }
    case 'variable':
      return readVariable(expression.name, session);
    case 'block':
      return { ...EMPTY_VALUE, block: expression.block };
    case 'body':
      return listOf(session.engine.statements(expression.body, session), expression.list);
    case 'table': {
      const entries = new Map<string, Value>();
      for (const { key, value } of expression.entries.slice(0, 256)) {
        const name = evaluate(key, session).text.toLowerCase();
        entries.set(name, listOf(session.engine.statements(value, session)));
      }
      const values = [...entries.values()];
      return {
        text: joinedText(values, ' '),
        taint: taintOf(values),
        entries,
      };
    }
    case 'list':
      return listOf(
        expression.items.map((item) => evaluate(item, session)),
        true,
      );
    case 'binary':
      return binary(expression, session);
    case 'unary':
      if (expression.operator === '++') {
        if (expression.operand.kind === 'variable')
          writeVariable(expression.operand.name, SOMETHING, session);
        return EMPTY_VALUE;
      }
      return applyUnary(expression.operator, evaluate(expression.operand, session));
    case 'type':
      return objectValue('type', expression.name);
    case 'cast':
      return cast(expression.type, evaluate(expression.operand, session), session);
    case 'member':
      return member(expression, session);
    case 'index':
      return elementAt(evaluate(expression.target, session), evaluate(expression.index, session));
    case 'assign':
      return assign(expression, session);
  }
}

/** `a + b + c …` from its left end on, however long it is. */
function binary(expression: Extract<Expression, { kind: 'binary' }>, session: Session): Value {
  const chain = [expression];
  let { left } = expression;
  while (left.kind === 'binary') {
    chain.push(left);
    left = left.left;
  }
  const { reading } = session.shell;
  return chain.reduceRight(
    (value, { operator, right }) => {
      const operand = evaluate(right, session);
      if (!spend(reading, costOf(value) + costOf(operand), session.evidence)) return SOMETHING;
      return applyBinary(operator, value, operand);
    },
    evaluate(left, session),
  );
}

function cast(type: string, value: Value, session: Session): Value {
  // A block is parsed anew.
  if (type === 'scriptblock' && !spendText(value.text, session)) return SOMETHING;
  return castTo(type, value);
}

function member(expression: Extract<Expression, { kind: 'member' }>, session: Session): Value {
  const target = evaluate(expression.target, session);
  const name = evaluate(expression.name, session).text.toLowerCase();
  if (expression.args === null) {
    return target.object === 'type' ? staticProperty(target.text, name, session) : propertyOf(target, name);
  }
  const args = expression.args.map((arg) => evaluate(arg, session));
  const work = args.reduce((all, arg) => all + costOf(arg), costOf(target));
  if (!spend(session.shell.reading, work, session.evidence)) return SOMETHING;
  if (target.object === 'type') {
    // `[array]::Reverse($x)` turns the list in the variable around.
    const [only] = expression.args;
    if (target.text === 'array' && name === 'reverse' && only?.kind === 'variable') {
      const list = args[0] ?? EMPTY_VALUE;
      writeVariable(only.name, listOf(itemsOf(list).toReversed(), true), session);
      return EMPTY_VALUE;
    }
    return callStatic(target.text, name, args, session);
  }
  // A read fills the buffer it is given.
  if (name.startsWith('read') && (target.taint & Taint.download) !== 0) {
    for (const arg of expression.args)
      if (arg.kind === 'variable') writeVariable(arg.name, unknownData(Taint.download), session);
  }
  return callMethod(name, target, args, session);
}

function assign(expression: Extract<Expression, { kind: 'assign' }>, session: Session): Value {
  const { target, operator } = expression;
  const given = listOf(session.engine.statements(expression.value, session));
  const value =
    operator === '=' || operator === '??='
      ? given
      : applyBinary(operator.slice(0, -1), evaluate(target, session), given);
  store(target, value, session);
  return EMPTY_VALUE;
}

function store(target: Expression, value: Value, session: Session): void {
  switch (target.kind) {
    case 'variable':
      writeVariable(target.name, value, session);
      return;
    case 'cast':
      store(target.operand, cast(target.type, value, session), session);
      return;
    case 'list': {
      const names = target.items.map((item) => (item.kind === 'variable' ? item.name : 'null'));
      writeVariables(names, value, session);
      return;
    }
    case 'member':
    case 'index':
      storeInside(target, value, session);
      return;
    case 'text':
    case 'parts':
    case 'block':
    case 'body':
    case 'table':
    case 'binary':
    case 'unary':
    case 'type':
    case 'assign':
      evaluate(target, session);
  }
}

/** `$x.name = …` and `$x['name'] = …`. */
function storeInside(
  target: Extract<Expression, { kind: 'member' | 'index' }>,
  value: Value,
  session: Session,
): void {
  const holder = evaluate(target.target, session);
  const key = evaluate(target.kind === 'member' ? target.name : target.index, session).text.toLowerCase();
  const name = rootOf(target);
  if (name === null) return;
  if (holder.object === 'process') {
    storeStart(name, key, holder, value, session);
    return;
  }
  if (target.target.kind !== 'variable') return;
  const taint = holder.taint | value.taint;
  if (holder.entries !== undefined || holder.text === '') {
    const entries = new Map(holder.entries ?? []).set(key, value);
    writeVariable(name, { ...holder, taint, entries }, session);
  } else if (holder.taint !== taint) {
    writeVariable(name, { ...holder, taint }, session);
  }
}

/** The variable that a chain of members begins with. */
function rootOf(expression: Expression): string | null {
  let at = expression;
  while (at.kind === 'member' || at.kind === 'index') at = at.target;
  return at.kind === 'variable' ? at.name : null;
}

/** What a process will be started with is put together of its parts. */
function storeStart(name: string, key: string, holder: Value, value: Value, session: Session): void {
  if (key === 'startinfo') writeVariable(name, { ...value, object: 'process' }, session);
  if (key !== 'filename' && key !== 'arguments') return;
  const line = textValue(`${holder.text} ${value.text}`.trim(), holder.taint | value.taint);
  writeVariable(name, { ...line, object: 'process' }, session);
}
