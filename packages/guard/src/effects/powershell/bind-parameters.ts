import { isKnown } from '../shell/data.js';
import type { CmdletRole, CmdletRow } from './cmdlet-row.js';
import type { GivenArgument } from './session.js';
import { joinedText, listOf, type Value } from './value.js';

/** What a switch is given. */
export const TRUE: Value = Object.freeze({ text: 'True', taint: 0 });
/** Parameters that every cmdlet has, and their short names. */
const COMMON = [
  'erroraction',
  'warningaction',
  'informationaction',
  'errorvariable',
  'warningvariable',
  'outvariable',
  'outbuffer',
  'pipelinevariable',
  'progressaction',
];
const COMMON_SWITCHES = ['verbose', 'debug', 'whatif', 'confirm'];
const SHORT: ReadonlyMap<string, string> = new Map([
  ['ea', 'erroraction'],
  ['wa', 'warningaction'],
  ['ev', 'errorvariable'],
  ['ov', 'outvariable'],
  ['wi', 'whatif'],
  ['cf', 'confirm'],
  ['vb', 'verbose'],
  ['db', 'debug'],
]);

interface Names {
  readonly roles: ReadonlyMap<string, CmdletRole>;
  readonly all: readonly string[];
  readonly positions: readonly string[];
}

const KNOWN = new WeakMap<CmdletRow, Names>();

function namesOf(row: CmdletRow): Names {
  const known = KNOWN.get(row);
  if (known !== undefined) return known;
  const roles = new Map(
    Object.entries(row.parameters ?? {}).flatMap(([names, role]) =>
      wordsOf(names).map((name): [string, CmdletRole] => [name, role]),
    ),
  );
  const all = [...wordsOf(row.switches), ...roles.keys()];
  const names = { roles, all, positions: wordsOf(row.positions) };
  KNOWN.set(row, names);
  return names;
}

function wordsOf(names: string | undefined): readonly string[] {
  return names === undefined || names === '' ? [] : names.toLowerCase().split(' ');
}

/** What the value of a parameter is to its cmdlet. */
export function roleOf(row: CmdletRow, parameter: string): CmdletRole {
  return namesOf(row).roles.get(parameter) ?? 'text';
}

/** The full name that an abbreviation means; null when the cmdlet has none that begins so. */
function fullName(given: string, { all }: Names): string | null {
  const lower = given.toLowerCase();
  if (all.includes(lower)) return lower;
  const short = SHORT.get(lower);
  if (short !== undefined) return short;
  const fits = (name: string): boolean => name.startsWith(lower);
  return all.find(fits) ?? COMMON.find(fits) ?? COMMON_SWITCHES.find(fits) ?? null;
}

/** Gives each argument the parameter it is for, as PowerShell would. A name that nobody has is a switch. */
export function bindParameters(args: readonly GivenArgument[], row: CmdletRow): ReadonlyMap<string, Value> {
  const names = namesOf(row);
  const collected = new Map<string, Value[]>();
  const add = (name: string, value: Value): void => {
    const before = collected.get(name);
    if (before === undefined) collected.set(name, [value]);
    else before.push(value);
  };
  const positional: Value[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === undefined) break;
    if (arg.name === null) {
      if (arg.value !== null) positional.push(arg.value);
      continue;
    }
    const name = fullName(arg.name, names) ?? arg.name.toLowerCase();
    if (arg.value !== null) {
      const off = /^(?:false|0)$/i.test(arg.value.text) && !names.roles.has(name);
      if (!off) add(name, arg.value);
      continue;
    }
    const next = args[i + 1];
    const valued = names.roles.has(name) || (!names.all.includes(name) && COMMON.includes(name));
    if (valued && next !== undefined && (next.name === null || !isKnown(next.raw.text))) {
      add(name, next.value ?? next.raw);
      i += 1;
    } else {
      add(name, TRUE);
    }
  }
  const { positions } = names;
  const open = positions.filter((name) => !collected.has(name));
  positional.forEach((value, index) => {
    const name = open[Math.min(index, open.length - 1)] ?? positions.at(-1);
    add(name ?? 'rest', value);
  });
  return new Map([...collected].map(([name, values]): [string, Value] => [name, listOf(values)]));
}

/** All values given, as one text that cases look at. */
export function allText(given: ReadonlyMap<string, Value>): string {
  const said = [...given].map(([name, value]) => ({ ...value, text: `-${name} ${value.text}` }));
  return joinedText(said, ' ');
}
