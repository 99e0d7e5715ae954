import { deletePath, makePath, readPath, writePath } from '../shell/file-acts.js';
import { fetchUrl, sendData } from '../shell/network-acts.js';
import { registryDeletion, registryWriting, type RegistryEffect } from '../paths/windows-registry.js';
import { isKnown, Taint, unknownData, type Data } from '../shell/data.js';
import { allText, bindParameters, roleOf, TRUE } from './bind-parameters.js';
import { isGiven, type CmdletCall, type CmdletRole, type CmdletRow } from './cmdlet-row.js';
import { pathsOf, providerOf } from './paths.js';
import type { GivenArgument, PipeInput, Session } from './session.js';
import { itemsOf, listOf, printedText, taintOf, type Value } from './value.js';

/** Runs a cmdlet of the tables. */
export function runCmdlet(
  name: string,
  row: CmdletRow,
  args: readonly GivenArgument[],
  session: Session,
  input: PipeInput,
): readonly Value[] {
  const bound = bindParameters(args, row);
  const given = piped(bound, row, input);
  const { sink } = session.shell.reading;
  // `-WhatIf` only tells what would be done; `-WhatIf:$unknown` may be off.
  if (/^(?:true|1)$/i.test(bound.get('whatif')?.text ?? '')) return [];
  let content: Value | null = null;
  for (const [parameter, value] of given) {
    const read = play(roleOf(row, parameter), parameter, value, given, session);
    if (read !== null) content = content === null ? read : listOf([content, read]);
  }
  const text = allText(given);
  const found = row.cases?.find(
    (each) =>
      (each.has === undefined || isGiven({ given }, each.has)) &&
      (each.text === undefined || each.text.test(text)),
  );
  const effect = found === undefined ? row.effect : found.effect;
  const target = [...given.values()].find((value) => value !== TRUE && value.text !== '')?.text ?? '';
  if (effect !== undefined && effect !== null) sink.effect(effect, target, session.evidence);
  if (found?.finding !== undefined) sink.finding(found.finding, session.evidence, target);
  const call: CmdletCall = { name, given, session, input, content };
  return row.read?.(call) ?? printed(row, call);
}

function piped(
  bound: ReadonlyMap<string, Value>,
  row: CmdletRow,
  input: PipeInput,
): ReadonlyMap<string, Value> {
  const name = row.pipe?.toLowerCase();
  if (!input.from || name === undefined || bound.has(name) || input.values.length === 0) return bound;
  return new Map(bound).set(name, listOf(input.values));
}

function play(
  role: CmdletRole,
  parameter: string,
  value: Value,
  given: ReadonlyMap<string, Value>,
  session: Session,
): Value | null {
  const { shell, evidence } = session;
  const literal = parameter === 'literalpath';
  switch (role) {
    case 'text':
      return null;
    case 'url':
      for (const url of itemsOf(value)) fetchUrl(shell, url, evidence);
      return null;
    case 'send-text':
      sendData(shell, value, hostOf(given), evidence);
      return null;
    case 'code':
      runCode(value, session);
      return null;
    case 'read':
    case 'read-tree':
    case 'write':
    case 'append':
    case 'make':
    case 'delete':
    case 'run':
    case 'send':
      return actOnPaths(role, value, given, session, literal);
  }
}

function actOnPaths(
  role: Exclude<CmdletRole, 'text' | 'url' | 'send-text' | 'code'>,
  value: Value,
  given: ReadonlyMap<string, Value>,
  session: Session,
  literal: boolean,
): Value | null {
  const { shell, evidence } = session;
  const read: Value[] = [];
  for (const item of itemsOf(value)) {
    if (providerOf(item.text) !== 'files') {
      actOnProvider(role, item, given, session);
      continue;
    }
    for (const path of pathsOf(item, session, literal)) {
      if (role === 'read' || role === 'read-tree') read.push(readPath(shell, path, role === 'read-tree'));
      else if (role === 'write' || role === 'append') writePath(shell, path, null, role === 'append');
      else if (role === 'make') makePath(shell, path);
      else if (role === 'delete') deletePath(shell, path, given.has('recurse'));
      else if (role === 'send') sendData(shell, readPath(shell, path), hostOf(given), evidence);
      else shell.reading.engine.file({ ...path, taint: path.taint }, readPath(shell, path), shell, evidence);
    }
  }
  return read.length === 0 ? null : listOf(read);
}

/** What else than files a path can lead into. */
function actOnProvider(
  role: CmdletRole,
  item: Value,
  given: ReadonlyMap<string, Value>,
  session: Session,
): void {
  const provider = providerOf(item.text);
  if (provider === 'session' || role === 'read' || role === 'read-tree') return;
  const name = given.get('name')?.text ?? '';
  const effect = registryEffect(role, item.text, `${name} ${given.get('value')?.text ?? ''}`, name !== '');
  session.shell.reading.sink.effect(effect.shape, item.text, session.evidence);
  if (effect.rule !== undefined) session.shell.reading.sink.finding(effect.rule, session.evidence, item.text);
}

function registryEffect(role: CmdletRole, key: string, value: string, one: boolean): RegistryEffect {
  return role === 'delete' ? registryDeletion(key, one) : registryWriting(key, value);
}

function hostOf(given: ReadonlyMap<string, Value>): string {
  return (given.get('uri') ?? given.get('destination') ?? given.get('computername'))?.text ?? '';
}

/** A script block runs as it is, a text as code. */
export function runCode(value: Value, session: Session): readonly Value[] {
  return itemsOf(value).flatMap((item) =>
    item.block === undefined
      ? session.engine.text(item, session, true)
      : session.engine.block(item.block, session, { same: true }),
  );
}

/** Blocks among the values, such as calculated properties, run for what comes in. */
function runBlocks(call: CmdletCall): void {
  const { session, input } = call;
  const item = input.values[0] ?? unknownData(0);
  for (const value of call.given.values()) {
    for (const each of itemsOf(value)) {
      for (const inner of [each, ...(each.entries?.values() ?? [])])
        if (inner.block !== undefined) session.engine.block(inner.block, session, { item, same: true });
    }
  }
}

function printed({ output = 'inputs' }: CmdletRow, call: CmdletCall): readonly Value[] {
  const { content, input } = call;
  runBlocks(call);
  switch (output) {
    case 'other':
      return [unknownData(0)];
    case 'same':
      return content === null ? input.values : [content];
    case 'inputs': {
      const taint = taintOf([
        ...call.given.values(),
        ...input.values,
        ...(content === null ? [] : [content]),
      ]);
      return [unknownData(taint & ~Taint.unset)];
    }
  }
}

/** Content that a file gets, as far as it is known. */
export function contentFor(call: CmdletCall, names: string): Data {
  const named = names
    .split(' ')
    .map((name) => call.given.get(name.toLowerCase()))
    .find((value) => value !== undefined);
  const values = named === undefined ? call.input.values : itemsOf(named);
  const { text, taint } = printedText(values);
  return { text: isKnown(text) ? `${text}\n` : text, taint };
}
