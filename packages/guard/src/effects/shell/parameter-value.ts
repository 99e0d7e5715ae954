import type { ParameterExpansionPart, ParameterOperation, SimpleExpansionPart, Word } from 'unbash';
import { matchesGlob } from '../paths/glob-targets.js';
import { UNKNOWN } from '../paths/locate.js';
import { decodeEscapes } from './escapes.js';
import { altered, capped, isKnown, NOTHING, SOMETHING, Taint, unknownData, type Data } from './data.js';
import { UNCONNECTED } from './io.js';
import { assign, evidenceAt, lookUp, referred, type Shell, type Variable } from './shell-state.js';

/** What an expansion becomes: one text, or several for `$@` and arrays. */
export interface Expansion {
  readonly values: readonly Data[];
}

type Evaluate = (word: Word | undefined) => Data;

/** Names whose values are credentials by every convention. */
export const CREDENTIAL_NAME: RegExp =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PWD_FILE|APIKEY|API_KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|SECRET_ACCESS_KEY|CREDENTIALS?|CONNECTION_STRING|(?:DATABASE|POSTGRES(?:QL)?|PG|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ|CLICKHOUSE|DB)_(?:URL|URI|DSN))(?:$|_\d+$)/i;
/** Longest value that `#`, `%` and `/` patterns are tried on. */
const MAX_PATTERN_VALUE = 256;

/** Evaluates `$x` or `${x…}`. A variable that nothing in the text sets is unknown. */
export function parameterValue(
  part: SimpleExpansionPart | ParameterExpansionPart,
  shell: Shell,
  evaluate: Evaluate,
): Expansion {
  if (part.type === 'SimpleExpansion') return { values: baseValues(part.text.slice(1), shell) };
  if (part.prefix === '#') return { values: [SOMETHING] };
  if (part.prefix === '!') return { values: [indirect(part, shell)] };
  const index = part.index === undefined ? undefined : evaluate(part.index).text;
  const values =
    index === undefined ? baseValues(part.parameter, shell) : elements(part.parameter, index, shell);
  const { operation } = part;
  if (operation === undefined) return { values };
  if (operation.type === 'Default') {
    const set = lookUp(shell, part.parameter) !== null || isSetElsewhere(part.parameter, shell);
    return {
      values: withDefault(
        operation.operator,
        values,
        set,
        part.parameter,
        evaluate(operation.operand),
        shell,
      ),
    };
  }
  // A prompt is expanded once more: substitutions in its value run.
  if (operation.type === 'Transform' && operation.operand.value === 'P')
    for (const value of values) runPrompt(value, shell, part);
  if (operation.type === 'Remove') {
    // Every beginning or end of the value is tried on the pattern.
    const tries = values.reduce((sum, { text }) => sum + Math.min(text.length, MAX_PATTERN_VALUE), 0);
    shell.reading.parts -= Math.ceil(tries / 2);
    if (shell.reading.parts <= 0) return { values: [SOMETHING] };
  }
  return { values: values.map((value) => transformed(operation, value, evaluate)) };
}

/** Whether an expansion is of something that nothing sets here, so that it may well be empty. */
export function mayBeEmpty(part: SimpleExpansionPart | ParameterExpansionPart, shell: Shell): boolean {
  const plain = part.type === 'SimpleExpansion';
  if (!plain && (part.operation !== undefined || part.prefix !== undefined)) return false;
  const name = plain ? part.text.slice(1) : part.parameter;
  if (/^(?:[@*]|[1-9]\d*)$/.test(name)) return !shell.inFunction;
  return /^[A-Za-z_]\w*$/.test(name) && lookUp(shell, name) === null && environment(name, shell) === null;
}

