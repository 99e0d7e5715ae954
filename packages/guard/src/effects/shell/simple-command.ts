import type { Assignment, Command, Redirection } from 'unbash';
import { readEnvironment } from './environment-injection.js';
import { union } from './branches.js';
import { joined, NOTHING, unknownData, type Data, type Field } from './data.js';
import type { Io } from './io.js';
import { LIMITS } from './limits.js';
import { feedRest } from './process-substitution.js';
import { connected, delivered, openRedirections } from './redirections.js';
import { assign, evidenceAt, lookUp, type Shell, type Variable } from './shell-state.js';
import { fieldsOf, valueOf } from './word-value.js';

/** Variables that a shell heeds without their being exported. */
const HEEDED = /^(?:PATH|PROMPT_COMMAND|PS[0124])$/;
/** Values of one variable that a command is read with. */
const MAX_CHOICES = 64;

/**
 * Reads a simple command once for every value its variables may have. What it prints is known when all
 * of them agree.
 */
export function readSimple(node: Command, shell: Shell, io: Io): Data {
  const { choice, choices } = shell;
  shell.choice = 0;
  shell.choices = 1;
  let output = readOnce(node, shell, io);
  for (let next = 1; next < Math.min(shell.choices, MAX_CHOICES); next += 1) {
    shell.choice = next;
    const other = readOnce(node, shell, io);
    const taint = output.taint | other.taint;
    output = other.text === output.text ? { text: output.text, taint } : unknownData(taint);
  }
  shell.choice = choice;
  shell.choices = Math.max(choices, shell.choices);
  return output;
}

function readOnce(node: Command, shell: Shell, io: Io): Data {
  const { reading } = shell;
  const evidence = evidenceAt(shell, node.pos, node.end);
  if (reading.budget <= 0) {
    reading.sink.finding('shell.too-large', evidence);
    return NOTHING;
  }
  reading.budget -= 1;
  const words = wordsOf(node, shell);
  const [name] = words;
  const assignments = node.prefix.filter((part): part is Assignment => part.type === 'Assignment');
  const outerChannels = shell.channels;
  if (node.redirects.length > 0) {
    shell.channels = new Map(outerChannels);
    openRedirections(node.redirects, shell);
  }
  // `exec` without a command keeps its redirections for the rest of the shell.
  if (name?.text === 'exec' && words.length === 1) return NOTHING;
  let output: Data = NOTHING;
  if (name === undefined) {
    for (const assignment of assignments) setVariable(assignment, shell, shell.exportsAll === true);
    // What the shell itself heeds, and what is in every environment, needs no `export`.
    const heeded = assignments.filter(({ name: of }) => shell.exportsAll === true || HEEDED.test(of));
    if (heeded.length > 0)
      readEnvironment(
        heeded.map(({ name: of }) => of),
        shell,
        evidence,
      );
    const io0 = connected(shell, io);
    // `$(<file)` prints the file.
    if (node.redirects.length > 0 && shell.channels.get('0') !== undefined) output = io0.stdin;
  } else {
    const outer = shell.variables;
    if (assignments.length > 0) {
      shell.variables = new Map(outer);
      for (const assignment of assignments) setVariable(assignment, shell, true);
      readEnvironment(
        assignments.map((assignment) => assignment.name),
        shell,
        evidence,
      );
    }
    const inner = connected(shell, io);
    const channels = shell.channels;
    const own = channels.has('0') || channels.has('1');
    if (own) {
      // Commands inside see the descriptor as theirs; what they read is in their `Io`, what they print is delivered here, once.
      shell.channels = new Map(channels);
      shell.channels.delete('0');
      shell.channels.delete('1');
    }
    output = reading.engine.words(
      words,
      node.redirects.some(isRewired) ? { ...shell, escaped: true } : shell,
      inner,
      evidence,
    );
    if (assignments.length > 0) shell.variables = restored(outer, shell.variables, assignments);
    if (own) shell.channels = channels;
  }
  const left = delivered(output, shell, evidence);
  if (shell.waiting.size > 0) feedRest(shell);
  if (node.redirects.length > 0) shell.channels = withVariableChannels(outerChannels, node.redirects, shell);
  return left;
}

