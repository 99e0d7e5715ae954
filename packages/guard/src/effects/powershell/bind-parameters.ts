import { isKnown } from '../shell/data.js';
import type { CmdletRow } from './cmdlet-row.js';
import type { GivenArgument } from './session.js';
import { listOf, textValue, type Value } from './value.js';

/** What a switch is given. */
export const TRUE: Value = Object.freeze({ text: 'True', taint: 0 });
/** Parameters that every cmdlet has, and their short names. */
const COMMON =
  'erroraction warningaction informationaction errorvariable warningvariable outvariable outbuffer pipelinevariable progressaction';
const COMMON_SWITCHES = 'verbose debug whatif confirm';
const SHORT: Readonly<Record<string, string>> = {
  ea: 'erroraction',
  wa: 'warningaction',
  ev: 'errorvariable',
  ov: 'outvariable',
  wi: 'whatif',
  cf: 'confirm',
  vb: 'verbose',
  db: 'debug',
};

interface Names {
  readonly valued: readonly string[];
  readonly switches: readonly string[];
}

function namesOf(row: CmdletRow): Names {
  const valued = Object.keys(row.parameters ?? {}).flatMap((names) => names.toLowerCase().split(' '));
  const switches = row.switches === undefined ? [] : row.switches.toLowerCase().split(' ');
  return { valued, switches };
}

/** The full name that an abbreviation means; null when the cmdlet has none that begins so. */
function fullName(given: string, names: Names): string | null {
  const lower = given.toLowerCase();
  const own = [...names.switches, ...names.valued];
  if (own.includes(lower)) return lower;
  const short = SHORT[lower];
  if (short !== undefined) return short;
  const fits = (name: string): boolean => name.startsWith(lower);
  return own.find(fits) ?? COMMON.split(' ').find(fits) ?? COMMON_SWITCHES.split(' ').find(fits) ?? null;
}

/** Gives each argument the parameter it is for, as PowerShell would. A name that nobody has is a switch. */
export function bindParameters(args: readonly GivenArgument[], row: CmdletRow): ReadonlyMap<string, Value> {
  const names = namesOf(row);
  const given = new Map<string, Value>();
  const add = (name: string, value: Value): void => {
    const before = given.get(name);
    given.set(name, before === undefined ? value : listOf([before, value]));
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
      const off = /^(?:false|0)$/i.test(arg.value.text) && !names.valued.includes(name);
      if (!off) add(name, arg.value);
      continue;
    }
    const next = args[i + 1];
    const valued =
      names.valued.includes(name) || (!names.switches.includes(name) && COMMON.split(' ').includes(name));
    if (valued && next !== undefined && (next.name === null || !isKnown(next.raw.text))) {
      add(name, next.value ?? next.raw);
      i += 1;
    } else {
      add(name, TRUE);
    }
  }
  const positions = (row.positions ?? '')
    .toLowerCase()
    .split(' ')
    .filter((name) => name !== '');
  const open = positions.filter((name) => !given.has(name));
  positional.forEach((value, index) => {
    const name = open[Math.min(index, open.length - 1)] ?? positions.at(-1);
    add(name ?? 'rest', value);
  });
  return given;
}

/** All values given, as one text that cases look at. */
export function allText(given: ReadonlyMap<string, Value>): string {
  return textValue([...given].map(([name, value]) => `-${name} ${value.text}`).join(' ')).text;
}