function runPrompt({ text, taint }: Data, shell: Shell, part: ParameterExpansionPart): void {
  if (!/\$\(|`/.test(text)) return;
  const evidence = evidenceAt(shell, part.pos, part.end);
  shell.reading.engine.text({ text: `: "${text}"`, taint }, shell, UNCONNECTED, evidence);
}

function indirect(part: ParameterExpansionPart, shell: Shell): Data {
  const name = lookUp(shell, part.parameter)?.values[0]?.text;
  if (name === undefined || !isKnown(name)) return SOMETHING;
  return baseValues(name, shell)[0] ?? NOTHING;
}

function isSetElsewhere(name: string, shell: Shell): boolean {
  if (/^\d+$/.test(name)) return shell.inFunction && Number(name) <= shell.positional.length && name !== '0';
  return environment(name, shell) !== null;
}

/** The value a name has before any operation on it. */
function baseValues(name: string, shell: Shell): readonly Data[] {
  if (name === '@' || name === '*') return shell.inFunction ? shell.positional : [SOMETHING];
  if (/^\d+$/.test(name)) {
    const at = Number(name);
    if (at === 0) return [lookUp(shell, '0')?.values[0] ?? SOMETHING];
    if (!shell.inFunction) return [SOMETHING];
    return [shell.positional[at - 1] ?? NOTHING];
  }
  const variable = lookUp(shell, name);
  if (variable !== null) return [chosen(variable, shell)];
  const inherited = environment(referred(shell, name), shell);
  if (inherited !== null) return [{ text: inherited, taint: 0 }];
  const secret = shell.sourcedSecret === true && /^[A-Z_]\w*$/.test(name);
  if (secret || CREDENTIAL_NAME.test(referred(shell, name))) return [unknownData(Taint.credential)];
  return [/^\w+$/.test(name) ? unknownData(Taint.unset) : SOMETHING];
}

/** What the environment of every shell holds. */
function environment(name: string, shell: Shell): string | null {
  switch (name) {
    case 'HOME':
      return shell.reading.world.facts.home;
    case 'PWD':
      return shell.cwd;
    case 'OLDPWD':
      return UNKNOWN;
    case 'TMPDIR':
    case 'TEMP':
    case 'TMP':
    case 'RUNNER_TEMP':
      return shell.reading.world.facts.temp;
    case 'IFS':
      return ' \t\n';
    case 'PATH':
      return `/usr/bin:${UNKNOWN}`;
    case 'SHELL':
    case 'BASH':
      return '/bin/bash';
    case 'GITHUB_WORKSPACE':
    case 'CI_PROJECT_DIR':
    case 'INIT_CWD':
      return shell.reading.world.workspaceRoot;
    default:
      return null;
  }
}

/** Picks the alternative under consideration and notes how many there are. */
function chosen(variable: Variable, shell: Shell): Data {
  const { values, mark } = variable;
  if (mark !== undefined) mark.read = true;
  if (values.length > shell.choices) shell.choices = values.length;
  return values[shell.choice % Math.max(1, values.length)] ?? NOTHING;
}

function elements(name: string, index: string, shell: Shell): readonly Data[] {
  const variable = lookUp(shell, name);
  if (variable === null) return [unknownData(Taint.unset)];
  const array = variable.array ?? [chosen(variable, shell)];
  if (index === '@' || index === '*') return array;
  return /^\d+$/.test(index) ? [array[Number(index)] ?? NOTHING] : [array[0] ?? SOMETHING];
}

function withDefault(
  operator: string,
  values: readonly Data[],
  set: boolean,
  name: string,
  operand: Data,
  shell: Shell,
): readonly Data[] {
  const empty = values.every((value) => value.text === '');
  const missing = operator.startsWith(':') ? !set || empty : !set;
  switch (operator.replace(':', '')) {
    case '-':
      return missing ? [operand] : values;
    case '=':
      if (!missing) return values;
      assign(shell, name, { values: [operand], exported: false });
      return [operand];
    case '+':
      return missing ? [NOTHING] : [operand];
    default:
      // `${x:?}` stops the shell when x is empty, so it never is.
      return values.map((value) => ({ text: value.text, taint: value.taint & ~Taint.unset }));
  }
}

function transformed(operation: ParameterOperation, value: Data, evaluate: Evaluate): Data {
  const unknown = unknownData(altered(value.taint));
  if (!isKnown(value.text) || value.text.length > MAX_PATTERN_VALUE)
    return keepUnknown(operation, value, unknown);
  const known = (text: string): Data => ({ text: capped(text), taint: value.taint });
  switch (operation.type) {
    case 'Remove': {
      const pattern = evaluate(operation.operand).text;
      return isKnown(pattern) ? known(removed(value.text, operation.operator, pattern)) : unknown;
    }
    case 'Replace': {
      const pattern = evaluate(operation.pattern).text;
      const replacement = evaluate(operation.replacement).text;
      if (/[*?[]/.test(pattern) || !isKnown(pattern) || pattern === '') return unknown;
      if (operation.operator === '//') return known(value.text.replaceAll(pattern, () => replacement));
      if (operation.operator === '/') return known(value.text.replace(pattern, () => replacement));
      return unknown;
    }
    case 'Slice': {
      const from = Number(evaluate(operation.offset).text);
      const length = operation.length === undefined ? undefined : Number(evaluate(operation.length).text);
      if (!Number.isInteger(from) || (length !== undefined && !Number.isInteger(length))) return unknown;
      const start = from < 0 ? Math.max(0, value.text.length + from) : from;
      const end = length === undefined ? undefined : length < 0 ? length : start + length;
      return known(value.text.slice(start, end));
    }
    case 'CaseModification': {
      const upper = operation.operator.startsWith('^');
      const change = (text: string): string => (upper ? text.toUpperCase() : text.toLowerCase());
      if (operation.operator.length === 2) return known(change(value.text));
      return known(change(value.text.slice(0, 1)) + value.text.slice(1));
    }
    case 'Transform': {
      const mode = evaluate(operation.operand).text;
      if (mode === 'U') return known(value.text.toUpperCase());
      if (mode === 'L') return known(value.text.toLowerCase());
      if (mode === 'E') return known(decodeEscapes(value.text));
      return mode === 'Q' || mode === 'P' ? value : unknown;
    }
    case 'Default':
    case 'Names':
    case 'Unknown':
      return unknown;
  }
}

/** Removing a suffix or prefix of a partly known value keeps what is known of the other end. */
function keepUnknown(operation: ParameterOperation, value: Data, unknown: Data): Data {
  if (operation.type === 'Slice' && value.text.startsWith('/'))
    return { text: `/${UNKNOWN}`, taint: value.taint };
  if (operation.type !== 'Remove' || value.text.length > MAX_PATTERN_VALUE) return unknown;
  const gap = value.text.indexOf(UNKNOWN);
  if (operation.operator.startsWith('%'))
    return { text: value.text.slice(0, gap) + UNKNOWN, taint: value.taint };
  return unknown;
}

function removed(text: string, operator: string, pattern: string): string {
  const longest = operator.length === 2;
  if (operator.startsWith('#')) {
    for (let i = 0; i <= text.length; i += 1) {
      const cut = longest ? text.length - i : i;
      if (matchesGlob(text.slice(0, cut), pattern)) return text.slice(cut);
    }
    return text;
  }
  for (let i = 0; i <= text.length; i += 1) {
    const cut = longest ? i : text.length - i;
    if (matchesGlob(text.slice(cut), pattern)) return text.slice(0, cut);
  }
  return text;
}