/** `1>&0` and `0<&2` give a program the terminal of another: only a shell opened inside one needs that. */
function isRewired(redirect: Redirection): boolean {
  if (redirect.type !== 'Redirect') return false;
  const { operator, target } = redirect;
  const text = target?.value ?? '';
  return (
    (operator === '>&' && text === '0') ||
    (operator === '<&' && (text === '1' || text === '2')) ||
    text.startsWith('@std')
  );
}

/** The command's words. Assignments after a declaring builtin stay together as `name=value`. */
function wordsOf(node: Command, shell: Shell): Field[] {
  const words = node.name === undefined ? [] : fieldsOf(node.name, shell);
  let end = node.name?.end ?? -1;
  for (const part of node.suffix) {
    // The reader of the command says that there are too many.
    if (words.length > LIMITS.words) break;
    const adjoins = part.pos === end;
    end = part.end;
    if (part.type === 'Word') {
      const fields = fieldsOf(part, shell);
      const last = words.at(-1);
      const [first] = fields;
      if (adjoins && last !== undefined && first !== undefined) {
        // The parser ends a word before `<(`; for the shell `@<(x)` is one.
        words[words.length - 1] = { ...last, text: last.text + first.text, taint: last.taint | first.taint };
        fields.shift();
      }
      for (const field of fields) words.push(field);
    } else if (part.type === 'Assignment') {
      const evidence = evidenceAt(shell, part.pos, part.end);
      if (part.value.type === 'ArrayValue') {
        setVariable(part, shell, false);
        words.push({ text: part.name, taint: 0, evidence, glob: false });
        continue;
      }
      const value = valueOf(part.value, shell);
      const text = `${part.name}${part.append === true ? '+' : ''}=${value.text}`;
      words.push({ text, taint: value.taint, evidence, glob: false });
    }
  }
  return words;
}

function setVariable(assignment: Assignment, shell: Shell, exported: boolean): void {
  const { name, value } = assignment;
  const old = lookUp(shell, name);
  if (value.type === 'ArrayValue') {
    const array = value.elements.flatMap((element) =>
      fieldsOf(element, shell).map(({ text, taint }): Data => ({ text, taint })),
    );
    const all = assignment.append === true ? [...(old?.array ?? []), ...array] : array;
    assign(shell, name, { values: all.slice(0, 1), array: all, exported });
    return;
  }
  const data = valueOf(value, shell);
  if (assignment.index !== undefined) {
    const at = Number(valueOf(assignment.index, shell).text);
    const array = [...(old?.array ?? [])];
    if (Number.isInteger(at) && at >= 0 && at <= array.length) array[at] = data;
    else array.push(data);
    assign(shell, name, { values: array.slice(0, 1), array, exported });
    return;
  }
  const next =
    assignment.append === true ? joined(old?.values[shell.choice] ?? old?.values[0] ?? NOTHING, data) : data;
  setValue(shell, name, next, exported || old?.exported === true);
}

/** Gives a variable a value; when a command is read for a further alternative, one more value. */
export function setValue(shell: Shell, name: string, data: Data, exported: boolean): void {
  const plain: Data = { text: data.text, taint: data.taint };
  const old = shell.choice > 0 ? lookUp(shell, name) : null;
  const variable: Variable = { values: old === null ? [plain] : union(old.values, [plain]), exported };
  assign(shell, name, variable);
}

/** A descriptor opened as `{name}>file` stays open after the command; all others are closed. */
function withVariableChannels(
  outer: Shell['channels'],
  redirects: Command['redirects'],
  shell: Shell,
): Shell['channels'] {
  if (!redirects.some((redirect) => redirect.descriptor?.type === 'FileDescriptorVariable')) return outer;
  const all = new Map(outer);
  for (const redirect of redirects) {
    if (redirect.descriptor?.type !== 'FileDescriptorVariable') continue;
    const number = lookUp(shell, redirect.descriptor.name)?.values[0]?.text ?? '';
    const channel = shell.channels.get(number);
    if (channel !== undefined) all.set(number, channel);
  }
  return all;
}

/** After a command the variables of its prefix are as before; others keep what the command gave them. */
function restored(
  outer: Map<string, Variable>,
  inner: Map<string, Variable>,
  prefix: readonly Assignment[],
): Map<string, Variable> {
  const result = new Map(inner);
  for (const { name } of prefix) {
    const before = outer.get(name);
    if (before === undefined) result.delete(name);
    else result.set(name, before);
  }
  return result;
}
