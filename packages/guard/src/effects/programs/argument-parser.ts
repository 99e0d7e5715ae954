import { UNKNOWN } from '../paths/locate.js';
import type { Field } from '../shell/data.js';
import { READ_AS_DRY, withoutSwitchedOff } from './dry-run.js';
import type { GivenOption, ParsedArguments } from './parsed-arguments.js';
import type { EscapeRow } from './program-escape.js';
import type { ProgramRow } from './program-row.js';
import type { Role } from './role.js';

/** A row with its options looked up by spelling. */
export interface Program {
  readonly row: ProgramRow;
  readonly roles: ReadonlyMap<string, Role>;
  readonly longs: readonly string[];
  /** Options that make a run harmless. */
  readonly mild: ReadonlySet<string>;
  readonly commands: ReadonlyMap<string, Program> | null;
  /** How the program is escaped from; null where no way is known. */
  readonly escapes: EscapeRow | null;
}

/** Splits the spaced spellings of a row once, when the tables are loaded. */
export function compileRow(row: ProgramRow): Program {
  const roles = new Map<string, Role>();
  for (const [spellings, role] of Object.entries(row.options ?? {})) {
    for (const spelling of spellings.split(' ')) roles.set(spelling, role);
  }
  for (const { has } of row.cases ?? []) {
    for (const spelling of has?.split(' ') ?? []) if (!roles.has(spelling)) roles.set(spelling, 'flag');
  }
  const mild = mildOptions(row, roles);
  const longs = [...roles.keys()].filter((name) => name.startsWith('--'));
  let commands: Map<string, Program> | null = null;
  if (row.commands !== undefined) {
    commands = new Map();
    for (const [names, inner] of Object.entries(row.commands)) {
      const program = compileRow(inner);
      for (const name of names.split(' ')) commands.set(name, program);
    }
  }
  return { row, roles, longs, mild, commands, escapes: null };
}

function mildOptions({ cases = [] }: ProgramRow, roles: ReadonlyMap<string, Role>): ReadonlySet<string> {
  const mild = new Set(READ_AS_DRY);
  for (const { has, effect } of cases) {
    if (effect === null) for (const name of has?.split(' ') ?? []) mild.add(name);
  }
  if (roles.has('--dry-run') && roles.get('-n') === 'flag') mild.add('-n');
  return mild;
}

/** Splits arguments into options and operands as the program itself would. */
export function parseArguments(args: readonly Field[], program: Program): ParsedArguments {
  const options: GivenOption[] = [];
  const operands: Field[] = [];
  const style = program.row.style ?? 'gnu';
  let i = 0;
  while (i < args.length) {
    const arg = args[i];
    if (arg === undefined) break;
    i += 1;
    const { text } = arg;
    if (text.length < 2 || !text.startsWith('-') || text.startsWith(`-${UNKNOWN}`)) {
      operands.push(arg);
      // What follows a subcommand belongs to it.
      if (style !== 'posix' && program.commands === null) continue;
      operands.push(...args.slice(i));
      break;
    }
    if (text === '--') {
      operands.push(...args.slice(i));
      break;
    }
    if (text.startsWith('--') || style === 'long') i = takeLong(arg, args, i, program, options);
    else i = takeShort(arg, args, i, program, options);
  }
  return { options: withoutSwitchedOff(options, program.mild, args), operands };
}

function takeLong(
  arg: Field,
  args: readonly Field[],
  next: number,
  program: Program,
  into: GivenOption[],
): number {
  const equals = arg.text.indexOf('=');
  const given = equals < 0 ? arg.text : arg.text.slice(0, equals);
  const name = program.roles.has(given) ? given : unabbreviated(given, program.longs);
  const role = program.roles.get(name) ?? 'flag';
  if (equals >= 0) {
    into.push({ name, role, value: { ...arg, text: arg.text.slice(equals + 1) }, at: arg });
    return next;
  }
  const value = role === 'flag' || role === 'command' ? undefined : args[next];
  into.push({ name, role, value: value ?? null, at: arg });
  return value === undefined ? next : next + 1;
}

/** GNU programs take any beginning of a long option. The first listed one that fits is meant. */
function unabbreviated(given: string, longs: readonly string[]): string {
  if (given.length < 3) return given;
  return longs.find((long) => long.startsWith(given)) ?? given;
}

function takeShort(
  arg: Field,
  args: readonly Field[],
  next: number,
  program: Program,
  into: GivenOption[],
): number {
  const whole = program.roles.get(arg.text);
  if (whole !== undefined && arg.text.length > 2) {
    const value = whole === 'flag' || whole === 'command' ? undefined : args[next];
    into.push({ name: arg.text, role: whole, value: value ?? null, at: arg });
    return value === undefined ? next : next + 1;
  }
  for (let at = 1; at < arg.text.length; at += 1) {
    const name = `-${arg.text[at] ?? ''}`;
    const role = program.roles.get(name) ?? 'flag';
    if (role === 'flag' || role === 'command') {
      into.push({ name, role, value: null, at: arg });
      continue;
    }
    const rest = arg.text.slice(at + 1);
    const value = rest === '' ? args[next] : { ...arg, text: rest };
    into.push({ name, role, value: value ?? null, at: arg });
    return rest === '' && value !== undefined ? next + 1 : next;
  }
  return next;
}
